/// The tally of one visit: its entrance, its look-ins, and the exits that are tied to it. Its parts from several
/// stretches of the day join.
struct VisitTally: Hashable, Sendable {
    /// The entrance; nil until it is seen, and if it is owed nothing: excluded, imported, a reentry or of a mad door.
    var arrival: Arrival?

    /// The last outcome that was noted with a look-in.
    var lookInOutcome: Outcome?
    var lookIns = 0
    var lookInsAnswered = 0

    /// Exits tied to the visit; the certain ones among them; farewells said with them.
    var exits = 0
    var certainExits = 0
    var farewells = 0
    var lastCertainExit: Timestamp?

    /// The last outcome noted with a farewell, and whether that exit was certainly the visit's own.
    var leaving: Leaving?

    struct Arrival: Hashable, Sendable {
        let at: Timestamp

        /// The greeting's timing; nil when nobody greeted.
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

    /// The outcome noted with the farewell, else with the look-in, else with the greeting.
    var outcome: Outcome? { leaving?.outcome ?? lookInOutcome ?? arrival?.outcome }

    /// The outcome; nil when it was noted with a guessed exit.
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
