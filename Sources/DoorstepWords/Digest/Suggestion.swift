import DoorstepCore

/// One thing that a team could try, drawn from one figure. It names an hour or a moment of the visit, never a person.
enum Suggestion: Hashable, Sendable {
    /// Half or more of the greetings that were missed lie in one hour.
    case secondPerson(hour: String, missed: Int, of: Int)
    /// Many greetings came before their window: at least 5, and three tenths of those due.
    case letThemArrive(early: Int, of: Int)
    /// Fewer than half of the farewells due were said.
    case sayGoodbye(said: Int, of: Int)

    /// The fewest missed greetings for a pattern; fewer are bad luck.
    static let fewestMissed = 4

    /// The first that fits; nil when nothing stands out.
    init?(_ summary: Summary) {
        let greeting = summary.greeting
        // Of hours with as many, the first.
        let worst = summary.traffic.byHour.reduce(nil as Summary.Traffic.Hour?) { worst, hour in
            hour.never > (worst?.never ?? 0) ? hour : worst
        }
        if let worst, greeting.never >= Self.fewestMissed, worst.never >= 3,
            worst.never * 2 >= greeting.never
        {
            self = .secondPerson(hour: worst.hour, missed: worst.never, of: greeting.never)
        } else if greeting.early >= fewestCases, greeting.early * 10 >= greeting.due * 3 {
            self = .letThemArrive(early: greeting.early, of: greeting.due)
        } else if summary.farewell.due >= 2 * fewestCases,
            summary.farewell.said * 2 < summary.farewell.due
        {
            self = .sayGoodbye(said: summary.farewell.said, of: summary.farewell.due)
        } else {
            return nil
        }
    }
}
