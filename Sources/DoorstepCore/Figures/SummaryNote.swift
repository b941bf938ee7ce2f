/// A note that a reader must know before trusting a number. The raw values are the stable words of `data.notes`; the
/// sentences are `SummaryText`'s.
package enum SummaryNote: String, CaseIterable, Hashable, Sendable {
    /// The period is not over.
    case dayOpen = "day-open"
    case weekOpen = "week-open"
    case monthOpen = "month-open"
    /// The coverage of the whole period is not known.
    case coverageUnknown = "coverage-unknown"
    /// The coverage of some of its days is not known.
    case daysUnknown = "days-unknown"
    /// Observed for less than 0.8 of the opening time: totals are lower bounds.
    case lowCoverage = "low-coverage"
    /// A door reported more crossings than people can make, and they are in the totals.
    case madDoor = "mad-door"
    /// Some openings while the shop was open are unanswered: totals are lower bounds.
    case unansweredOpenings = "unanswered-openings"
    /// Visitors left and none was counted coming in: totals are lower bounds.
    case exitsOnly = "exits-only"
    /// Some crossings come from an older counter.
    case imported
    /// Some crossings were recorded under a wrong clock.
    case clockSet = "clock-set"
    /// A share has fewer than five cases.
    case smallSample = "small-sample"
    /// Some visits are tied to their exits by a guess.
    case guessedLinks = "guessed-links"
    /// The outcome of some visits is not known.
    case unknownOutcomes = "unknown-outcomes"
    /// Some feedback looked like misuse and was left out.
    case feedbackLeftOut = "feedback-left-out"

    /// The notes that hold for `summary`, made of `days`.
    static func of(_ summary: Summary, _ days: [DayFigures], isOver: Bool) -> [SummaryNote] {
        let coverage = summary.coverage
        let isEmpty =
            days.allSatisfy { $0.hours.allSatisfy { $0.counts == DayTally.Hour() } }
            && summary.openings.all == 0
        let unknownDays = days.filter { !$0.observation.isKnown && $0.observation.openMinutes > 0 }
        let open: SummaryNote =
            switch summary.period.kind {
            case "week": .weekOpen
            case "month": .monthOpen
            default: .dayOpen
            }
        let due = [summary.greeting.due, summary.farewell.due]
        let holds: [(SummaryNote, Bool)] = [
            (open, !isOver),
            (.coverageUnknown, coverage.observedMinutes == nil && !isEmpty),
            (.daysUnknown, coverage.observedMinutes != nil && !unknownDays.isEmpty),
            (.lowCoverage, coverage.share.map { $0 < Observation.threshold } ?? false),
            (.madDoor, summary.isDoubtful),
            (.unansweredOpenings, summary.openings.unanswered > 0),
            (.exitsOnly, days.tally.isExitsOnly),
            (.imported, days.contains(where: \.hasImports)),
            (.clockSet, days.contains(where: \.hasRedated)),
            (.smallSample, due.contains { (1..<fewestCases).contains($0) }),
            (.guessedLinks, summary.visits.complete.guessed.n > 0),
            (.unknownOutcomes, summary.unknownOutcomes > 0),
            (.feedbackLeftOut, summary.feedback.flagged > 0),
        ]
        return holds.filter(\.1).map(\.0)
    }
}
