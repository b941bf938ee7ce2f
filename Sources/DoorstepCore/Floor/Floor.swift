/// What is going on in the shop now: visits, prompts, occupancy, the day's counts. A pure fold over the facts of
/// the trading day.
///
/// Facts that say something else of earlier ones (`void`, `exclusion`, `dismissal`, `reentry`, `tie`, `clockSet`) fold
/// the day again from its first fact, so a corrected floor is always the one that would have been, had the mistake not
/// been made.
package struct Floor: Sendable {
    package internal(set) var shop: Shop
    package private(set) var day: TradingDay {
        didSet { isShut = shop.calendar.openIntervals(of: day).isEmpty }
    }

    /// Whether the shop does not open on this day at all.
    private(set) var isShut: Bool
    package internal(set) var state: State

    /// The day's facts, in order.
    private var facts: [Fact] = []

    /// The doors as they were before the first of `facts`.
    private var doorsBefore: [String: DoorStatus]

    /// What had been said before the first of `facts`.
    var chooserBefore: ScriptChooser

    /// `doors` are those that were down when the day began, a door left out being up; `facts` are the day's,
    /// ascending.
    package init(
        shop: Shop, day: TradingDay, doors: [DoorStatus] = [], facts: [Fact] = []
    ) {
        self.shop = shop
        self.day = day
        isShut = shop.calendar.openIntervals(of: day).isEmpty
        doorsBefore = Dictionary(
            shop.doors.map { ($0.name, DoorStatus(door: $0.name, down: nil)) }
        ) { first, _ in first }
        for door in doors where doorsBefore[door.door] != nil { doorsBefore[door.door] = door }
        chooserBefore = ScriptChooser(shop.scripts)
        state = State(doors: doorsBefore, rates: [:], chooser: chooserBefore)
        self.facts = facts.filter(concerns)
        refold()
    }

    /// Starts another trading day with an empty floor; the doors stay as they are, and the wording last
    /// said is remembered.
    package mutating func begin(_ day: TradingDay) {
        self.day = day
        facts = facts.filter { !$0.stamp.isTrusted }
        doorsBefore = state.doors
        chooserBefore = state.chooser
        refold()
    }

    /// Takes in the next fact of the ledger. `excluded` says that the one after it will exclude it: it is
    /// then never shown as a visitor's, and the day need not be folded again.
    package mutating func apply(_ fact: Fact, excluded reason: ExclusionReason? = nil) {
        state.sequence = fact.sequence
        guard concerns(fact) else { return }
        facts.append(fact)
        state.excluded[fact.sequence] = reason
        switch fact.event {
        case .exclusion(let prompt, let reason)
        where state.excluded[prompt] == reason
            && state.prompts[prompt]?.state ?? .withdrawn == .withdrawn:
            break
        case .void, .exclusion, .dismissal, .reentry, .tie, .review, .clockSet: refold()
        default: fold(fact, at: fact.at)
        }
        state.show()
    }

    /// Imported history and days gone by leave the floor alone. A fact of a wrong clock is kept in mind:
    /// a `clockSet` may yet bring it into this day.
    private func concerns(_ fact: Fact) -> Bool {
        switch fact.event {
        case .entrance(let crossing) where crossing.isImported: false
        case .exit(let crossing, _) where crossing.isImported: false
        // A door that fell silent yesterday, as is known now, is not observed today.
        case .doorDown, .doorUp: true
        default: fact.at >= day.interval.start || !fact.stamp.isTrusted
        }
    }

    private mutating func refold() {
        let sequence = max(state.sequence, facts.last?.sequence ?? .zero)
        let amendments = Amendments(facts)
        let rates = shop.doors.compactMap { door in
            door.rateLimit.map { (door.name, DoorRate(limit: $0)) }
        }
        state = State(
            doors: doorsBefore, rates: Dictionary(rates) { first, _ in first },
            chooser: chooserBefore)
        state.dismissed = amendments.dismissed
        state.excluded = amendments.excluded
        state.merged = amendments.merged
        state.tied = amendments.tied
        state.reviewed = amendments.reviewed
        for fact in facts {
            guard !amendments.voided.contains(fact.sequence) else {
                noteShown(fact)
                continue
            }
            let at = amendments.moment(of: fact)
            if at >= day.interval.start || fact.isOfDoor { fold(fact, at: at) }
        }
        state.sequence = sequence
        state.show()
    }
}

extension Fact {
    /// Whether it says that a door is observed, or is not.
    fileprivate var isOfDoor: Bool { kind == .doorDown || kind == .doorUp }
}

extension Floor {
    /// Whether no fact concerns its day.
    package var isEmpty: Bool { facts.isEmpty }

    /// Notes that facts up to `sequence` are in the ledger, though none of them concerned this day.
    package mutating func resume(after sequence: Sequence) {
        state.sequence = max(state.sequence, sequence)
    }
}
