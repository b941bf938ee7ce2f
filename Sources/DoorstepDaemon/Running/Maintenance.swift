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
    /// A new shop has nothing to back up, and soon something to lose.
    static let lookEveryUntilTheFirst = SignOfLife.beat

    func run() async throws {
        _ = await ledger.check()
        var isEmpty: Bool
        repeat {
            let last = ledger.lastBackup
            let isDue = last.map { now() - $0 >= Self.backUpEvery || $0 > now() } ?? true
            isEmpty = isDue ? await !backUp() : false
        } while await pause(for: isEmpty ? Self.lookEveryUntilTheFirst : Self.lookEvery)
    }

    /// - Returns: Whether there was something to back up.
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
