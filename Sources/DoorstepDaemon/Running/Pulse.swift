import DoorstepCore
import DoorstepService
import DoorstepStore
import Logging
import ServiceLifecycle

/// Feels the ledger's pulse, and tells systemd: that the daemon is ready, when a row has been written and synced;
/// from then on that it is alive. The next start is told by the sign of life.
///
/// Each beat goes through the writer behind whatever waits there, so a commit that hangs stops pings and signs. After
/// a failed write the beat tries a small one: recording resumes by itself when there is room again.
actor Pulse: Service {
    private let ledger: Ledger
    private let notifier: Notifier?
    private let shop: String
    private let now: @Sendable () -> ClockReading
    private let signOfLife: SignOfLife
    private let logger: Logger
    private var isReady = false

    /// Why nothing can be recorded although a restart would not help; nil while it can.
    private var obstacle: String?
    private var failures = 0

    /// A beat may wait long behind a slow disk; the next one does not queue up behind it.
    private var isBeating = false

    /// Failures after which only a restart can help (a failed sync leaves a kernel's page cache in doubt). Before it has
    /// been ready one is enough: nothing is lost by starting anew.
    private static let failuresBorne = 2

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

    /// The watchdog's ping comes with the beat.
    static func interval(_ notifier: Notifier?) -> Duration {
        min(notifier?.pingInterval ?? SignOfLife.beat, SignOfLife.beat)
    }

    func run() async throws {
        while await pause(for: untilNextBeat) { try await beat() }
    }

    /// While something is wrong it is tried again soon: people come in meanwhile, and nothing but a beat may find out that
    /// there is room again.
    private var untilNextBeat: Duration {
        let isWell = isReady && obstacle == nil && failures == 0
        return isWell ? Self.interval(notifier) : min(Self.soon, Self.interval(notifier))
    }

    /// Once before the doors open, and then again and again. A ping is sent when the writer has answered since the last one,
    /// and at most one a beat; after a failure only when a write has been synced, or when a restart would not help.
    func beat() async throws {
        guard !isBeating else { return }
        isBeating = true
        defer { isBeating = false }
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
            // The writer has not answered: if it goes on like this, the watchdog ends it.
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

/// The doors open after the first beat: who is answered finds a daemon that is ready, if it can be.
struct Doors: Service {
    let pulse: Pulse
    let listeners: HTTPListeners

    func run() async throws {
        try await pulse.beat()
        try await listeners.run()
    }
}
