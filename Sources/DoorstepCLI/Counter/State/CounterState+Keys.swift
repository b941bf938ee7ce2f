import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The effect of each key. A key that does nothing shows the reason.
extension CounterState {
    mutating func press(_ key: CounterKey, at time: CounterTime) -> [CounterEffect] {
        let asked = notice
        switch key {
        case .interrupt: return [.quit]
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        case .other: return []
        case .up, .down:
            scroll(by: key == .up ? -1 : 1)
            return []
        case .escape:
            menu = nil
            notice = nil
            return []
        case .tab, .enter, .backspace, .character: break
        }
        notice = nil
        if let menu, let effects = choose(key, in: menu, at: time) { return effects }
        switch key {
        case .tab: return showNext(at: time)
        case .character(let letter):
            if let number = letter.wholeNumberValue { return show(number, at: time) }
            return press(String(letter), after: asked, at: time)
        default: return []
        }
    }

    private mutating func press(
        _ letter: String, after asked: CounterNotice?, at time: CounterTime
    ) -> [CounterEffect] {
        guard let action = action(for: letter) else {
            refuse(.unknownKey(letter), at: time)
            return []
        }
        switch action {
        case .quit: return quit(after: asked, at: time)
        case .help: menu = .help(skipped: 0)
        case .language: nextLanguage()
        case .undo: askUndo(at: time)
        case .party: menu = .party
        case .recount:
            // The number is of now: sent later, it would be wrong.
            guard link.isLive(at: time) else {
                refuse(.recountUnconfirmed, at: time)
                return []
            }
            menu = .recount(typed: "")
        case .nextScript: nextScript(at: time)
        case .enter, .exit: return cross(isEntrance: action == .enter, at: time)
        case .nextPrompt, .back: return []
        default: return answer(action, after: asked, at: time)
        }
        return []
    }

    /// The action of a letter. “Which way?” has the keys of `enter` and `exit` for its own answers.
    private func action(for letter: String) -> CounterAction? {
        let fitting = CounterAction.allCases.filter { words[$0].key == letter }
        return fitting.first { choices?[$0] != nil } ?? fitting.first
    }

    private mutating func refuse(_ reason: CounterNotice.Reason, at time: CounterTime) {
        say(.disabled(reason), at: time)
    }

    private mutating func quit(after asked: CounterNotice?, at time: CounterTime) -> [CounterEffect]
    {
        if case .quitWhileWaiting = asked { return [.quit] }
        guard !queue.isEmpty else { return [.quit] }
        say(.quitWhileWaiting(queue.count), at: time)
        return []
    }

    private mutating func scroll(by lines: Int) {
        guard case .help(let skipped) = menu else { return }
        menu = .help(skipped: max(0, skipped + lines))
    }

    /// Takes the shop's checklist, and its language unless one has been chosen.
    mutating func learn(_ shop: ChecklistBody) {
        checklist = shop.items.filter { !$0.standard }
        guard isLanguageOpen, let language = shop.languages.first else { return }
        isLanguageOpen = false
        words = CounterWords.of(language)
    }

    private mutating func nextLanguage() {
        isLanguageOpen = false
        let all = CounterWords.all
        let index = all.firstIndex { $0.language == words.language } ?? 0
        words = all[(index + 1) % all.count]
    }

    // MARK: - The prompt

    private mutating func answer(
        _ action: CounterAction, after asked: CounterNotice?, at time: CounterTime
    ) -> [CounterEffect] {
        if action == .outcome, let last = lastFarewell(at: time) {
            menu = .lastOutcome(last)
            return []
        }
        // A key of one moment answers a waiting prompt of that moment, even while another moment's prompt is shown.
        guard let prompt = current(for: action, at: time) else {
            // Another screen answered a moment earlier; the message that says so is shown again.
            if asked == .alreadyAnswered {
                say(.alreadyAnswered, at: time)
            } else {
                refuse(.noPrompt, at: time)
            }
            return []
        }
        if let changedAt, prompt.id == shown, time.steady - changedAt < Self.reaction {
            say(.justChanged, at: time)
            return []
        }
        guard let choice = CounterChoices(prompt.moment)[action] else {
            refuse(unfit(action, for: prompt.moment), at: time)
            return []
        }
        switch action {
        case .notAVisitor:
            return exclude(prompt, as: reason(for: prompt), at: time)
        case .otherReason: menu = .reason(prompt: prompt.id)
        case .tie:
            guard let visits = leaving(prompt)?.visits, !visits.isEmpty else {
                refuse(.nobodyToTie, at: time)
                return []
            }
            menu = .tie(prompt: prompt.id, visits)
        case .checklist:
            let items = items(of: prompt.moment)
            guard !items.isEmpty else {
                refuse(.noChecklist, at: time)
                return []
            }
            menu = .checklist(prompt: prompt.id, items)
        case .outcome: menu = .outcome(prompt: prompt.id)
        case .thanks: drafts[prompt.id, default: CounterDraft()].thanks.toggle()
        case .invitation: drafts[prompt.id, default: CounterDraft()].invitation.toggle()
        default: if let answer = choice.answer { return reply(answer, to: prompt, at: time) }
        }
        return []
    }

    /// The prompt shown; for the usual key of another moment, the first waiting prompt of that moment.
    private func current(for action: CounterAction, at time: CounterTime) -> Prompt? {
        guard let choices, choices[action] == nil,
            [.greeted, .farewell, .complete, .lookedAfter].contains(action)
        else { return current }
        return waiting(at: time).first { CounterChoices($0.moment)[action] != nil } ?? current
    }

    /// The reason why a key does not fit a prompt of this moment.
    private func unfit(_ action: CounterAction, for moment: Moment) -> CounterNotice.Reason {
        if moment == .direction { return .whichWayFirst }
        return switch action {
        case .greeted, .cameBack: .notAGreeting(moment)
        case .lookedAfter: .notALookIn(moment)
        case .notAVisitor, .otherReason: .lookInIsOfAVisitor
        case .checklist: .noChecklist
        default: .notAFarewell(moment)
        }
    }

    /// The key that answers a prompt of this moment.
    func mainKey(of moment: Moment) -> String {
        CounterChoices(moment).usual.first.map { words[$0.action].key } ?? ""
    }

    /// Answers that the prompt's crossing was not a visitor's; the reason is proposed for the next one.
    mutating func exclude(
        _ prompt: Prompt, as reason: ExclusionReason, at time: CounterTime
    ) -> [CounterEffect] {
        lastReason = reason
        return reply(AnswerBody(answer: .notAVisitor), reason: reason, to: prompt, at: time)
    }

    /// Sends an answer to the prompt, with the staff's notes and nothing more.
    mutating func reply(
        _ answer: AnswerBody, reason: ExclusionReason? = nil, to prompt: Prompt,
        at time: CounterTime
    ) -> [CounterEffect] {
        let draft = drafts[prompt.id] ?? CounterDraft()
        let wordings = wordings(of: prompt)
        let wording = wordings.indices.contains(draft.wording) ? wordings[draft.wording] : nil
        var body = answer
        // A sensor's clock may be ahead of this one, but no answer may be older than its prompt.
        body.at = max(time.wall, prompt.openedAt)
        body.reason = reason
        if answer.answer == .said {
            if wording?.id.isOwnWords == true {
                body.answer = .ownWords
            } else if draft.wording > 0 {
                body.script = wording?.id.rawValue
            }
        }
        switch answer.answer {
        case .said, .ownWords, .missed:
            body.outcome = draft.outcome
            for item in draft.items { body.observed = (body.observed ?? Observed()).ticking(item) }
        default: break
        }
        if body.observed != nil {
            if draft.thanks { body.observed?.thanks = true }
            if draft.invitation { body.observed?.invitation = true }
        }
        if chosen == prompt.id { chosen = nil }
        changedAt = nil
        return enqueue(.answer(prompt, body), at: time)
    }

    private mutating func nextScript(at time: CounterTime) {
        guard let prompt = current else { return refuse(.noPrompt, at: time) }
        let count = wordings(of: prompt).count
        guard count > 1 else { return refuse(.noOtherScript, at: time) }
        let wording = draft.wording
        drafts[prompt.id, default: CounterDraft()].wording = (wording + 1) % count
    }

    private mutating func showNext(at time: CounterTime) -> [CounterEffect] {
        let waiting = waiting(at: time)
        guard waiting.count > 1 else {
            refuse(waiting.isEmpty ? .noPrompt : .noOtherPrompt, at: time)
            return []
        }
        let index = waiting.firstIndex { $0.id == shown } ?? -1
        chosen = waiting[(index + 1) % waiting.count].id
        changedAt = nil
        return choosePrompt(at: time, byStaff: true)
    }

    /// Shows a prompt of the queue behind the one shown, numbered from 1.
    private mutating func show(_ number: Int, at time: CounterTime) -> [CounterEffect] {
        let behind = waiting(at: time).filter { $0.id != shown }
        guard number > 0, number <= behind.count else {
            refuse(behind.isEmpty ? .noOtherPrompt : .notOnTheList, at: time)
            return []
        }
        chosen = behind[number - 1].id
        changedAt = nil
        return choosePrompt(at: time, byStaff: true)
    }

    // MARK: - Crossings and undoing

    private mutating func cross(isEntrance: Bool, at time: CounterTime) -> [CounterEffect] {
        let names = (picture?.doors ?? []).map(\.name)
        if names.count > 1 {
            menu = .door(isEntrance: isEntrance, names)
            return []
        }
        return cross(isEntrance: isEntrance, door: nil, at: time)
    }

    mutating func cross(
        isEntrance: Bool, door: String?, at time: CounterTime
    ) -> [CounterEffect] {
        let body = CrossingBody(
            door: door, people: party == 1 ? nil : party, at: time.wall)
        party = 1
        return enqueue(isEntrance ? .enter(body) : .exit(body), at: time)
    }

    private mutating func askUndo(at time: CounterTime) {
        // A waiting request can simply be taken back, because nobody else has seen it.
        if let index = queue.lastIndex(where: { $0.key != inFlight }), queue[index].wasKept {
            let request = queue.remove(at: index)
            say(.takenBack(StaffAction(request.call)), at: time)
            _ = choosePrompt(at: time, byStaff: true)
            return
        }
        guard link.isLive(at: time) else { return refuse(.undoOffline, at: time) }
        let facts = undoable
        guard !facts.isEmpty else { return say(.nothingToUndo, at: time) }
        menu = .undo(facts)
    }
}
