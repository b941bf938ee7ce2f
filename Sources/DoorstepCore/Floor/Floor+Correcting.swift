/// The rules that a correction has to keep: void, review, tie, outcome and reentry.
extension Floor {
    func checkVoid(_ sequence: Sequence, _ history: some History) throws {
        guard let fact = try history.fact(sequence) else { throw Refusal.unknownFact(sequence) }
        guard fact.kind.canBeVoided else { throw Refusal.cannotVoid(sequence, fact.kind) }
        if let voider = try history.voider(of: sequence) {
            throw Refusal.alreadyVoided(sequence, by: voider)
        }
    }

    func checkReview(of sequence: Sequence, _ history: some History) throws {
        guard let fact = try history.fact(sequence), case .feedback = fact.event else {
            throw Refusal.unknownFeedback(sequence)
        }
        if let voider = try history.voider(of: sequence) {
            throw Refusal.alreadyVoided(sequence, by: voider)
        }
    }

    /// Refuses a tie unless `exit` is an exit of a visitor today, in whatever state its farewell is, and `visit` began
    /// before it. The visit may have ended.
    func checkTie(of exit: Sequence, to visit: Sequence, _ history: some History) throws {
        let prompt = try farewell(of: exit, history, orElse: Refusal.tieDoesNotFit)
        guard state[exit] != nil else { throw Refusal.notOfToday(exit) }
        guard let entrance = state[visit], entrance.direction == .entrance,
            entrance.excluded == nil, entrance.promptState != nil
        else { throw Refusal.unknownVisit(visit) }
        guard entrance.at <= prompt.openedAt else {
            throw Refusal.visitNotBefore(visit, exit: exit)
        }
    }

    /// Refuses an outcome unless `exit` is a visitor's, of whatever day and in whatever state its farewell is: the
    /// outcome is the exit's, and follows it when it is tied to another visit.
    func checkOutcome(of exit: Sequence, _ history: some History) throws {
        _ = try farewell(of: exit, history, orElse: Refusal.outcomeDoesNotFit)
    }

    /// The farewell of a visitor's exit. Throws `misfit` for a prompt of another moment.
    private func farewell(
        of exit: Sequence, _ history: some History, orElse misfit: (Sequence, Moment) -> Refusal
    ) throws -> Prompt {
        guard let prompt = try prompt(exit) ?? history.prompt(exit) else {
            throw Refusal.unknownPrompt(exit)
        }
        guard prompt.moment == .farewell else { throw misfit(exit, prompt.moment) }
        guard prompt.state != .withdrawn else {
            throw Refusal.promptEnded(
                exit, state: .withdrawn, lapsesAt: prompt.window.lapsesAt)
        }
        return prompt
    }

    /// The longest time between an exit and the entrance that undoes it, unless the exit is named.
    package static let longestAbsence = Duration.seconds(30 * 60)

    /// The exit by which the party of `greeting` had left: the named one, else the latest within `longestAbsence`,
    /// preferably of as many people.
    func returning(_ greeting: Prompt, by named: Sequence?) throws(Refusal) -> Sequence {
        guard state[greeting.id] != nil else { throw .notOfToday(greeting.id) }
        if let named { return try check(named, before: greeting) }
        let earliest = greeting.openedAt - Self.longestAbsence
        let exits = state.records.filter {
            $0.direction == .exit && $0.promptState ?? .withdrawn != .withdrawn
                && isBefore($0, greeting) && $0.at >= earliest
        }
        let best = exits.max { a, b in
            let (aFits, bFits) = (a.people == greeting.people, b.people == greeting.people)
            if aFits != bFits { return bFits }
            return (a.at, a.id) < (b.at, b.id)
        }
        guard let best else { throw .noRecentExit(entrance: greeting.id) }
        return best.id
    }

    private func check(_ id: Sequence, before greeting: Prompt) throws(Refusal) -> Sequence {
        guard let exit = state[id], exit.direction == .exit, exit.excluded == nil,
            exit.promptState != nil
        else { throw .unknownExit(id) }
        if let entrance = exit.mergedWith { throw .exitMerged(id, with: entrance) }
        guard isBefore(exit, greeting) else { throw .exitNotBefore(id, entrance: greeting.id) }
        return id
    }

    private func isBefore(_ exit: CrossingRecord, _ greeting: Prompt) -> Bool {
        exit.id < greeting.id && exit.at <= greeting.openedAt
    }
}
