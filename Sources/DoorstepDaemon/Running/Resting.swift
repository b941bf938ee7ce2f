import DoorstepCore
import DoorstepStore
import ServiceLifecycle

/// Lets go of memory that is not needed while nobody comes or goes.
struct Resting: Service {
    let ledger: Ledger

    private static let lookEvery = Duration.seconds(30)

    func run() async throws {
        var last = Sequence.zero
        var isAtRest = false
        repeat {
            let now = ledger.floor.sequence
            if now == last, !isAtRest {
                // The pulse tells of a ledger that does not answer.
                try? await ledger.rest()
                Memory.release()
            }
            isAtRest = now == last
            last = now
        } while await pause(for: Self.lookEvery)
    }
}
