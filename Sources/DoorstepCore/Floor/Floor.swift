/// The shop as it is now: the running day, and the words for its prompts.
///
/// A prompt's words are chosen once, when it comes up. A correction that folds the day again keeps them.
package struct Floor: Sendable {
    package private(set) var today: Day

    /// The open prompts with their words, and some that were open a while ago.
    private var asked: [Sequence: Prompt] = [:]

    /// The memory of the words that were said, also for facts that were undone since.
    var chooser: ScriptChooser

    /// The first of the open prompts. They are kept ready, because a snapshot is made after each commit.
    private var shown: [Prompt] = []

    package var shop: Shop { today.shop }
    package var day: TradingDay { today.tradingDay }
    package var state: Day.State { today.state }

    /// Whether no fact concerns its day.
    package var isEmpty: Bool { today.isEmpty }

    /// `doors` are those that were down when the day began, a door left out being up; `facts` are the day's,
    /// ascending.
    package init(
        shop: Shop, day: TradingDay, doors: [DoorStatus] = [], facts: [Fact] = []
    ) {
        today = Day(shop: shop, day: day, doors: doors, facts: facts, isRunning: true)
        chooser = ScriptChooser(shop.scripts)
        for fact in facts {
            if state[fact.sequence]?.promptState == .open { ask(fact.sequence) }
            noteSaid(fact)
        }
        show()
    }

    /// Starts another trading day with an empty floor; the doors stay as they are, and the wording last
    /// said is remembered.
    package mutating func begin(_ day: TradingDay) {
        today = today.beginning(day)
        asked = [:]
        askAll()
        show()
    }

    /// Takes in the next fact of the ledger. `reason` is that of an exclusion which follows as the fact after it: the
    /// prompt is then never shown, and the day need not be folded again.
    package mutating func apply(_ fact: Fact, excluded reason: ExclusionReason? = nil) {
        // A copy: a slice would make the day copy its whole list.
        let first = Array(state.open.prefix(FloorSnapshot.mostPrompts))
        today.apply(fact, excluded: reason)
        if fact.event.isCorrection {
            askAll()
            show()
        } else {
            if state[fact.sequence]?.promptState == .open { ask(fact.sequence) }
            if !state.open.prefix(FloorSnapshot.mostPrompts).elementsEqual(first) { show() }
        }
        noteSaid(fact)
    }

    /// Notes that facts up to `sequence` are in the ledger, though none of them concerned this day.
    package mutating func resume(after sequence: Sequence) { today.resume(after: sequence) }

    /// The prompt that the crossing `id` opened, with its words as long as it is open; nil when it opened none.
    package func prompt(_ id: Sequence) -> Prompt? { state[id].flatMap(prompt) }

    /// The day's prompts, ended ones too, in the order of their facts.
    package var prompts: [Prompt] { state.records.compactMap(prompt) }

    private func prompt(_ record: CrossingRecord) -> Prompt? {
        if record.promptState == .open, let prompt = asked[record.id] { return prompt }
        return today.prompt(record)
    }

    /// Uses other words from the next prompt on; those already open keep theirs.
    package mutating func use(_ scripts: ScriptBook) {
        today.shop.scripts = scripts
        chooser = chooser.adopting(scripts)
    }

    /// Finds words for a prompt that has come up, and for one that a correction has opened again and that has none.
    private mutating func ask(_ id: Sequence) {
        guard let prompt = today.prompt(id) else { return }
        asked[id] =
            if let known = asked[id] {
                prompt.saying(known.script, or: known.alternatives)
            } else {
                prompt.saying(prompt.script, or: alternatives(to: prompt))
            }
    }

    private mutating func askAll() {
        for id in state.open.sorted() { ask(id) }
    }

    private mutating func show() {
        shown = state.open.prefix(FloorSnapshot.mostPrompts).compactMap(prompt)
        guard asked.count > 2 * state.open.count + FloorSnapshot.mostPrompts else { return }
        asked = asked.filter { state[$0.key]?.promptState == .open }
    }

    /// Remembers the words that the staff were shown, or said, for the fact.
    private mutating func noteSaid(_ fact: Fact) {
        switch fact.event {
        case .entrance(let crossing): noteShown(crossing, .greeting, fact)
        case .exit(let crossing, _): noteShown(crossing, .farewell, fact)
        case .stay(let crossing, _): noteShown(crossing, .lookIn, fact)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            guard let script = answer.script, let record = state[answer.prompt],
                script != record.script
            else { return }
            chooser.noteSaid(script, in: fact.sequence)
        default: break
        }
    }

    private mutating func noteShown(_ crossing: Crossing, _ moment: Moment, _ fact: Fact) {
        guard let script = crossing.script, !today.isLate(fact.recordedAt, fact.at) else { return }
        chooser.noteShown(script, for: fact.sequence)
        chooser.notePrompt(moment)
    }
}

extension Floor {
    /// The view of a reader: the state after one commit. It is made after each, so it must not cost more on a
    /// busy day than on a quiet one.
    package var snapshot: FloorSnapshot {
        FloorSnapshot(
            sequence: state.sequence, day: day, occupancy: state.occupancy, counts: state.counts,
            prompts: shown, openPrompts: state.open.count,
            visits: Array(state.visits.prefix(FloorSnapshot.mostVisits)),
            guessed: state.guessedVisits(of: shown), excludedInside: state.excludedInside,
            lastFarewell: state.lastFarewellAsked, nextLookIn: nextLookIn,
            doors: shop.doors.compactMap { state.doors[$0.name] }, madDoors: madDoors,
            isClosed: state.isClosed)
    }
}
