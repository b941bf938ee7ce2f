import DoorstepCore
import DoorstepStore
import Logging
import ServiceLifecycle

/// The service that backs the ledger up once a day, and checks a large database while it is in use. Damage found by the
/// check ends the daemon by way of `DamageStop`.
struct Maintenance: Service {
    let ledger: Ledger
    let now: @Sendable () -> Timestamp
    let logger: Logger

    static let backUpEvery = Duration.seconds(24 * 3600)
    static let lookEvery = Duration.seconds(3600)
    /// The interval until the first backup: a new ledger has nothing to back up, and soon has facts to lose.
    static let lookEveryUntilTheFirst = SignOfLife.interval

    func run() async throws {
        _ = await ledger.check()
        var isEmpty: Bool
        repeat {
            let last = ledger.lastBackup
            let isDue = last.map { now() - $0 >= Self.backUpEvery || $0 > now() } ?? true
            isEmpty = isDue ? await !backUp() : false
        } while await pause(for: isEmpty ? Self.lookEveryUntilTheFirst : Self.lookEvery)
    }

    /// Takes a backup and logs the result. Returns false when there is nothing to back up.
    private func backUp() async -> Bool {
        do {
            guard try await ledger.backUp() else { return false }
            logger.info("backup taken and checked")
        } catch BackupFailure.untrustedClock {
            logger.warning("no backup is taken while the clock cannot be trusted")
        } catch let failure as BackupFailure {
            logger.error("no backup could be taken", metadata: ["reason": "\(failure.message)"])
        } catch {
            logger.error("no backup could be taken", metadata: ["reason": "\(error)"])
        }
        return true
    }
}
