/// A party that was excluded when it came in, as long as it is inside.
package struct ExcludedParty: Hashable, Sendable, Codable {
    package let reason: ExclusionReason
    package let people: Int
    package let enteredAt: Timestamp

    package init(reason: ExclusionReason, people: Int, enteredAt: Timestamp) {
        self.reason = reason
        self.people = people
        self.enteredAt = enteredAt
    }
}

extension [ExcludedParty] {
    /// Adds a party that comes in. The oldest is forgotten for it once there are `most`.
    mutating func enter(_ party: ExcludedParty) {
        if count == Self.most { removeFirst() }
        append(party)
    }

    /// More than are ever inside at once. In a quiet period, or beside a mad sensor, thousands come in.
    static let most = 20

    /// Takes out the party that leaves: the oldest of as many people, else the oldest.
    mutating func leave(_ people: Int) {
        guard let index = firstIndex(where: { $0.people == people }) ?? indices.first else {
            return
        }
        remove(at: index)
    }
}

/// The parties among whom the one of a farewell may be.
package struct Leaving: Hashable, Sendable {
    /// The visits that a tie may name, at most `most`: the guessed one first, then the oldest. Empty when the visit is
    /// certain.
    package let visits: [Visit]

    /// The party that was excluded coming in and may be the one that leaves; nil when there is none.
    package let excluded: ExcludedParty?

    /// As many as a key picks at a glance.
    package static let most = 6

    /// The longest stay of an excluded party beside visitors. Later a visitor is the likelier one to leave, and the
    /// question would stand at every farewell of the day.
    package static let longestErrand = Duration.seconds(3600)
}

extension FloorSnapshot {
    /// The parties among whom the one of this open farewell may be; nil for a prompt of another moment.
    package func leaving(_ prompt: Prompt) -> Leaving? {
        guard prompt.moment == .farewell else { return nil }
        var visits: [Visit] = []
        if !prompt.isCertain {
            let others = self.visits.filter {
                $0.enteredAt <= prompt.openedAt && $0.id != prompt.visit
            }
            let guess = prompt.visit.flatMap { guessed[$0] }.map { [$0] } ?? []
            visits = Array((guess + others).prefix(Leaving.most))
        }
        let excluded = excludedInside.filter {
            $0.enteredAt <= prompt.openedAt && $0.people == prompt.people
                && (prompt.visit == nil
                    || prompt.openedAt - $0.enteredAt <= Leaving.longestErrand)
        }.last
        return Leaving(visits: visits, excluded: excluded)
    }
}

/// The exit whose farewell was answered last, while nobody has noted what the visit was.
package struct LastFarewell: Hashable, Sendable {
    package let prompt: Sequence
    package let door: String
    package let people: Int
    package let leftAt: Timestamp

    /// The moment from which on the counter does not ask any more, `askedFor` after the answer.
    package let until: Timestamp

    /// Long enough to say what the visit was, and too short for another visitor to be meant.
    package static let askedFor = Duration.seconds(60)
}

extension Day.State {
    var lastFarewellAsked: LastFarewell? {
        guard let id = lastFarewell, let exit = self[id], exit.outcome == nil,
            let answeredAt = exit.answeredAt, exit.promptState == .answered
        else { return nil }
        return LastFarewell(
            prompt: id, door: exit.door, people: exit.people, leftAt: exit.at,
            until: answeredAt + LastFarewell.askedFor)
    }

    /// The entrances that open farewells are guessed to end the visits of, by their numbers.
    func guessedVisits(of prompts: [Prompt]) -> [Sequence: Visit] {
        let ids = prompts.filter { $0.moment == .farewell && !$0.isCertain }.compactMap(\.visit)
        return Dictionary(
            ids.compactMap { self[$0] }.map { ($0.id, Visit($0)) }
        ) { first, _ in first }
    }
}
