import DoorstepStore
import Logging
import ServiceLifecycle

/// The service that ends the daemon when any read finds damage in the database. The next start restores what it can.
struct DamageStop: Service {
    let ledger: Ledger
    let logger: Logger

    func run() async throws {
        let damage = await cancelWhenGracefulShutdown { await ledger.damage.next() }
        guard let damage else { return }
        logger.error("the database is damaged", metadata: ["reason": "\(damage)"])
        throw DamageFound(reason: damage)
    }
}

/// The error that ends a daemon whose database is damaged.
struct DamageFound: Error, CustomStringConvertible {
    let reason: String

    var description: String {
        "the database is damaged: \(reason). The next start checks it whole, sets it aside and restores what can be restored"
    }
}
