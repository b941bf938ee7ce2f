/// Parties that only went to the car.
extension Floor {
    /// How long a party may have been gone, for an entrance to undo its exit without anybody naming it.
    package static let longestAbsence = Duration.seconds(30 * 60)

    /// The exit that the party of `greeting` had left by: the one that is named, else the latest one that was
    /// not long ago, of as many people if there is one.
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
