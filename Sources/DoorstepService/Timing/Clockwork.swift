import DoorstepCore
import DoorstepStore
import Logging
import ServiceLifecycle

/// The service that acts because time passes: prompts lapse, look-ins fall due, days close and begin, silent doors are
/// reported.
///
/// It sleeps until the next such moment. A commit or a sign of life wakes it, and so does the passing of
/// `longestSleep`, because the wall clock may be set while it sleeps.
package struct Clockwork: Service {
    private let ledger: Ledger
    private let doorWatch: DoorWatch
    private let alarm: Alarm
    private let now: @Sendable () -> Timestamp
    private let clock: any Clock<Duration>
    private let lookAround: @Sendable () async -> Void
    private let onTurn: @Sendable () -> Void
    private let logger: Logger

    static let longestSleep = Duration.seconds(60)

    /// The wait before a failed record is tried again.
    static let pause = Duration.seconds(5)

    /// `lookAround` is called before days are closed: at the start, at each closing, and once per `longestSleep`;
    /// `onTurn` when time alone has given the open prompts another order.
    package init(
        ledger: Ledger, doorWatch: DoorWatch, alarm: Alarm,
        now: @escaping @Sendable () -> Timestamp, clock: any Clock<Duration> = ContinuousClock(),
        lookAround: @escaping @Sendable () async -> Void = {},
        onTurn: @escaping @Sendable () -> Void = {}, logger: Logger
    ) {
        self.ledger = ledger
        self.doorWatch = doorWatch
        self.alarm = alarm
        self.now = now
        self.clock = clock
        self.lookAround = lookAround
        self.onTurn = onTurn
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var timer: Task<Void, any Error>?
            defer { timer?.cancel() }
            var daysCheckedAt: Timestamp?
            var turn: Timestamp?
            alarm.ring()
            for await _ in alarm.rings {
                alarm.sleeps(until: nil)
                let isDone = await catchUp(&daysCheckedAt)
                let moment = now()
                if let turn, turn <= moment { onTurn() }
                turn = ledger.floor.prompts.nextTurn(after: moment)
                let wait =
                    isDone
                    ? nextDeadline(after: moment).wait(at: moment) : Self.pause
                alarm.sleeps(until: moment + wait)
                timer?.cancel()
                timer = Task { [alarm, clock] in
                    try await clock.sleep(for: wait)
                    alarm.ring()
                }
            }
        }
    }

    /// Lets time pass up to `end` without `run`, from one moment at which something is due to the next. `move` sets the
    /// clock to each. `daysCheckedAt` is kept from one call to the next, nil at first.
    ///
    /// - Returns: false when something could not be recorded.
    package func pass(
        until end: Timestamp, daysCheckedAt: inout Timestamp?,
        move: (Timestamp) async throws -> Void
    ) async throws -> Bool {
        var last: Timestamp?
        while let next = nextDeadline(after: now()).moment, next <= end, next != last {
            try await move(max(next, now()))
            guard await catchUp(&daysCheckedAt) else { return false }
            last = next
        }
        return true
    }

    /// Does all that is due now without `run`, in place of a commit or a sign of life that would wake it.
    ///
    /// - Returns: false when something could not be recorded.
    package func wake(daysCheckedAt: inout Timestamp?) async -> Bool {
        await catchUp(&daysCheckedAt)
    }

    /// Does all that is due.
    /// - Returns: false when something could not be recorded.
    private func catchUp(_ daysCheckedAt: inout Timestamp?) async -> Bool {
        let moment = now()
        do {
            if ledger.floor.prompts.contains(where: { $0.window.lapsesAt <= moment }) {
                _ = try await record(.lapse)
            }
            if let due = ledger.floor.nextLookIn, due <= moment { _ = try await record(.lookIn) }
            if isTimeToCheckDays(since: daysCheckedAt, at: moment) {
                await lookAround()
                // Days are closed before the next one begins, because closing ends the prompts of its day.
                for day in try await ledger.unclosedDays() {
                    try await ledger.closeDay(day)
                    logger.info("day closed", metadata: ["day": "\(day)"])
                }
                daysCheckedAt = moment
            }
            if !ledger.floor.day.interval.contains(moment) { try await ledger.roll() }
            let changes = doorWatch.changes(at: moment, doors: ledger.floor.doors)
            for silence in changes.silent {
                // The gap begins at the last sign of life, though it is noticed only now: crossings since then are unknown.
                _ = try await record(
                    .doorDown(door: silence.door, reason: GapReason.silent.rawValue),
                    at: max(silence.since, moment - ledger.shop.retention))
                logger.warning(
                    "door fell silent",
                    metadata: ["door": "\(silence.door)", "since": "\(silence.since)"])
            }
            for door in changes.back {
                _ = try await record(.doorUp(door: door))
                logger.info("door is back", metadata: ["door": "\(door)"])
            }
            let madness = doorWatch.madness(at: moment, ledger.floor.madDoors)
            for mad in madness.begun {
                logger.warning(
                    "door reports too many crossings",
                    metadata: ["door": "\(mad.door)", "perMinute": "\(mad.perMinute)"])
            }
            for door in madness.over {
                logger.info(
                    "door no longer reports too many crossings", metadata: ["door": "\(door)"])
            }
            return true
        } catch is CancellationError {
            return true
        } catch {
            logger.error("due work could not be recorded", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func record(
        _ request: Command.Request, at moment: Timestamp? = nil
    ) async throws -> WriteAnswer {
        try await ledger.submit(Command(request, at: moment, source: "doorstepd"))
    }

    /// Whether to ask the ledger for unclosed days: at the start, when a closing moment has come or the clock was set
    /// back, and else once per `longestSleep`, since every commit wakes this loop.
    private func isTimeToCheckDays(since last: Timestamp?, at moment: Timestamp) -> Bool {
        guard let last, moment >= last else { return true }
        if moment - last >= Self.longestSleep { return true }
        let floor = ledger.floor
        let closing = ledger.shop.calendar.closingMoment(of: floor.day)
        return !floor.isClosed && closing <= moment && closing > last
    }

    private func nextDeadline(after moment: Timestamp) -> Deadline {
        let floor = ledger.floor
        return Deadline(
            prompts: floor.prompts, turn: floor.prompts.nextTurn(after: moment), day: floor.day,
            isClosed: floor.isClosed,
            closing: ledger.shop.calendar.closingMoment(of: floor.day), lookIn: floor.nextLookIn,
            calm: floor.madDoors.compactMap(\.calmAt).filter { $0 > moment }.min(),
            silence: doorWatch.changes(at: moment, doors: floor.doors).next)
    }
}

/// The next moment at which something will be due; nil when nothing is foreseen.
struct Deadline: Hashable {
    let moment: Timestamp?

    init(
        prompts: [Prompt], turn: Timestamp? = nil, day: TradingDay, isClosed: Bool,
        closing: Timestamp,
        lookIn: Timestamp? = nil, calm: Timestamp? = nil, silence: Timestamp?
    ) {
        let moments =
            prompts.map(\.window.lapsesAt) + (isClosed ? [] : [closing]) + [day.interval.end]
            + [turn, lookIn, calm, silence].compactMap(\.self)
        moment = moments.min()
    }

    /// The time to sleep. Work that is due but cannot be done yet (a day may not close while the clock is wrong) is
    /// tried again after `longestSleep`, not at once.
    func wait(at now: Timestamp) -> Duration {
        guard let moment, moment > now else { return Clockwork.longestSleep }
        return min(moment - now, Clockwork.longestSleep)
    }
}
