import DoorstepCore

/// The tables of a report for a spreadsheet. Names and columns are a contract: new columns are added at the end.
///
/// Times are RFC 3339 with the shop's offset, shares 0...1 with a point. An unknown value is an empty field, never 0.
enum ReportSheet: String, CaseIterable, Hashable, Sendable {
    /// The period's key figures, one a line.
    case summary
    /// Every hour of every day, and every day.
    case hours, days
    case waits
    /// By quarter of an hour; for a week or a month, by day.
    case occupancy
    case parity, feedback
    /// The three phases of visits, and the items of the checklist.
    case phases, checklist
    /// Crossings and coverage by door.
    case doors
    /// Openings at doors that know no direction, by door.
    case openings
    /// Episodes in which a door was mad: its sensor reported too many crossings.
    case episodes
    /// Gaps in which a door was not observed, with the reason.
    case gaps

    func text(of report: Report, calendar: ShopCalendar) -> String {
        let rows =
            switch self {
            case .summary: Self.summary(report.summary)
            case .hours:
                report.figures.hours.map {
                    Self.span($0, calendar) + [Self.unanswered($0)]
                }
            case .days: Self.days(report, calendar)
            case .waits: Self.waits(report.figures.waits)
            case .occupancy: Self.occupancy(report, calendar)
            case .parity: Self.parity(report.summary)
            case .feedback: Self.feedback(report.summary.feedback)
            case .phases: Self.phases(report.summary.phases)
            case .checklist: Self.checklist(report.summary.checklist)
            case .doors: report.summary.doors.map(Self.door)
            case .openings: report.summary.openings.byDoor.map(Self.openings)
            case .episodes: report.summary.episodes.map(Self.episode)
            case .gaps: Self.gaps(report.summary.coverage.gaps)
            }
        return ([columns] + rows).map(CSV.row).joined()
    }

    private var columns: [String] {
        let span = [
            "day", "from", "to", "openMinutes", "coverage", "entrances", "exits", "due", "early",
            "inWindow", "late", "never",
        ]
        return switch self {
        case .summary: ["figure", "unit", "value", "low", "high", "n"]
        case .hours: span + ["unansweredOpenings"]
        case .days:
            span + [
                "footfall", "farewellsDue", "farewells", "mostInside", "unansweredOpenings",
            ]
        case .waits: ["timing", "fromSeconds", "toSeconds", "parties"]
        case .occupancy: ["from", "to", "mostInside", "insideAtEnd"]
        case .parity: ["group", "n", "inWindow", "low", "high"]
        case .feedback: ["face", "presses"]
        case .phases: ["phase", "n", "share", "low", "high"]
        case .checklist: ["item", "yes", "no", "notObserved"]
        case .doors: ["door", "entrances", "exits", "drift", "observedMinutes", "coverage"]
        case .openings:
            ["door", "openings", "answered", "excluded", "whileShut", "unanswered"]
        case .episodes: ["door", "from", "to", "crossings", "excluded"]
        case .gaps: ["door", "from", "to", "reason"]
        }
    }
}

// MARK: Rows

extension ReportSheet {
    private static func span(_ span: ReportSpan, _ calendar: ShopCalendar) -> [String?] {
        let counts = span.counts
        let numbers = [
            counts?.entrances, counts?.exits, counts?.due, counts?.greetings[.early],
            counts?.greetings[.inWindow], counts?.greetings[.late], counts?.greetings[.never],
        ]
        return [
            span.day.description, calendar.text(span.interval.start),
            calendar.text(span.interval.end), "\(span.openMinutes)", text(span.coverage),
        ] + numbers.map(text)
    }

    private static func days(_ report: Report, _ calendar: ShopCalendar) -> [[String?]] {
        let traffic = report.summary.traffic
        let farewell = report.summary.farewell
        return report.figures.days.map { day in
            let listed = traffic.byDay?.first { $0.day == day.day }
            let numbers =
                day.hasNoCounts
                ? [nil, nil, nil, nil]
                : [
                    listed?.footfall ?? traffic.footfall, listed?.farewellsDue ?? farewell.due,
                    listed?.farewells ?? farewell.said, day.peak,
                ]
            return span(day, calendar) + numbers.map(text) + [unanswered(day)]
        }
    }

    private static func waits(_ bins: [WaitBin]) -> [[String?]] {
        bins.map { bin in
            [
                bin.timing.rawValue, text(bin.from.map { Double($0) / 1000 }),
                text(bin.to.map { Double($0) / 1000 }), "\(bin.count)",
            ]
        }
    }

    private static func occupancy(_ report: Report, _ calendar: ShopCalendar) -> [[String?]] {
        guard report.period.kind == .day else {
            return report.figures.days.map { day in
                [
                    calendar.text(day.interval.start), calendar.text(day.interval.end),
                    text(day.peak), nil,
                ]
            }
        }
        return report.figures.quarters.map { quarter in
            let hasNoCounts = report.figures.hasNoCounts(quarter)
            return [
                calendar.text(quarter.interval.start), calendar.text(quarter.interval.end),
                hasNoCounts ? nil : "\(quarter.most)", hasNoCounts ? nil : "\(quarter.last)",
            ]
        }
    }

    private static func row(_ name: String, _ rate: Rate) -> [String?] {
        [name, "\(rate.n)", text(rate.value), text(rate.low), text(rate.high)]
    }

    private static func phases(_ phases: Summary.Phases) -> [[String?]] {
        [
            row("arrival", phases.arrival), row("stay", phases.stay),
            row("leaving", phases.leaving),
        ]
    }

    private static func checklist(_ checklist: Summary.Checklist) -> [[String?]] {
        checklist.items.map { item in
            [CSV.text(item.id)]
                + [item.counts.yes, item.counts.no, item.counts.notObserved].map(text)
        }
    }

    private static func parity(_ summary: Summary) -> [[String?]] {
        let parity = summary.parity
        let difference = parity.difference
        return [
            row("bought", parity.bought), row("others", parity.others),
            [
                "difference", nil, text(difference?.value), text(difference?.low),
                text(difference?.high),
            ],
            ["unknown", "\(summary.unknownOutcomes)", nil, nil, nil],
            ["guessed", "\(summary.guessedOutcomes)", nil, nil, nil],
        ]
    }

    private static func feedback(_ feedback: Summary.Feedback) -> [[String?]] {
        feedback.faces.enumerated().map { ["\($0.offset)", "\($0.element)"] }
            + [["leftOut", "\(feedback.flagged)"]]
    }

    private static func unanswered(_ span: ReportSpan) -> String? {
        span.hasNoCounts && span.unansweredOpenings == 0 ? nil : "\(span.unansweredOpenings)"
    }

    private static func door(_ door: Summary.Door) -> [String?] {
        [
            CSV.text(door.door), "\(door.entrances)", "\(door.exits)", text(door.drift),
            text(door.observedMinutes), text(door.coverage),
        ]
    }

    private static func openings(_ door: Summary.Openings.Door) -> [String?] {
        [CSV.text(door.door)]
            + [door.all, door.answered, door.excluded, door.whileShut, door.unanswered].map(text)
    }

    private static func episode(_ episode: Summary.Episode) -> [String?] {
        [
            CSV.text(episode.door), episode.from, episode.to, "\(episode.crossings)",
            "\(episode.excluded)",
        ]
    }

    private static func gaps(_ gaps: [Summary.Coverage.Gap]) -> [[String?]] {
        gaps.map { [CSV.text($0.door), $0.from, $0.to, CSV.text($0.reason)] }
    }

    private static func summary(_ summary: Summary) -> [[String?]] {
        func count(_ name: String, _ unit: String, _ value: Int?) -> [String?] {
            [name, unit, text(value), nil, nil, nil]
        }
        func rate(_ name: String, _ rate: Rate) -> [String?] {
            [name, "share", text(rate.value), text(rate.low), text(rate.high), "\(rate.n)"]
        }
        func seconds(_ name: String, _ value: Double?) -> [String?] {
            [name, "seconds", text(value), nil, nil, nil]
        }
        let (traffic, greeting, farewell) = (summary.traffic, summary.greeting, summary.farewell)
        let isUnobserved =
            (summary.coverage.observedMinutes ?? 0) == 0 && traffic.entrances == 0
            && traffic.exits == 0 && summary.coverage.openMinutes > 0
        return [
            ["coverage", "share", text(summary.coverage.share), nil, nil, nil],
            count("openMinutes", "minutes", summary.coverage.openMinutes),
            count("observedMinutes", "minutes", summary.coverage.observedMinutes),
            footfall(summary, isUnobserved: isUnobserved),
            count("entrances", "people", isUnobserved ? nil : traffic.entrances),
            count("exits", "people", isUnobserved ? nil : traffic.exits),
            count("excluded", "people", isUnobserved ? nil : traffic.excluded),
            count("reentries", "people", isUnobserved ? nil : traffic.reentries),
            count("parties", "parties", isUnobserved ? nil : traffic.parties),
            count("peakOccupancy", "people", isUnobserved ? nil : traffic.peakOccupancy),
            count("drift", "people", isUnobserved ? nil : traffic.drift),
            seconds("meanDwell", traffic.meanDwellSeconds),
            rate("greetedInWindow", greeting.share),
            count("greetedEarly", "parties", greeting.due > 0 ? greeting.early : nil),
            count("greetedLate", "parties", greeting.due > 0 ? greeting.late : nil),
            count("neverGreeted", "parties", greeting.due > 0 ? greeting.never : nil),
            seconds("waitP50", greeting.waitSeconds.p50),
            seconds("waitP90", greeting.waitSeconds.p90),
            rate("farewells", farewell.share),
            rate("completeCertain", summary.visits.complete.certain),
            rate("completeGuessed", summary.visits.complete.guessed),
            [
                "happyIndex", "of 100", text(summary.feedback.index), nil, nil,
                "\(summary.feedback.n)",
            ],
            count("openings", "openings", summary.openings.all),
            count("openingsAnswered", "openings", summary.openings.answered),
            count("openingsUnanswered", "openings", summary.openings.unanswered),
        ]
    }

    /// The row of the footfall. A lower bound stands in `low`, too. The value is unknown where nobody was seen and
    /// somebody may have come, and where a mad door's crossings are counted in.
    private static func footfall(_ summary: Summary, isUnobserved: Bool) -> [String?] {
        let footfall = isUnobserved ? nil : summary.traffic.footfall
        let isBound = summary.isLowerBound && !summary.isDoubtful
        let hasNoCounts = summary.isDoubtful || isBound && (footfall ?? 0) <= 0
        let value = hasNoCounts ? nil : footfall
        return ["footfall", "people", text(value), isBound ? text(footfall) : nil, nil, nil]
    }

    private static func text(_ value: Int?) -> String? { value.map(String.init) }

    /// A whole number is written without a point.
    private static func text(_ value: Double?) -> String? {
        value.map { $0 == $0.rounded() && abs($0) < 1e15 ? "\(Int($0))" : "\($0)" }
    }
}
