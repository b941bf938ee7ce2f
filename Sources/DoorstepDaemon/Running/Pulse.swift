import DoorstepStore
import Logging
import ServiceLifecycle

/// Feels the ledger's pulse, and tells systemd: that the daemon is ready, when a row has been written and synced;
/// from then on that it is alive.
///
/// Each beat goes through the writer behind whatever waits there, so a commit that hangs stops the pings and
/// systemd restarts the daemon. After a failed write the beat tries a small one: recording resumes by itself
/// when there is room again.
struct Pulse: Service {
    let ledger: Ledger
    let notifier: Notifier?
    let shop: String
    let logger: Logger

    /// What is recorded before anything else; called once, when recording works.
    let begin: @Sendable () async throws -> Void

    /// Without a watchdog.
    static let interval = Duration.seconds(5)

    /// Failures, other than a full disk, after which only a restart can help (a failed sync leaves a kernel's
    /// page cache in doubt).
    static let failuresBorne = 2

    func run() async throws {
        let interval = notifier?.watchdogTimeout.map { $0 / 3 } ?? Self.interval
        var failures = 0
        var wasFull = false
        var isReady = false
        while !Task.isShuttingDownGracefully {
            do {
                try await ledger.probe(isWriting: !isReady)
                if !isReady {
                    try await begin()
                    isReady = true
                    logger.info("ready", metadata: ["shop": "\(shop)"])
                    notifier?.send(.ready, .status("recording for \(shop)"))
                }
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
