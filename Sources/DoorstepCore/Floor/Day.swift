/// A trading day as its facts tell it: who came and who left, what was answered, which visit each exit ended. A pure
/// fold.
///
/// The running day, a day gone by that somebody asks for or corrects, a replay and a rebuild are all folded here: what
/// a fact, or a correction of one, means for a day is said nowhere else.
///
/// Facts that say something else of earlier ones (`void`, `exclusion`, `dismissal`, `reentry`, `tie`, `review`,
/// `clockSet`) fold the day again from its first fact, so a corrected day is always the one that would have been, had
/// the mistake not been made.
package struct Day: Sendable {
    package internal(set) var shop: Shop
    package let tradingDay: TradingDay

    /// Whether the shop does not open on this day at all.
    let isShut: Bool
    package internal(set) var state: State

    /// The corrections of the day's facts.
    private(set) var corrections = DayCorrections([])

    /// In the order of the ledger.
    private var facts: [DayFact] = []

    /// The doors as they were before the first of `facts`.
    private let doorsBefore: [String: DoorStatus]

    /// Whether the day is growing with the shop. It takes in what a clock that is ahead dates beyond its end, and what
    /// happens while the clock is known to be wrong.
    private let isRunning: Bool

    /// `doors` are those that were down when the day began, a door left out being up. `facts`, ascending, are those
    /// that happened on the day and those that say something of them; others do no harm.
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

    /// Another day, or the same with other rules or facts, with the doors as they are here.
    func beginning(_ day: TradingDay) -> Day {
        var next = Day(
            shop: shop, day: day, doors: Array(state.doors.values),
            facts: [], isRunning: true)
        // A fact of a wrong clock is kept in mind: a `clockSet` may yet bring it into the day.
        next.facts = facts.filter { $0.boot != nil }
        next.state.sequence = state.sequence
        next.refold()
        return next
    }

    /// Whether no fact concerns the day.
    package var isEmpty: Bool { facts.isEmpty }

    /// Takes in the next fact of the ledger. `excluded` says that the one after it will exclude it: it is then never a
    /// visitor's, and the day need not be folded again.
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
            if fact.event.isCorrection { refold() } else { foldIfOfDay(fact) }
        }
    }

    /// Takes in the next facts of the ledger, and folds the day again once at most.
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
        // A door that fell silent yesterday, as is known now, is not observed today. A correction, or an answer, counts
        // for the day of the fact that it speaks of.
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
                foldIfOfDay(fact)
                continue
            }
            if fact.event.isCrossing, contains(fact, at: corrections.moment(of: fact)) {
                state.voidedCrossings += 1
            }
        }
    }

    private mutating func foldIfOfDay(_ fact: DayFact) {
        let at = corrections.moment(of: fact)
        if contains(fact, at: at) || fact.event.observedDoor != nil || fact.event.isAboutAnother {
            fold(fact, at: at)
        }
    }

    private func contains(_ fact: DayFact, at: Timestamp) -> Bool {
        if fact.isLive && at == fact.at { return true }
        return at >= tradingDay.interval.start && (isRunning || at < tradingDay.interval.end)
    }
}

/// A fact as a day keeps it: without what no rule asks for.
struct DayFact: Sendable {
    let sequence: Sequence
    let at: Timestamp
    let recordedAt: Timestamp

    /// The boot in which the clock was wrong; nil for a fact of a right clock.
    let boot: String?

    /// Whether it happened on the running day by a wrong clock: it is that day's until the clock is set.
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
    /// Whether somebody crossed a door, or was still inside after a good while.
    package var isCrossing: Bool {
        switch self {
        case .entrance, .exit, .opening, .stay: true
        default: false
        }
    }

    /// Whether it says something else of earlier facts.
    package var isCorrection: Bool {
        switch self {
        case .void, .exclusion, .dismissal, .reentry, .tie, .review, .clockSet: true
        default: false
        }
    }

    /// An answer or a lapse: it counts for the day of its prompt, whenever it came.
    fileprivate var isAboutAnother: Bool {
        switch self {
        case .greeting, .farewell, .lookIn, .lapse: true
        default: false
        }
    }
}
