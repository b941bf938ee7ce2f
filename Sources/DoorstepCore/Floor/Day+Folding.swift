/// One fact's effect on the day.
extension Day {
    /// Folds a fact that is not voided; one of another day changes nothing.
    mutating func fold(_ fact: DayFact) {
        let at = corrections.moment(of: fact)
        guard
            contains(fact, at: at) || fact.event.observedDoor != nil || fact.event.isAboutAnother
        else { return }
        noteRate(fact, at: at)
        switch fact.event {
        case .entrance(let crossing): enter(crossing, fact, at)
        case .exit(let crossing, _): leave(crossing, fact, at)
        case .opening(let door, let madSince):
            add(
                CrossingRecord(
                    fact, .opening, Crossing(door: door, madSince: madSince), at: at, corrections))
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            take(answer, at)
        case .stay(let crossing, let visit):
            state.noteLookIn(visit)
            var stay = CrossingRecord(fact, .stay, crossing, at: at, corrections)
            (stay.visit, stay.isCertain) = (state.inside.visit(of: visit), true)
            add(stay)
        case .outcome(let prompt, let outcome): change(prompt) { $0.outcome = outcome }
        case .lapse(let prompt): change(prompt) { $0.hasLapsed = true }
        case .occupancy(let people, _):
            state.occupancy = people
            state.inside.recount(people, at: at)
            if people == 0 { state.excludedInside = [] }
            state.recounts.append(DayRecord.Recount(at: at, people: people))
        case .doorDown(let door, _), .doorUp(let door):
            _ = state.doors[door, default: DoorStatus(door: door, down: nil)].take(
                fact.event, at: at)
        case .dayClosed(let date) where date == tradingDay.date:
            state.inside.recount(0, at: at)
            state.excludedInside = []
            state.occupancy = 0
            state.isClosed = true
        case .feedback(let face, let device, let flag):
            press(face, device, flag, fact.sequence, at)
        case .exclusion, .dismissal, .reentry, .tie, .dayClosed, .void, .review, .clockSet: break
        }
    }

    private mutating func enter(_ crossing: Crossing, _ fact: DayFact, _ at: Timestamp) {
        answerOpening(crossing, at)
        var entrance = CrossingRecord(fact, .entrance, crossing, at: at, corrections)
        defer { add(entrance) }
        guard !crossing.isImported else { return }
        state.counts.entrances += crossing.people
        if let reason = entrance.excluded {
            state.counts.excluded += crossing.people
            noteExcluded(entrance, reason)
            return
        }
        // At a mad door an entrance is counted, but no visit and no prompt begins with it.
        guard !entrance.isMad else { return }
        let visit = Visit(
            id: fact.sequence, door: crossing.door, enteredAt: at, peopleInside: crossing.people)
        if state.inside.isCounted(at) { state.occupancy += crossing.people }
        if let exit = entrance.mergedWith {
            state.inside.comeBack(visit, after: exit)
            countReturned(crossing.people, after: exit)
            entrance.visit = state.inside.visit(of: fact.sequence)
            return
        }
        state.counts.greetingsDue += 1
        state.inside.enter(visit)
    }

    /// Remembers the party of an excluded entrance until it leaves; a sensor's fault was nobody.
    private mutating func noteExcluded(_ entrance: CrossingRecord, _ reason: ExclusionReason) {
        guard reason != .fault, !entrance.isMad else { return }
        state.excludedInside.enter(
            ExcludedParty(reason: reason, people: entrance.people, enteredAt: entrance.at))
    }

    /// Folds an exit. Its link is found anew: the one in the fact is from before later corrections.
    private mutating func leave(_ crossing: Crossing, _ fact: DayFact, _ at: Timestamp) {
        answerOpening(crossing, at)
        var exit = CrossingRecord(fact, .exit, crossing, at: at, corrections)
        defer { add(exit) }
        guard !crossing.isImported else { return }
        guard exit.excluded == nil else { return state.excludedInside.leave(crossing.people) }
        state.counts.exits += crossing.people
        guard !exit.isMad else { return }
        let link = state.inside.leave(
            fact.sequence, people: crossing.people, at: at,
            tiedTo: corrections.tied[fact.sequence], mayReturn: exit.mergedWith != nil)
        (exit.visit, exit.isCertain) = (link.visit, link.isCertain)
        if state.inside.isCounted(at) { state.occupancy -= crossing.people }
        if let entrance = exit.mergedWith {
            countReturned(crossing.people, after: entrance)
        } else {
            state.counts.farewellsDue += 1
        }
    }

    /// Counts the people who went out and came in again, once both crossings are known; `other` is the crossing that is
    /// not being folded.
    private mutating func countReturned(_ people: Int, after other: Sequence) {
        guard let before = state[other], before.excluded == nil else { return }
        state.counts.returned += min(people, before.people)
    }

    private mutating func add(_ record: CrossingRecord) {
        var record = record
        record.hasLapsed = record.isMad || isLate(record.recordedAt, record.at)
        state.records.append(record)
        guard record.promptState == .open else { return }
        // Open prompts stand by the time they are due: nearly always the new one is the last.
        func dueFrom(_ record: CrossingRecord) -> Timestamp {
            Window(record.moment, at: record.at, settings: shop.reception).dueFrom
        }
        let due = dueFrom(record)
        var index = state.open.endIndex
        while index > state.open.startIndex, let before = state[state.open[index - 1]],
            dueFrom(before) > due
        {
            index -= 1
        }
        state.open.insert(record.id, at: index)
    }

    private mutating func answerOpening(_ crossing: Crossing, _ at: Timestamp) {
        if let opening = crossing.opening { change(opening) { $0.isCrossed = true } }
    }

    private mutating func take(_ answer: Answer, _ at: Timestamp) {
        guard let record = state[answer.prompt] else { return }
        change(answer.prompt) {
            $0.answer = answer.reply
            $0.answeredAt = at
            $0.observed = answer.observed
            // An outcome that was noted afterwards stays when the answer is undone and given again.
            $0.outcome = answer.outcome ?? $0.outcome
        }
        guard let before = record.promptState, before != .withdrawn, !record.isMad else { return }
        if record.moment == .farewell { state.lastFarewell = record.id }
        if record.moment != .farewell, let outcome = answer.outcome,
            let visit = record.visit ?? (record.moment == .greeting ? record.id : nil)
        {
            state.cameFor[visit] = outcome
        }
        guard answer.reply != .missed else { return }
        switch record.moment {
        case .greeting:
            state.counts.greeted += 1
            let window = Window(.greeting, at: record.at, settings: shop.reception)
            if window.timing(of: at) == .inWindow { state.counts.greetedInWindow += 1 }
        case .farewell: state.counts.farewells += 1
        case .direction, .lookIn: break
        }
    }

    /// Changes a crossing that has been folded, and takes its prompt off the open ones if that ended it.
    private mutating func change(_ id: Sequence, _ change: (inout CrossingRecord) -> Void) {
        guard let index = state.index(of: id) else { return }
        change(&state.records[index])
        guard state.records[index].promptState != .open,
            let place = state.open.firstIndex(of: id)
        else { return }
        if place == state.open.startIndex {
            state.open.removeFirst()
        } else {
            state.open.remove(at: place)
        }
    }

    private mutating func press(
        _ face: Int, _ device: String?, _ flag: FeedbackFlag?, _ sequence: Sequence,
        _ at: Timestamp
    ) {
        let review = corrections.reviewed[sequence]
        let press = FacePress(
            sequence: sequence, at: at, face: face, device: device, flag: flag,
            isReviewed: review != nil, counts: review ?? (flag == nil))
        var index = state.presses.endIndex
        while index > 0, state.presses[index - 1].at > at { index -= 1 }
        state.presses.insert(press, at: index)
        if press.counts, state.counts.faces.indices.contains(face) {
            state.counts.faces[face] += 1
        }
    }

    /// Adds a crossing to its door's rate. A crossing that answers an opening was counted with the opening.
    mutating func noteRate(_ fact: DayFact, at: Timestamp) {
        let door: String
        switch fact.event {
        case .entrance(let crossing) where crossing.opening == nil: door = crossing.door
        case .exit(let crossing, _) where crossing.opening == nil: door = crossing.door
        case .opening(let opened, _): door = opened
        default: return
        }
        guard !isLate(fact.recordedAt, fact.at) else { return }
        state.rates[door]?.note(at)
    }

    /// Whether the prompt of a crossing would have lapsed before it was recorded.
    func isLate(_ recordedAt: Timestamp, _ at: Timestamp) -> Bool {
        recordedAt - at >= shop.reception.lapseAfter
    }
}

extension CrossingRecord {
    /// The record of a crossing, as corrected. The fold adds the visit of an exit or a stay.
    fileprivate init(
        _ fact: DayFact, _ direction: Direction, _ crossing: Crossing, at: Timestamp,
        _ corrections: DayCorrections
    ) {
        self.init(
            id: fact.sequence, direction: direction, door: crossing.door, at: at,
            recordedAt: fact.recordedAt + (at - fact.at), people: crossing.people,
            isImported: crossing.isImported, excluded: corrections.excluded[fact.sequence],
            mergedWith: corrections.merged[fact.sequence],
            madSince: crossing.madSince.map { $0 + (at - fact.at) }, script: crossing.script,
            isUntrusted: fact.boot != nil)
    }
}
