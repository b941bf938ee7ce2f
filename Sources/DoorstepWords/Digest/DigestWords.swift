import DoorstepCore

/// A digest's wording in one language. Sentences are whole, so that a language may put its words in its own order.
protocol DigestWords {
    var summary: Summary { get }
    var numbers: WrittenNumbers { get }

    func visitors(_ count: Int) -> String
    func visitors(_ count: Int, percentMore: Int) -> String
    func visitorsAtLeast(_ count: Int) -> String
    func visitorsAtLeast(_ count: Int, unanswered: Int) -> String
    func doubtful(_ crossings: Int, doors: [String]) -> String
    func onlyExits(_ count: Int) -> String
    func noVisitors(among count: Int) -> String
    var shut: String { get }

    var lowCoverage: String { get }
    var coverageUnknown: String { get }
    func gap(_ gap: Summary.Coverage.Gap) -> String
    func episode(_ episode: Summary.Episode) -> String
    func openings(_ door: Summary.Openings.Door) -> String
    var clockSet: String { get }

    var greetedName: String { get }
    var waitName: String { get }
    var waitNotReached: String { get }
    var farewellName: String { get }
    var happyName: String { get }

    func busiest(hour: String, entrances: Int) -> String
    func busiest(day: LocalDate, entrances: Int) -> String
    func suggestion(_ suggestion: Suggestion) -> String
    var provenance: String { get }

    /// The sentence that messages were held up and this one covers `count` periods.
    func bundle(of count: Int) -> String
    func earlier(_ count: Int) -> String
    func undelivered(_ undelivered: MessageContent.Undelivered) -> String
}

extension DigestWords {
    /// `samedi 21 novembre 2026`; the id where a later version's period is not understood.
    var period: String {
        SummaryPeriod.Kind(rawValue: summary.period.kind)
            .flatMap { SummaryPeriod($0, summary.period.id) }.map(numbers.name)
            ?? summary.period.id
    }

    /// `+3`, `−2`, `±0`
    func signed(_ difference: Double) -> String {
        let whole = Int(difference.rounded())
        return whole == 0 ? "±0" : numbers.signed(whole)
    }

    /// `+3 points`: a difference of shares, in points of a percent.
    func points(_ difference: Double) -> String {
        let points = difference * 100
        return numbers.counted(
            Int(points.rounded()), "point", "points", written: signed(points))
    }

    func secondsMore(_ difference: Double) -> String { "\(signed(difference))\u{a0}s" }

    /// The weekday that a day is compared with.
    var weekday: String? {
        guard summary.period.kind == "day" else { return nil }
        return LocalDate(summary.period.id).map(numbers.weekday)
    }

    /// `vendredi 20`, of a moment in the shop's own time.
    func day(_ moment: String) -> String {
        LocalDate(String(moment.prefix(10))).map(numbers.dayOfMonth) ?? ""
    }

    /// `4 h–4 h` of a day; `lundi 16, 4 h – lundi 23, 4 h` of a longer period.
    var span: String {
        let (from, to) = (summary.period.from, summary.period.to)
        guard summary.period.kind != "day" else { return "\(clock(from))–\(clock(to))" }
        return "\(day(from)), \(clock(from)) – \(day(to)), \(clock(to))"
    }

    /// A time range: `de 9 h à 14 h`, `du lundi 16, 9 h, à 14 h`. The last four parameters are the words before a time
    /// and before a day, of the beginning and of the end.
    func span(
        _ start: String, _ end: String, _ fromTime: String, _ fromDay: String, _ toTime: String,
        _ toDay: String
    ) -> String {
        let isOneDay = start.prefix(10) == end.prefix(10)
        let needsDay = summary.period.kind != "day"
        let from =
            needsDay
            ? "\(fromDay) \(day(start)), \(clock(start))," : "\(fromTime) \(clock(start))"
        let to =
            isOneDay ? "\(toTime) \(clock(end))" : "\(toDay) \(day(end)), \(clock(end))"
        return "\(from) \(to)"
    }

    /// `11:20`, of a moment in the shop's own time.
    func clock(_ moment: String) -> String { numbers.clock(ofMoment: moment) }

    var coveragePercent: String { numbers.percent(summary.coverage.share) }
}
