import DoorstepStore
import Logging
import ServiceLifecycle

/// Feels the ledger's pulse and passes it on to systemd's watchdog.
///
/// Each beat goes through the writer behind whatever waits there, so a commit that hangs stops the pings and
/// systemd restarts the daemon. After a failed write the beat tries a small one: recording resumes by itself
/// when there is room again.
struct Pulse: Service {
    let ledger: Ledger
    let notifier: Notifier?
    let logger: Logger

    /// Without a watchdog.
    static let interval = Duration.seconds(5)

    /// Failures, other than a full disk, after which only a restart can help (a failed sync leaves a kernel's
    /// page cache in doubt).
    static let failuresBorne = 2

    func run() async throws {
        let interval = notifier?.watchdogTimeout.map { $0 / 3 } ?? Self.interval
        var failures = 0
        var wasFull = false
        while !Task.isShuttingDownGracefully {
            do {
                try await ledger.probe()
                failures = 0
                if wasFull { logger.info("there is room again: recording goes on") }
                wasFull = false
            } catch LedgerError.diskFull {
                if !wasFull { logger.error("the disk is full: nothing can be recorded") }
                wasFull = true
            } catch {
                failures += 1
                logger.error(
                    "the ledger cannot be written", metadata: ["reason": "\(error)"])
                if failures >= Self.failuresBorne { throw error }
            }
            notifier?.send(.watchdog)
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
        }
    }
}
