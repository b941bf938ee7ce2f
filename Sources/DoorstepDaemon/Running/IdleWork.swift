import DoorstepCore
import DoorstepStore
import ServiceLifecycle

/// The service for quiet moments: it makes the totals that days lack, and releases memory while no facts are recorded.
struct IdleWork: Service {
    let ledger: Ledger

    private static let lookEvery = Duration.seconds(30)

    /// malloc_trim(3), which Glibc's module leaves out: gives the kernel back what is free on the heap.
    @_silgen_name("malloc_trim") @discardableResult
    private static func trimHeap(_ kept: Int) -> CInt

    func run() async throws {
        var last = Sequence.zero
        var isAtRest = false
        var hasTotals = false
        repeat {
            let now = ledger.floor.sequence
            if now == last, !isAtRest {
                // `LedgerProbe` reports a ledger that does not answer.
                if !hasTotals { hasTotals = (try? await ledger.makeTotals()) != nil }
                try? await ledger.rest()
                Self.trimHeap(0)
            }
            isAtRest = now == last
            last = now
        } while await pause(for: Self.lookEvery)
    }
}
