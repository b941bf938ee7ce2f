/// What is known of one visit: of its entrance, its look-ins, and the exits that are tied to it. They may come in
/// any stretch of the day, and join.
struct VisitTally: Hashable, Sendable {
    /// Nil until the entrance is seen, and for one that is owed nothing: of no visitor, imported, or come back.
    var arrival: Arrival?

    /// The last look-in that noted an outcome.
    var lookInOutcome: Outcome?
    var lookIns = 0
    var lookInsAnswered = 0

    /// Exits tied to it; those of them that are certainly its own; farewells said with them.
    var exits = 0
    var certainExits = 0
    var farewells = 0
    var lastCertainExit: Timestamp?

    /// The last that was noted with a farewell, and whether that exit was certainly its own.
    var leaving: Leaving?

    struct Arrival: Hashable, Sendable {
        let at: Timestamp

        /// Nil when nobody greeted.
        let greeting: Window.Timing?
        let outcome: Outcome?
    }

    struct Leaving: Hashable, Sendable {
        let outcome: Outcome
        let isCertain: Bool
    }

    mutating func append(_ later: VisitTally) {
        arrival = later.arrival ?? arrival
        lookInOutcome = later.lookInOutcome ?? lookInOutcome
        lookIns += later.lookIns
        lookInsAnswered += later.lookInsAnswered
        exits += later.exits
        certainExits += later.certainExits
        farewells += later.farewells
        lastCertainExit = later.lastCertainExit ?? lastCertainExit
        leaving = later.leaving ?? leaving
    }

    /// The farewell's word counts before the look-in's, and that before the greeting's.
    var outcome: Outcome? { leaving?.outcome ?? lookInOutcome ?? arrival?.outcome }

    /// The same, but nothing that hangs on a guessed exit.
    var certainOutcome: Outcome? {
        if let leaving, !leaving.isCertain { return nil }
        return outcome
    }

    /// Adds the visit to the day's figures; one that is owed nothing adds nothing.
    func count(in tally: inout Tally, greetAfter: Int64) {
        guard let arrival else { return }
        tally.lookIns.add(lookInsAnswered, of: lookIns)
        if exits > 0 {
            let isComplete = arrival.greeting != nil && farewells > 0
            if certainExits == exits {
                tally.completeCertain.add(isComplete ? 1 : 0, of: 1)
            } else {
                tally.completeGuessed.add(isComplete ? 1 : 0, of: 1)
            }
        }
        if arrival.greeting == nil, exits == certainExits, let left = lastCertainExit,
            left.milliseconds < arrival.at.milliseconds + greetAfter
        {
            tally.short += 1
        }
        tally.outcomes[outcome] += 1
        switch certainOutcome {
        case .bought: tally.bought.add(arrival.greeting == .inWindow ? 1 : 0, of: 1)
        case .some: tally.others.add(arrival.greeting == .inWindow ? 1 : 0, of: 1)
        case nil: tally.uncertainOutcomes += 1
        }
    }
}
