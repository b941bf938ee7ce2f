/// One fact's effect on the floor.
extension Floor {
    mutating func fold(_ fact: Fact, at: Timestamp) {
        switch fact.event {
        case .entrance(let crossing): enter(crossing, fact, at)
        case .exit(let crossing, let link): leave(crossing, link, fact, at)
        case .opening(let door):
            if state.excluded[fact.sequence] == nil {
                open(.direction, fact, at, door: door, people: 1, script: nil, visit: nil)
            } else {
                withdrawn(.direction, fact, at, door: door, people: 1)
            }
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            count(answer, at)
            noteSaid(answer, fact)
        case .lapse(let prompt): end(prompt, as: .lapsed)
        case .exclusion(let prompt, _): end(prompt, as: .withdrawn)
        case .occupancy(let people, _):
            state.occupancy = people
            state.recountedAt = at
            if people == 0 { state.visits = [] }
        case .doorDown(let door, let reason):
            state.doors[door] = DoorStatus(
                door: door, down: DoorStatus.Down(since: at, reason: reason))
        case .doorUp(let door): state.doors[door] = DoorStatus(door: door, down: nil)
        case .dayClosed(let date) where date == day.date:
            state.visits = []
            state.occupancy = 0
            state.recountedAt = at
            state.isClosed = true
        case .stay, .reentry, .tie, .dayClosed, .void, .feedback, .review, .clockSet: break
        }
    }

    private mutating func enter(_ crossing: Crossing, _ fact: Fact, _ at: Timestamp) {
        answerOpening(crossing)
        state.counts.entrances += crossing.people
        guard state.excluded[fact.sequence] == nil else {
            state.counts.excluded += crossing.people
            withdrawn(.greeting, fact, at, door: crossing.door, people: crossing.people)
            return
        }
        state.counts.greetingsDue += 1
        if isAfterRecount(at) {
            state.occupancy += crossing.people
            state.visits.append(
                Visit(id: fact.sequence, enteredAt: at, peopleInside: crossing.people))
        }
        open(
            .greeting, fact, at, door: crossing.door, people: crossing.people,
            script: crossing.script, visit: FarewellLink(visit: fact.sequence, isCertain: true))
    }

    private mutating func leave(
        _ crossing: Crossing, _ link: FarewellLink, _ fact: Fact, _ at: Timestamp
    ) {
        answerOpening(crossing)
        guard state.excluded[fact.sequence] == nil else {
            withdrawn(.farewell, fact, at, door: crossing.door, people: crossing.people)
            return
        }
        state.counts.exits += crossing.people
        state.counts.farewellsDue += 1
        if isAfterRecount(at) {
            state.occupancy -= crossing.people
            releaseVisits(crossing.people, first: link.visit)
        }
        open(
            .farewell, fact, at, door: crossing.door, people: crossing.people,
            script: crossing.script, visit: link)
    }

    /// Takes `people` out of the visits: of the one they are tied to, then of the oldest.
    private mutating func releaseVisits(_ people: Int, first: Sequence?) {
        var leaving = people
        func release(_ index: Int) {
            let gone = min(leaving, state.visits[index].peopleInside)
            state.visits[index].peopleInside -= gone
            leaving -= gone
        }
        if let index = state.visits.firstIndex(where: { $0.id == first }) { release(index) }
        for index in state.visits.indices where leaving > 0 { release(index) }
        state.visits.removeAll { $0.peopleInside == 0 }
    }

    private mutating func open(
        _ moment: Moment, _ fact: Fact, _ at: Timestamp, door: String, people: Int,
        script: ScriptID?, visit: FarewellLink?
    ) {
        let window = Window(moment, at: at, settings: shop.reception)
        let isLate = isLate(fact)
        // Nobody sees the words of a prompt that is born lapsed: nothing is remembered as shown.
        let words =
            isLate
            ? (
                script: script.flatMap {
                    shop.scripts.wording($0, in: shop.situation(at: at, people: people))
                }, alternatives: []
            )
            : words(
                for: moment, fact, at: at, people: people, script: script, visit: visit)
        state.prompts[fact.sequence] = Prompt(
            id: fact.sequence, moment: moment, door: door, people: people, openedAt: at,
            window: window, state: isLate ? .lapsed : .open, script: words.script,
            alternatives: words.alternatives, visit: visit?.visit,
            isCertain: visit?.isCertain ?? false)
        if !isLate { queue(fact.sequence, dueFrom: window.dueFrom) }
    }

    /// Puts a prompt behind those that are due before it: at the end, but for the few that are dated back.
    private mutating func queue(_ id: Sequence, dueFrom: Timestamp) {
        var index = state.open.endIndex
        while index > 0, let before = state.prompts[state.open[index - 1]],
            before.window.dueFrom > dueFrom
        {
            index -= 1
        }
        state.open.insert(id, at: index)
        state.touchOpen(at: index)
    }

    private mutating func withdrawn(
        _ moment: Moment, _ fact: Fact, _ at: Timestamp, door: String, people: Int
    ) {
        state.prompts[fact.sequence] = Prompt(
            id: fact.sequence, moment: moment, door: door, people: people, openedAt: at,
            window: Window(moment, at: at, settings: shop.reception), state: .withdrawn,
            visit: nil, isCertain: false)
    }

    private mutating func answerOpening(_ crossing: Crossing) {
        if let opening = crossing.opening { end(opening, as: .answered) }
    }

    private mutating func count(_ answer: Answer, _ at: Timestamp) {
        guard let prompt = state.prompts[answer.prompt], prompt.state != .withdrawn else { return }
        end(answer.prompt, as: .answered)
        guard answer.reply != .missed else { return }
        switch prompt.moment {
        case .greeting:
            state.counts.greeted += 1
            if prompt.window.timing(of: at) == .inWindow { state.counts.greetedInWindow += 1 }
        case .farewell: state.counts.farewells += 1
        case .direction, .lookIn: break
        }
    }

    private mutating func end(_ prompt: Sequence, as ending: Prompt.State) {
        state.prompts[prompt]?.state = ending
        state.prompts[prompt]?.alternatives = []
        guard let index = state.open.firstIndex(of: prompt) else { return }
        state.open.remove(at: index)
        state.touchOpen(at: index)
    }

    private func isAfterRecount(_ at: Timestamp) -> Bool {
        state.recountedAt.map { at >= $0 } ?? true
    }
}
