/// Parties that only went to the car.
extension Floor {
    /// How long a party may have been gone, for an entrance to undo its exit without anybody naming it.
    package static let longestAbsence = Duration.seconds(30 * 60)

    /// The exit that the party of `greeting` had left by: the one that is named, else the latest one that was
    /// not long ago, of as many people if there is one.
    func returning(_ greeting: Prompt, by named: Sequence?) throws(Refusal) -> Sequence {
        guard state.prompts[greeting.id] != nil else { throw .notOfToday(greeting.id) }
        if let named { return try check(named, before: greeting) }
        let earliest = greeting.openedAt - Self.longestAbsence
        let exits = state.prompts.values.filter {
            $0.moment == .farewell && $0.state != .withdrawn && isBefore($0, greeting)
                && $0.openedAt >= earliest
        }
        let best = exits.max { a, b in
            let (aFits, bFits) = (a.people == greeting.people, b.people == greeting.people)
            if aFits != bFits { return bFits }
            return (a.openedAt, a.id) < (b.openedAt, b.id)
        }
        guard let best else { throw .noRecentExit(entrance: greeting.id) }
        return best.id
    }

    private func check(_ id: Sequence, before greeting: Prompt) throws(Refusal) -> Sequence {
        guard let exit = state.prompts[id], exit.moment == .farewell, state.excluded[id] == nil
        else { throw .unknownExit(id) }
        if let entrance = state.merged[id] { throw .exitMerged(id, with: entrance) }
        guard isBefore(exit, greeting) else { throw .exitNotBefore(id, entrance: greeting.id) }
        return id
    }

    private func isBefore(_ exit: Prompt, _ greeting: Prompt) -> Bool {
        exit.id < greeting.id && exit.openedAt <= greeting.openedAt
    }
}
