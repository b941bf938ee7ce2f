/// Answers to prompts.
extension Floor {
    func decideAnswer(
        _ id: Sequence, _ reply: Command.Reply, _ details: Command.AnswerDetails,
        _ command: Command, _ clock: ClockReading, _ history: some History
    ) throws -> Decision {
        guard let prompt = try prompt(id) ?? history.prompt(id) else {
            throw Refusal.unknownPrompt(id)
        }
        let at = command.at ?? clock.now
        guard prompt.moment.replies.contains(reply) else {
            throw Refusal.answerDoesNotFit(reply, prompt.moment)
        }
        for item in details.observed.extra.keys.sorted()
        where !shop.checklist.contains(where: { $0.id == item }) {
            throw Refusal.unknownItem(item, known: shop.wholeChecklist.map(\.id))
        }
        try checkOpen(prompt, reply, at, isDated: command.at != nil)
        func draft(_ event: Event, at moment: Timestamp) -> Draft {
            Draft(at: moment, source: command.source, by: command.by, event: event)
        }
        let isOwnWords = details.script?.isOwnWords ?? false
        func answer(_ reply: Answer.Reply) -> Answer {
            let given = isOwnWords ? nil : details.script
            return Answer(
                prompt: id, reply: reply,
                script: reply == .said ? given ?? prompt.script?.id : given,
                observed: details.observed, outcome: details.outcome)
        }
        func answered(_ reply: Answer.Reply) -> Decision {
            let event: Event =
                switch prompt.moment {
                case .greeting: .greeting(answer(reply))
                case .lookIn: .lookIn(answer(reply))
                case .farewell, .direction: .farewell(answer(reply))
                }
            return Decision(fact: draft(event, at: at))
        }
        switch reply {
        case .said: return answered(isOwnWords ? .ownWords : .said)
        case .ownWords: return answered(.ownWords)
        case .missed: return answered(.missed)
        case .notAVisitor:
            guard let reason = details.reason else { throw Refusal.reasonMissing }
            return Decision(fact: draft(.exclusion(prompt: id, reason: reason), at: at))
        case .reentry:
            let exit = try returning(prompt, by: details.exit)
            return Decision(fact: draft(.reentry(entrance: id, exit: exit), at: at))
        case .entrance:
            let crossing = try entering(prompt.door, prompt.people, prompt.openedAt, opening: id)
            return Decision(fact: draft(.entrance(crossing), at: prompt.openedAt))
        case .exit:
            let (crossing, link) = try leaving(
                prompt.door, prompt.people, prompt.openedAt, opening: id)
            return Decision(
                fact: draft(.exit(crossing, link), at: prompt.openedAt),
                after: lapsesIfEmptied(by: prompt.people, prompt.openedAt))
        }
    }

    /// Refuses an answer that the prompt does not take any more. An open prompt takes every answer. A lapsed one takes
    /// `said`, `ownWords` and `missed` only if they are dated before it lapsed. An answered one takes `notAVisitor` and
    /// `reentry` alone, which correct its crossing.
    private func checkOpen(
        _ prompt: Prompt, _ reply: Command.Reply, _ at: Timestamp, isDated: Bool
    ) throws(Refusal) {
        let ended = Refusal.promptEnded(
            prompt.id, state: prompt.state, lapsesAt: prompt.window.lapsesAt)
        if prompt.state == .withdrawn { throw ended }
        switch reply {
        // Corrections of the crossing, whatever was answered before.
        case .notAVisitor, .reentry:
            if prompt.moment == .direction, prompt.state == .answered { throw ended }
            return
        default: if prompt.state == .answered { throw ended }
        }
        switch reply {
        case .said, .ownWords, .missed:
            guard at >= prompt.openedAt else {
                throw .answerBeforePrompt(at, openedAt: prompt.openedAt)
            }
            if at >= prompt.window.lapsesAt {
                if isDated { throw .answerAfterLapse(at, lapsesAt: prompt.window.lapsesAt) }
                throw .promptEnded(
                    prompt.id, state: .lapsed, lapsesAt: prompt.window.lapsesAt)
            }
            if prompt.state == .lapsed, !isDated { throw ended }
        case .notAVisitor, .reentry, .entrance, .exit: break
        }
    }
}

extension Moment {
    /// The replies that answer a prompt of this moment, the usual one first.
    package var replies: [Command.Reply] {
        switch self {
        case .direction: [.entrance, .exit, .notAVisitor]
        case .greeting: [.said, .ownWords, .missed, .notAVisitor, .reentry]
        case .farewell: [.said, .ownWords, .missed, .notAVisitor]
        case .lookIn: [.said, .ownWords, .missed]
        }
    }
}
