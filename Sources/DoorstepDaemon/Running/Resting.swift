import DoorstepCore
import DoorstepStore
import ServiceLifecycle

/// The service that releases memory that is not needed while no facts are recorded.
struct Resting: Service {
    let ledger: Ledger

    private static let lookEvery = Duration.seconds(30)

    func run() async throws {
        var last = Sequence.zero
        var isAtRest = false
        repeat {
            let now = ledger.floor.sequence
            if now == last, !isAtRest {
                // `Pulse` reports a ledger that does not answer.
                try? await ledger.rest()
                Memory.release()
            }
            isAtRest = now == last
            last = now
        } while await pause(for: Self.lookEvery)
    }
}
