/// Look-ins: a visit that has lasted for `lookInAfter`, while nobody is known to have looked after the visitor, gets a
/// prompt of its own, once.
extension Floor {
    /// The time at which the next look-in is due; nil when none will be.
    var nextLookIn: Timestamp? {
        guard let after = shop.reception.lookInAfter else { return nil }
        return unserved.map { $0.enteredAt + after }.min()
    }

    /// The look-ins that are due at `now`, each dated when it fell due. One that is recorded too late for a counter has
    /// lapsed from the start, like every prompt.
    func lookIns(at now: Timestamp) -> [(event: Event, at: Timestamp)] {
        guard let after = shop.reception.lookInAfter else { return [] }
        return unserved.filter { $0.enteredAt + after <= now }.map { visit in
            let at = visit.enteredAt + after
            let crossing = Crossing(
                door: visit.door, people: visit.peopleInside,
                script: script(
                    for: .lookIn, at: at, people: visit.peopleInside,
                    visit: FarewellLink(visit: visit.id, isCertain: true)))
            return (.stay(crossing, visit: visit.id), at)
        }
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
            return after.state.inside[after.state.inside.visit(of: visit)] == nil
        }.map { Draft(.lapse(prompt: $0.id), at: max(decision.fact.at, $0.at)) }
        return Decision(
            before: decision.before, fact: decision.fact, after: decision.after + lapses)
    }
}
