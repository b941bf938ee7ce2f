import DoorstepAPI
import DoorstepCore

/// The effect of each key. A key that does nothing shows the reason.
extension CounterState {
    mutating func press(_ key: CounterKey, at time: CounterTime) -> [CounterEffect] {
        let asked = notice
        switch key {
        case .interrupt: return [.quit]
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        case .other: return []
        case .escape:
            menu = nil
            notice = nil
            return []
        case .tab, .enter, .character: break
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
        let keys = words.actions
        switch letter {
        case keys.quit.key: return quit(after: asked, at: time)
        case keys.help.key: menu = .help
        case keys.language.key: nextLanguage()
        case keys.undo.key: askUndo(at: time)
        case keys.party.key: menu = .party
        case keys.nextScript.key: nextScript(at: time)
        case keys.enter.key, keys.exit.key:
            let isEntrance = letter == keys.enter.key
            if let prompt = current, prompt.moment == .direction {
                return reply(isEntrance ? .entrance : .exit, to: prompt, at: time)
            }
            return cross(isEntrance: isEntrance, at: time)
        case keys.greeted.key, keys.farewell.key, keys.complete.key, keys.lookedAfter.key,
            keys.ownWords.key, keys.missed.key, keys.notAVisitor.key, keys.cameBack.key,
            keys.thanks.key, keys.invitation.key, keys.outcome.key:
            return answer(letter, after: asked, at: time)
        default: refuse(.unknownKey(letter), at: time)
        }
        return []
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

    /// Takes the shop's language, unless one has been chosen.
    mutating func learn(_ language: String) {
        guard isLanguageOpen else { return }
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
        _ letter: String, after asked: CounterNotice?, at time: CounterTime
    ) -> [CounterEffect] {
        // A key of one moment answers a waiting prompt of that moment, even while another moment's prompt is shown.
        guard let prompt = current(for: letter, at: time) else {
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
        let keys = words.actions
        if let reason = unfit(letter, for: prompt.moment) {
            refuse(reason, at: time)
            return []
        }
        switch letter {
        case keys.greeted.key, keys.farewell.key, keys.lookedAfter.key:
            return reply(.said, to: prompt, at: time)
        case keys.complete.key:
            drafts[prompt.id, default: CounterDraft()].thanks = true
            drafts[prompt.id, default: CounterDraft()].invitation = true
            return reply(.said, to: prompt, at: time)
        case keys.ownWords.key: return reply(.ownWords, to: prompt, at: time)
        case keys.missed.key: return reply(.missed, to: prompt, at: time)
        case keys.cameBack.key: return reply(.reentry, to: prompt, at: time)
        case keys.notAVisitor.key: menu = .reason(prompt: prompt.id)
        case keys.outcome.key: menu = .outcome(prompt: prompt.id)
        case keys.thanks.key: drafts[prompt.id, default: CounterDraft()].thanks.toggle()
        case keys.invitation.key: drafts[prompt.id, default: CounterDraft()].invitation.toggle()
        default: break
        }
        return []
    }

    /// The prompt shown; for the key of another moment, the first waiting prompt of that moment.
    private func current(for letter: String, at time: CounterTime) -> PromptBody? {
        let keys = words.actions
        guard let shown = current, unfit(letter, for: shown.moment) != nil,
            [keys.greeted.key, keys.farewell.key, keys.complete.key, keys.lookedAfter.key]
                .contains(letter)
        else { return current }
        return waiting(at: time).first { unfit(letter, for: $0.moment) == nil } ?? shown
    }

    /// The reason why a key does not fit a prompt of this moment; nil when it fits.
    func unfit(_ letter: String, for moment: Moment) -> CounterNotice.Reason? {
        let keys = words.actions
        if letter == keys.notAVisitor.key {
            return moment == .lookIn ? .lookInIsOfAVisitor : nil
        }
        if moment == .direction { return .whichWayFirst }
        switch letter {
        case keys.greeted.key, keys.cameBack.key:
            return moment == .greeting ? nil : .notAGreeting(moment)
        case keys.farewell.key, keys.complete.key, keys.thanks.key, keys.invitation.key:
            return moment == .farewell ? nil : .notAFarewell(moment)
        case keys.lookedAfter.key: return moment == .lookIn ? nil : .notALookIn(moment)
        default: return nil
        }
    }

    /// The key that answers a prompt of this moment.
    func mainKey(of moment: Moment) -> String {
        switch moment {
        case .greeting: words.actions.greeted.key
        case .farewell: words.actions.farewell.key
        case .lookIn: words.actions.lookedAfter.key
        case .direction: words.actions.enter.key
        }
    }

    /// Sends an answer to the prompt, with the staff's notes and nothing more.
    mutating func reply(
        _ reply: Command.Reply, reason: ExclusionReason? = nil, to prompt: PromptBody,
        at time: CounterTime
    ) -> [CounterEffect] {
        let draft = drafts[prompt.id] ?? CounterDraft()
        let wordings = wordings(of: prompt)
        let wording = wordings.indices.contains(draft.wording) ? wordings[draft.wording] : nil
        // A sensor's clock may be ahead of this one, but no answer may be older than its prompt.
        var body = AnswerBody(answer: reply, at: max(time.wall, prompt.openedAt))
        switch reply {
        case .said where wording?.id.isOwnWords == true:
            body.answer = .ownWords
        case .said where draft.wording > 0: body.script = wording?.id.rawValue
        case .notAVisitor: body.reason = reason
        default: break
        }
        if reply == .said || reply == .ownWords {
            body.outcome = draft.outcome
            if prompt.moment == .farewell {
                body.observed = Observed(
                    thanks: draft.thanks ? true : nil, goodbye: true,
                    invitation: draft.invitation ? true : nil)
            }
        } else if reply == .missed {
            body.outcome = draft.outcome
        }
        if chosen == prompt.id { chosen = nil }
        changedAt = nil
        return ask(.answer(prompt, body), at: time)
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
        return settle(at: time, byStaff: true)
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
        return settle(at: time, byStaff: true)
    }

    // MARK: - Crossings and undoing

    private mutating func cross(isEntrance: Bool, at time: CounterTime) -> [CounterEffect] {
        let names = doors.map(\.name)
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
        return ask(isEntrance ? .enter(body) : .exit(body), at: time)
    }

    private mutating func askUndo(at time: CounterTime) {
        // A waiting request can simply be taken back, because nobody else has seen it.
        if let index = queue.lastIndex(where: { $0.key != inFlight }), queue[index].wasKept {
            let request = queue.remove(at: index)
            say(.takenBack(CounterDeed(request.call)), at: time)
            _ = settle(at: time, byStaff: true)
            return
        }
        guard link.isLive(at: time) else { return refuse(.undoOffline, at: time) }
        let facts = undoable
        guard !facts.isEmpty else { return say(.nothingToUndo, at: time) }
        menu = .undo(facts)
    }
}
