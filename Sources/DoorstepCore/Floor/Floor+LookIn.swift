/// Look-ins: a visit that has lasted for `lookInAfter`, while nobody is known to have looked after the visitor, gets a
/// prompt of its own, once.
extension Floor {
    /// The time at which the next look-in is due; nil when none will be.
    var nextLookIn: Timestamp? {
        guard let after = shop.reception.lookInAfter else { return nil }
        return unserved.map { $0.enteredAt + after }.min()
    }

    /// The look-ins that are due at `now`, each dated when it fell due; parties that came in together have one. A look-in
    /// that is recorded too late for a counter has lapsed from the start, like every prompt.
    func lookIns(at now: Timestamp) -> [(event: Event, at: Timestamp)] {
        guard let after = shop.reception.lookInAfter else { return [] }
        var waiting = unserved
        var lookIns: [(event: Event, at: Timestamp)] = []
        while let visit = waiting.first, visit.enteredAt + after <= now {
            let at = visit.enteredAt + after
            let people = waiting.filter { $0.isTogether(with: visit) }
                .reduce(0) { $0 + $1.peopleInside }
            waiting.removeAll { $0.isTogether(with: visit) }
            let crossing = Crossing(
                door: visit.door, people: min(people, Crossing.sizes.upperBound),
                script: script(
                    for: .lookIn, at: at, people: people,
                    visit: FarewellLink(visit: visit.id, isCertain: true)))
            lookIns.append((.stay(crossing, visit: visit.id), at))
        }
        return lookIns
    }

    private var unserved: [Visit] {
        guard !today.isShut, !state.isClosed else { return [] }
        return state.visits.filter {
            // Any outcome but browsed shows that somebody has looked after the visitor.
            (state.cameFor[$0.id] ?? .browsed) == .browsed && !state.lookedIn.contains($0.id)
        }
    }

    /// The decision with the lapses of look-ins whose visits are over once it is carried out.
    func endingLookIns(_ decision: Decision, clock: ClockReading) -> Decision {
        // Most days have no look-in, and every crossing comes through this function.
        guard !state.lookedIn.isEmpty else { return decision }
        let lookIns = state.open.compactMap { state[$0] }.filter { $0.moment == .lookIn }
        guard !lookIns.isEmpty else { return decision }
        var after = today
        for draft in decision.before + [decision.fact] + decision.after {
            after.apply(
                Fact(
                    sequence: after.state.sequence.next, id: FactID(high: 0, low: 0), at: draft.at,
                    recordedAt: clock.now, source: draft.source, by: draft.by, stamp: clock.stamp,
                    event: draft.event))
        }
        let lapses = lookIns.filter { prompt in
            guard let visit = prompt.visit, after.state[prompt.id]?.promptState == .open else {
                return false
            }
            return !after.state.isInside(visit)
        }.map { Draft(.lapse(prompt: $0.id), at: max(decision.fact.at, $0.at)) }
        return Decision(
            before: decision.before, fact: decision.fact, after: decision.after + lapses)
    }
}

extension Visit {
    /// The visit as its entrance began it.
    init(_ entrance: CrossingRecord) {
        self.init(
            id: entrance.id, door: entrance.door, enteredAt: entrance.at,
            peopleInside: entrance.people)
    }

    /// The longest time between the entrances of parties that came in together.
    static let togetherWithin = Duration.seconds(10)

    /// Whether this party came in with the one of `first`, or shortly after it, by the same door.
    func isTogether(with first: Visit) -> Bool {
        door == first.door && enteredAt >= first.enteredAt
            && enteredAt - first.enteredAt <= Self.togetherWithin
    }
}

extension Day.State {
    /// Notes that the visit begun by the entrance `id`, and those of the parties that came in with it, have had their
    /// look-in.
    mutating func noteLookIn(_ id: Sequence) {
        lookedIn.insert(id)
        lookedIn.formUnion(visitsTogether(with: id).map(\.id))
    }

    /// Whether anybody is inside of the visit begun by the entrance `id`, or of the parties that came in with it.
    func isInside(_ id: Sequence) -> Bool {
        if inside[inside.visit(of: id)] != nil { return true }
        return visitsTogether(with: id).contains { lookedIn.contains($0.id) }
    }

    /// The visits with people inside that began together with the entrance `id`.
    private func visitsTogether(with id: Sequence) -> [Visit] {
        guard let first = self[id].map(Visit.init) else { return [] }
        return visits.filter { $0.isTogether(with: first) }
    }
}
