/// A trading day, folded from its facts: crossings, prompts, visits, recounts and feedback. A pure fold.
///
/// This fold makes the running day, a past day that somebody asks for or corrects, a replay and a rebuild. No other
/// place says what a fact or a correction means for a day.
///
/// A correction (`void`, `exclusion`, `dismissal`, `reentry`, `tie`, `review`, `clockSet`) folds the day again from its
/// first fact, so that the day is the same as if the mistake had not been made.
package struct Day: Sendable {
    package internal(set) var shop: Shop
    package let tradingDay: TradingDay

    /// Whether the shop does not open on this day at all.
    let isShut: Bool
    package internal(set) var state: State

    /// The corrections of the day's facts.
    private(set) var corrections = DayCorrections([])

    /// The facts that concern the day, in the order of the ledger.
    private var facts: [DayFact] = []

    /// The doors as they were before the first of `facts`.
    private let doorsBefore: [String: DoorStatus]

    /// Whether the day is the running one. It then takes in facts that a clock which is ahead dates after its end, and
    /// facts recorded while the clock is known to be wrong.
    private let isRunning: Bool

    /// `doors` are those that were down when the day began, a door left out being up. `facts`, ascending, are the facts
    /// of the day and the corrections and answers that are about them; any others change nothing.
    package init(
        shop: Shop, day: TradingDay, doors: [DoorStatus] = [], facts: [Fact] = [],
        isRunning: Bool = false
    ) {
        self.shop = shop
        tradingDay = day
        isShut = shop.calendar.openIntervals(of: day).isEmpty
        self.isRunning = isRunning
        var before = Dictionary(
            shop.doors.map { ($0.name, DoorStatus(door: $0.name, down: nil)) }
        ) { first, _ in first }
        for door in doors where before[door.door] != nil { before[door.door] = door }
        doorsBefore = before
        state = State(shop, doors: before)
        self.facts = facts.map(DayFact.init)
        state.sequence = facts.last?.sequence ?? .zero
        refold()
    }

    /// The running day that comes after this one, with the doors as they are now.
    func beginning(_ day: TradingDay) -> Day {
        var next = Day(
            shop: shop, day: day, doors: Array(state.doors.values),
            facts: [], isRunning: true)
        // Facts of a wrong clock stay: a `clockSet` may yet move them into the new day.
        next.facts = facts.filter { $0.boot != nil }
        next.state.sequence = state.sequence
        next.refold()
        return next
    }

    /// Whether no fact concerns the day.
    package var isEmpty: Bool { facts.isEmpty }

    /// Takes in the next fact of the ledger. `reason` is that of an exclusion which follows as the fact after it: with
    /// the reason the day need not be folded again for the exclusion.
    package mutating func apply(_ fact: Fact, excluded reason: ExclusionReason? = nil) {
        state.sequence = fact.sequence
        guard concerns(fact) else { return }
        var fact = DayFact(fact)
        fact.isLive = isRunning && fact.boot != nil
        facts.append(fact)
        if let reason { corrections.exclude(fact.sequence, as: reason) }
        switch fact.event {
        case .exclusion(let prompt, let reason)
        where corrections.excluded[prompt] == reason
            && state[prompt]?.excluded ?? reason == reason:
            break
        default:
            if fact.event.isCorrection { refold() } else { fold(fact) }
        }
    }

    /// Takes in the next facts of the ledger, and folds the day again at most once.
    package mutating func apply(_ next: [(fact: Fact, excluded: ExclusionReason?)]) {
        guard next.contains(where: { $0.fact.event.isCorrection && concerns($0.fact) }) else {
            for (fact, reason) in next { apply(fact, excluded: reason) }
            return
        }
        for (fact, _) in next where concerns(fact) { facts.append(DayFact(fact)) }
        state.sequence = next.last?.fact.sequence ?? state.sequence
        refold()
    }

    /// Notes that facts up to `sequence` are in the ledger, though none of them concerned this day.
    package mutating func resume(after sequence: Sequence) {
        state.sequence = max(state.sequence, sequence)
    }

    private func concerns(_ fact: Fact) -> Bool {
        // A door that went down on an earlier day is not observed on this one. A correction or an answer counts for the
        // day of the fact that it is about.
        fact.event.observedDoor != nil || fact.event.isCorrection || fact.event.isAboutAnother
            || fact.at >= tradingDay.interval.start || !fact.stamp.isTrusted
    }

    private mutating func refold() {
        let sequence = state.sequence
        corrections = DayCorrections(facts)
        state = State(shop, doors: doorsBefore)
        state.sequence = sequence
        for fact in facts {
            guard corrections.voided.contains(fact.sequence) else {
                fold(fact)
                continue
            }
            if fact.event.isCrossing, contains(fact, at: corrections.moment(of: fact)) {
                state.voidedCrossings += 1
            }
        }
    }

    func contains(_ fact: DayFact, at: Timestamp) -> Bool {
        if fact.isLive && at == fact.at { return true }
        return at >= tradingDay.interval.start && (isRunning || at < tradingDay.interval.end)
    }
}

/// A fact as a day keeps it, without the members that no rule needs.
struct DayFact: Sendable {
    let sequence: Sequence
    let at: Timestamp
    let recordedAt: Timestamp

    /// The boot in which the clock was wrong; nil for a fact of a right clock.
    let boot: String?

    /// Whether a wrong clock dated the fact while the day ran: it belongs to the day until the clock is set.
    var isLive = false
    let event: Event

    init(_ fact: Fact) {
        sequence = fact.sequence
        at = fact.at
        recordedAt = fact.recordedAt
        boot = fact.stamp.isTrusted ? nil : fact.stamp.boot
        event = fact.event
    }
}

extension Event {
    /// Whether the fact opens a prompt: a crossing, an opening or a stay.
    package var isCrossing: Bool {
        switch self {
        case .entrance, .exit, .opening, .stay: true
        default: false
        }
    }

    /// Whether the fact is a correction of earlier facts.
    package var isCorrection: Bool {
        switch self {
        case .void, .exclusion, .dismissal, .reentry, .tie, .review, .clockSet: true
        default: false
        }
    }

    /// Whether the fact is an answer, an outcome or a lapse, which counts for the day of its prompt.
    var isAboutAnother: Bool {
        switch self {
        case .greeting, .farewell, .lookIn, .outcome, .lapse: true
        default: false
        }
    }
}
