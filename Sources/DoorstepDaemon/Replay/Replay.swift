import DoorstepAPI
import DoorstepConfiguration
import DoorstepCore
import DoorstepService
import DoorstepStore
import Foundation
import Logging

/// The replay of a day from a file, with a real ledger, floor and clockwork in a scratch directory. Its clock follows
/// the file: prompts lapse, look-ins fall due and the day closes as time passes.
struct Replay {
    private let file: String
    private let steps: [ReplayStep]
    private let shop: Shop

    /// The speed as a multiple of the wall clock's; nil for as fast as possible.
    private let speed: Double?

    init(file: String, shop: Shop, speed: Double?) throws(ReplayRefused) {
        self.file = file
        self.shop = shop
        self.speed = speed
        steps = try ReplayFile(path: file).steps
    }

    /// Replays the file and returns the summaries of its days. `onCommit` is called after each commit.
    ///
    /// - Throws: `ReplayRefused` for a line that the daemon would have refused.
    func run(onCommit: @escaping @Sendable (Commit) -> Void = { _ in }) async throws -> [Summary] {
        guard let first = steps.first?.at, let last = steps.last?.at else { return [] }
        let directory = try LockedDirectory(named: "replay")
        defer { directory.remove() }
        let calendar = shop.calendar
        let clock = MovedClock(
            calendar.tradingDay(containing: first).interval.start, boot: "replay")
        let parts = try ReplayParts(
            shop: shop, directory: directory.path, clock: clock, hasHeartbeats: hasHeartbeats,
            onCommit: onCommit)
        defer { try? parts.ledger.close() }
        // The doors are observed since the day began: an hour without lines is a quiet hour and no gap.
        for door in shop.doors {
            _ = try await parts.ledger.submit(
                Command(.doorUp(door: door.name), source: "doorstepd"))
        }
        var facts: [String: Sequence] = [:]
        var daysCheckedAt: Timestamp?
        func pass(until moment: Timestamp) async throws {
            let isDone = try await parts.clockwork.pass(
                until: moment, daysCheckedAt: &daysCheckedAt
            ) { try await move(clock, to: $0) }
            guard isDone else {
                throw ScratchRunError("something that fell due could not be recorded")
            }
        }
        for step in steps {
            try await pass(until: step.at)
            try await move(clock, to: step.at)
            let fact = try await carryOut(step, facts, parts)
            if let label = step.label { facts[label] = fact }
            // A door heard from again is observed from this moment on, not from the next time that something is due.
            guard await parts.clockwork.wake(daysCheckedAt: &daysCheckedAt) else {
                throw ScratchRunError("something that fell due could not be recorded")
            }
        }
        let end = calendar.closingMoment(of: calendar.tradingDay(containing: last))
        try await pass(until: max(end, last))
        let days = Set(steps.map { calendar.tradingDay(containing: $0.at).date }).sorted()
        var summaries: [Summary] = []
        for day in days { summaries.append(try await parts.ledger.summary(of: day)) }
        return summaries
    }

    /// Whether the file has heartbeats. Without any, doors that should send them count as observed.
    private var hasHeartbeats: Bool {
        steps.contains { if case .heartbeat = $0.action { true } else { false } }
    }

    private func move(_ clock: MovedClock, to moment: Timestamp) async throws {
        if let speed, moment > clock.now {
            try await Task.sleep(for: (moment - clock.now) / speed)
        }
        clock.now = moment
    }

    /// Carries out one line. Returns the number of its fact; nil for a line that records none.
    private func carryOut(
        _ step: ReplayStep, _ facts: [String: Sequence], _ parts: ReplayParts
    ) async throws -> Sequence? {
        guard let command = try step.command(facts) else {
            if case .heartbeat(let door) = step.action {
                guard shop.doors.contains(where: { $0.name == door }) else {
                    throw refused(
                        step, Refusal.unknownDoor(door, known: shop.doors.map(\.name)))
                }
                parts.doorWatch.heard(from: door, at: step.at)
            }
            return nil
        }
        do {
            guard case .recorded(let recorded?) = try await parts.ledger.submit(command) else {
                return nil
            }
            return recorded.fact.sequence
        } catch let refusal as Refusal {
            throw refused(step, refusal)
        }
    }

    private func refused(_ step: ReplayStep, _ refusal: Refusal) -> ReplayRefused {
        let problem = ProblemBody.of(refusal)
        let detail = problem?.detail ?? "\(refusal)"
        return ReplayRefused(mistakes: [
            ConfigurationMistake(
                file: file, line: step.line,
                found: "a line that the daemon refuses: " + detail.trimmingSuffix("."),
                wanted: "a line that it accepts", hint: problem?.hint?.trimmingSuffix("."))
        ])
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}

/// The parts of the daemon on which a replay runs, without sockets and courier.
private struct ReplayParts {
    let ledger: Ledger
    let clockwork: Clockwork
    let doorWatch: DoorWatch

    init(
        shop: Shop, directory: String, clock: MovedClock, hasHeartbeats: Bool,
        onCommit: @escaping @Sendable (Commit) -> Void
    ) throws {
        let alarm = Alarm()
        let doorWatch = DoorWatch(
            doors: hasHeartbeats ? shop.doors : [], began: clock.now, alarm: alarm)
        let broadcaster = Broadcaster(
            doorWatch: doorWatch, metrics: ServiceMetrics(), alarm: alarm)
        let ledger = try Ledger(
            in: StateDirectory(directory + "/state"), shop: shop, clock: clock.read,
            destinations: [],
            onCommit: { commit in
                broadcaster.publish(commit)
                onCommit(commit)
            })
        self.ledger = ledger
        self.doorWatch = doorWatch
        clockwork = Clockwork(
            ledger: ledger, doorWatch: doorWatch, alarm: alarm, now: { clock.now },
            logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() })
    }
}
