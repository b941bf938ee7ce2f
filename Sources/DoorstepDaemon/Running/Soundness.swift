import DoorstepStore
import Logging
import ServiceLifecycle

/// Ends the daemon when a read finds damage in the database, whichever read it is: half a daemon is worse than none, and
/// the next start restores what has to be restored.
struct Soundness: Service {
    let ledger: Ledger
    let logger: Logger

    func run() async throws {
        let damage = await cancelWhenGracefulShutdown { await ledger.damage.next() }
        guard let damage else { return }
        logger.error("the database is damaged", metadata: ["reason": "\(damage)"])
        throw DamageFound(reason: damage)
    }
}

/// Why the daemon ends: its database is damaged.
struct DamageFound: Error, CustomStringConvertible {
    let reason: String

    var description: String {
        "the database is damaged: \(reason). The next start checks it whole, sets it aside and restores what can be restored"
    }
}
