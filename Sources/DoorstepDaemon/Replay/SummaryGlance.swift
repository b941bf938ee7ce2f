import DoorstepCore

/// A day's figures in a few lines, for `replay`. `doorstep summary` shows all of them.
struct SummaryGlance {
    private let summary: Summary

    init(_ summary: Summary) {
        self.summary = summary
    }

    var lines: [String] {
        let (traffic, greeting, farewell) = (summary.traffic, summary.greeting, summary.farewell)
        let wait = greeting.waitSeconds.p50.map { "\($0) s" } ?? "not reached"
        let observed = summary.coverage.observedMinutes.map(String.init) ?? "?"
        return [
            "\(summary.shop), \(summary.period.id), \(summary.period.timeZone), "
                + "revision \(summary.data.revision)",
            "  visitors    \(summary.isDoubtful ? "doubtful: " : summary.isLowerBound ? "at least " : "")\(traffic.footfall) in \(traffic.parties) parties "
                + "(\(traffic.entrances) came in, \(traffic.excluded) of them no visitors); "
                + "\(traffic.exits) left",
            "  greetings   \(greeting.due) due: \(greeting.early) early, "
                + "\(greeting.inWindow) in the window, \(greeting.late) late, "
                + "\(greeting.never) never; median wait \(wait)",
            "  farewells   \(farewell.due) due: \(farewell.said) said, "
                + "\(farewell.thanked) with thanks, \(farewell.invited) with an invitation back",
            "  openings    \(summary.openings.all): \(summary.openings.answered) answered for, "
                + "\(summary.openings.unanswered) not",
            "  coverage    \(observed) of \(summary.coverage.openMinutes) opening minutes",
        ]
    }
}
