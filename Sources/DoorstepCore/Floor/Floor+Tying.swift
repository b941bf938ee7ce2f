/// Exits that somebody ties to a visit of their own, because they saw who left.
extension Floor {
    /// The exit of a visitor, today, in whatever state its farewell is; the visit may have ended, too.
    func checkTie(of exit: Sequence, to visit: Sequence, _ history: some History) throws {
        guard let prompt = try prompt(exit) ?? history.prompt(exit) else {
            throw Refusal.unknownPrompt(exit)
        }
        guard prompt.moment == .farewell else {
            throw Refusal.tieDoesNotFit(exit, prompt.moment)
        }
        guard prompt.state != .withdrawn else {
            throw Refusal.promptEnded(
                exit, state: .withdrawn, lapsesAt: prompt.window.lapsesAt)
        }
        guard state[exit] != nil else { throw Refusal.notOfToday(exit) }
        guard let entrance = state[visit], entrance.direction == .entrance,
            entrance.excluded == nil, entrance.promptState != nil
        else { throw Refusal.unknownVisit(visit) }
        guard entrance.at <= prompt.openedAt else {
            throw Refusal.visitNotBefore(visit, exit: exit)
        }
    }
}
