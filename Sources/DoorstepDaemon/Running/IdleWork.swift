import DoorstepCore
import DoorstepStore
import ServiceLifecycle

/// The service for quiet moments: it makes the totals that days lack, and releases memory while no facts are recorded.
struct IdleWork: Service {
    let ledger: Ledger

    private static let lookEvery = Duration.seconds(30)

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
                Heap.trim()
            }
            isAtRest = now == last
            last = now
        } while await pause(for: Self.lookEvery)
    }
}
