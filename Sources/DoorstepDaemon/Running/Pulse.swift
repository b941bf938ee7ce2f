import DoorstepService
import DoorstepStore
import Logging
import ServiceLifecycle

/// Feels the ledger's pulse, and tells systemd: that the daemon is ready, when a row has been written and synced;
/// from then on that it is alive.
///
/// Each beat goes through the writer behind whatever waits there, so a commit that hangs stops the pings and
/// systemd restarts the daemon. After a failed write the beat tries a small one: recording resumes by itself
/// when there is room again.
actor Pulse: Service {
    private let ledger: Ledger
    private let notifier: Notifier?
    private let shop: String
    private let logger: Logger
    private let begin: @Sendable () async throws -> Void
    private var isReady = false
    private var isFull = false
    private var failures = 0

    /// A beat may wait long behind a slow disk; the next one does not queue up behind it.
    private var isBeating = false

    /// Without a watchdog: as often as the unit of systemd asks for, because each beat wakes several threads.
    private static let interval = Duration.seconds(10)

    /// Failures, other than a full disk, after which only a restart can help (a failed sync leaves a kernel's
    /// page cache in doubt).
    private static let failuresBorne = 2

    /// `begin` is what is recorded before anything else; it is called once, when recording works.
    init(
        ledger: Ledger, notifier: Notifier?, shop: String, logger: Logger,
        begin: @escaping @Sendable () async throws -> Void
    ) {
        self.ledger = ledger
        self.notifier = notifier
        self.shop = shop
        self.logger = logger
        self.begin = begin
    }

    func run() async throws {
        let interval = notifier?.pingInterval ?? Self.interval
        while !Task.isShuttingDownGracefully {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
            try await beat()
        }
    }

    /// Once before the doors open, and then again and again.
    func beat() async throws {
        guard !isBeating else { return }
        isBeating = true
        defer { isBeating = false }
        do {
            try await ledger.probe(isWriting: !isReady)
            try await beginOnce()
            failures = 0
            if isFull { logger.info("there is room again: recording goes on") }
            isFull = false
        } catch LedgerError.diskFull {
            if !isFull { logger.error("the disk is full: nothing can be recorded") }
            isFull = true
        } catch {
            failures += 1
            logger.error("the ledger cannot be written", metadata: ["reason": "\(error)"])
            if failures >= Self.failuresBorne { throw error }
        }
        notifier?.send(.watchdog)
    }

    private func beginOnce() async throws {
        guard !isReady else { return }
        try await begin()
        isReady = true
        logger.info("ready", metadata: ["shop": "\(shop)"])
        notifier?.send(.ready, .status("recording for \(shop)"))
    }
}

/// The doors open after the first beat: who is answered finds a daemon that is ready, if it can be.
struct Doors: Service {
    let pulse: Pulse
    let listeners: HTTPListeners

    func run() async throws {
        try await pulse.beat()
        try await listeners.run()
    }
}
