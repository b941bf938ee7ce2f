import DoorstepCore
import DoorstepStore
import LocalHTTP
import Logging
import ServiceLifecycle

/// The service that probes the ledger at an interval. It tells systemd that the daemon is ready once a row has been
/// written and synced, and from then on that it is alive. For the next start it leaves a sign of life.
///
/// Each look waits in the writer behind other work, so a commit that hangs stops pings and signs. After a failed write
/// the look tries a small one: recording resumes by itself when there is room again.
actor LedgerProbe: Service {
    private let ledger: Ledger
    private let notifier: Notifier?
    private let shop: String
    private let now: @Sendable () -> ClockReading
    private let signOfLife: SignOfLife
    private let logger: Logger
    private var isReady = false

    /// The reason why nothing can be recorded although a restart would not help; nil without one.
    private var obstacle: String?
    private var failures = 0

    /// Whether a look is under way. It may wait long for a slow disk, and the next one is then left out.
    private var isLooking = false

    /// The number of failures after which only a restart can help, because a failed sync leaves the kernel's page cache
    /// in doubt. Before the daemon is ready one is enough: a restart then loses nothing.
    private static let failuresBorne = 2

    /// The longest time between two looks while something is wrong.
    private static let soon = Duration.seconds(2)

    init(
        ledger: Ledger, notifier: Notifier?, shop: String,
        now: @escaping @Sendable () -> ClockReading, signOfLife: SignOfLife, logger: Logger
    ) {
        self.ledger = ledger
        self.notifier = notifier
        self.shop = shop
        self.now = now
        self.signOfLife = signOfLife
        self.logger = logger
    }

    /// The time between two looks, each of which pings the watchdog too.
    static func interval(_ notifier: Notifier?) -> Duration {
        min(notifier?.pingInterval ?? SignOfLife.interval, SignOfLife.interval)
    }

    func run() async throws {
        while await pause(for: untilNextLook) { try await look() }
    }

    /// The time until the next look. It is short while something is wrong: visitors come in meanwhile, and perhaps only
    /// a look finds out that there is room again.
    private var untilNextLook: Duration {
        let isWell = isReady && obstacle == nil && failures == 0
        return isWell ? Self.interval(notifier) : min(Self.soon, Self.interval(notifier))
    }

    /// Probes the ledger, once before the listeners start and then at each interval. A look sends one ping if the
    /// writer has answered; after a failure only if a write has been synced, or if a restart would not help.
    func look() async throws {
        guard !isLooking else { return }
        isLooking = true
        defer { isLooking = false }
        do {
            let reading = now()
            try await ledger.probe(isWriting: !isReady)
            signOfLife.leave(reading)
            failures = 0
            tell(obstacle: nil)
            tellOfAbsence()
            tellReady()
        } catch LedgerError.diskFull {
            tell(obstacle: "the disk is full: nothing can be recorded")
        } catch LedgerError.unavailable(let sentence) {
            tell(obstacle: "nothing can be recorded: \(sentence)")
        } catch LedgerError.busy {
            // The writer has not answered. If this goes on, the watchdog ends the daemon.
            return
        } catch {
            failures += 1
            logger.error("the ledger cannot be written", metadata: ["reason": "\(error)"])
            if failures >= Self.failuresBorne || !isReady { throw error }
            return
        }
        notifier?.send(.watchdog)
    }

    private func tell(obstacle new: String?) {
        guard new != obstacle else { return }
        if let new {
            logger.error("\(new)")
        } else {
            logger.info("there is room again: recording goes on")
        }
        obstacle = new
    }

    private func tellOfAbsence() {
        guard let absence = ledger.takeAbsence() else { return }
        logger.warning(
            "the doors were not observed", metadata: ["since": "\(absence.began)"])
    }

    private func tellReady() {
        guard !isReady else { return }
        isReady = true
        logger.info("ready", metadata: ["shop": "\(shop)"])
        notifier?.send(.ready, .status("recording for \(shop)"))
    }
}

/// The service of the HTTP listeners. They start after the first look, so that the first request finds a daemon that is
/// ready, if it can be.
struct ListenersWhenReady: Service {
    let probe: LedgerProbe
    let listeners: HTTPListeners

    func run() async throws {
        try await probe.look()
        try await listeners.run()
    }
}
