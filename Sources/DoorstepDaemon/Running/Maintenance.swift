import DoorstepCore
import DoorstepStore
import Logging
import ServiceLifecycle

/// Backs the ledger up once a day, and checks a large database while it is in use. Damage that the check finds ends the
/// daemon by way of `Soundness`.
struct Maintenance: Service {
    let ledger: Ledger
    let now: @Sendable () -> Timestamp
    let logger: Logger

    static let backUpEvery = Duration.seconds(24 * 3600)
    static let lookEvery = Duration.seconds(3600)

    func run() async throws {
        _ = await ledger.check()
        repeat {
            let last = ledger.lastBackup
            if last.map({ now() - $0 >= Self.backUpEvery || $0 > now() }) ?? true { await backUp() }
        } while await pause(for: Self.lookEvery)
    }

    private func backUp() async {
        do {
            try await ledger.backUp()
            logger.info("backup taken and checked")
        } catch BackupFailure.untrustedClock {
            logger.warning("no backup is taken while the clock cannot be trusted")
        } catch let failure as BackupFailure {
            logger.error("no backup could be taken", metadata: ["reason": "\(failure.message)"])
        } catch {
            logger.error("no backup could be taken", metadata: ["reason": "\(error)"])
        }
    }
}
