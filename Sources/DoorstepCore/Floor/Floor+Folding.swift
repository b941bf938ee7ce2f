/// One fact's effect on the floor.
extension Floor {
    mutating func fold(_ fact: Fact, at: Timestamp) {
        noteRate(fact, at: at)
        switch fact.event {
        case .entrance(let crossing): enter(crossing, fact, at)
        case .exit(let crossing, _): leave(crossing, fact, at)
        case .opening(let door, let madSince):
            if state.excluded[fact.sequence] == nil {
                guard madSince == nil else { return }
                open(.direction, fact, at, door: door, people: 1, script: nil, visit: nil)
            } else {
                withdrawn(.direction, fact, at, door: door, people: 1)
            }
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            count(answer, at)
            noteSaid(answer, fact)
        case .stay(let crossing, let visit):
            state.lookedIn.insert(visit)
            open(
                .lookIn, fact, at, door: crossing.door, people: crossing.people,
                script: crossing.script, visit: FarewellLink(visit: visit, isCertain: true))
        case .lapse(let prompt): end(prompt, as: .lapsed)
        case .exclusion(let prompt, _): end(prompt, as: .withdrawn)
        case .occupancy(let people, _):
            state.occupancy = people
            state.inside.recount(people, at: at)
        case .doorDown(let door, let reason):
            state.doors[door] = DoorStatus(
                door: door, down: DoorStatus.Down(since: at, reason: reason))
        case .doorUp(let door): state.doors[door] = DoorStatus(door: door, down: nil)
        case .dayClosed(let date) where date == day.date:
            state.inside.recount(0, at: at)
            state.occupancy = 0
            state.isClosed = true
        case .feedback(let face, let device, let flag):
            noteFeedback(at: at, device: device)
            if state.reviewed[fact.sequence] ?? (flag == nil),
                state.counts.faces.indices.contains(face)
            {
                state.counts.faces[face] += 1
            }
        case .dismissal, .reentry, .tie, .dayClosed, .void, .review, .clockSet: break
        }
    }

    private mutating func enter(_ crossing: Crossing, _ fact: Fact, _ at: Timestamp) {
        answerOpening(crossing)
        state.counts.entrances += crossing.people
        guard state.excluded[fact.sequence] == nil else {
            state.counts.excluded += crossing.people
            guard crossing.madSince == nil else { return }
            withdrawn(.greeting, fact, at, door: crossing.door, people: crossing.people)
            return
        }
        // Of a mad door: nobody is known to be inside for it, and nobody is asked to greet.
        guard crossing.madSince == nil else { return }
        let visit = Visit(
            id: fact.sequence, door: crossing.door, enteredAt: at, peopleInside: crossing.people)
        if state.inside.isCounted(at) { state.occupancy += crossing.people }
        if let exit = state.merged[fact.sequence] {
            state.inside.comeBack(visit, after: exit)
            countReturned(crossing.people, after: exit)
            withdrawn(
                .greeting, fact, at, door: crossing.door, people: crossing.people,
                visit: FarewellLink(
                    visit: state.inside.visit(of: fact.sequence), isCertain: true))
            return
        }
        state.counts.greetingsDue += 1
        state.inside.enter(visit)
        open(
            .greeting, fact, at, door: crossing.door, people: crossing.people,
            script: crossing.script, visit: FarewellLink(visit: fact.sequence, isCertain: true))
    }

    /// The link that the fact carries is what was known when it was recorded; the floor knows what has been
    /// said since.
    private mutating func leave(_ crossing: Crossing, _ fact: Fact, _ at: Timestamp) {
        answerOpening(crossing)
        guard state.excluded[fact.sequence] == nil else {
            guard crossing.madSince == nil else { return }
            withdrawn(.farewell, fact, at, door: crossing.door, people: crossing.people)
            return
        }
        state.counts.exits += crossing.people
        guard crossing.madSince == nil else { return }
        let entrance = state.merged[fact.sequence]
        let link = state.inside.leave(
            fact.sequence, people: crossing.people, at: at, tiedTo: state.tied[fact.sequence],
            mayReturn: entrance != nil)
        if state.inside.isCounted(at) { state.occupancy -= crossing.people }
        if let entrance {
            countReturned(crossing.people, after: entrance)
            withdrawn(
                .farewell, fact, at, door: crossing.door, people: crossing.people, visit: link)
            return
        }
        state.counts.farewellsDue += 1
        open(
            .farewell, fact, at, door: crossing.door, people: crossing.people,
            script: crossing.script, visit: link)
    }

    /// Those who went out and came in again, once both crossings are known; `other` is the one of the two that
    /// is not being folded.
    private mutating func countReturned(_ people: Int, after other: Sequence) {
        guard let before = state.prompts[other], state.excluded[other] == nil else { return }
        state.counts.returned += min(people, before.people)
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
        _ moment: Moment, _ fact: Fact, _ at: Timestamp, door: String, people: Int,
        visit: FarewellLink? = nil
    ) {
        state.prompts[fact.sequence] = Prompt(
            id: fact.sequence, moment: moment, door: door, people: people, openedAt: at,
            window: Window(moment, at: at, settings: shop.reception), state: .withdrawn,
            visit: visit?.visit, isCertain: visit?.isCertain ?? false)
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

    /// What was withdrawn stays so, whatever had become of it before.
    private mutating func end(_ prompt: Sequence, as ending: Prompt.State) {
        guard state.prompts[prompt]?.state != .withdrawn else { return }
        state.prompts[prompt]?.state = ending
        state.prompts[prompt]?.alternatives = []
        guard let index = state.open.firstIndex(of: prompt) else { return }
        state.open.remove(at: index)
        state.touchOpen(at: index)
    }
}
