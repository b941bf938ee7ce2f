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
    func installed(_ since: String) -> String
    func episode(_ episode: Summary.Episode) -> String
    func openings(_ door: Summary.Openings.Door) -> String
    var clockSet: String { get }

    func busiest(hour: String, entrances: Int) -> String
    func busiest(day: LocalDate, entrances: Int) -> String
    var hourNotWatched: String { get }
    var dayNotWatched: String { get }
    var notAnswered: String { get }
    func suggestion(_ suggestion: Suggestion) -> String
    var provenance: String { get }

    func opening(_ day: LocalDate, hours: String) -> String
    func silent(_ door: String) -> String

    /// The sentence that messages were held up and this one covers `count` periods.
    func bundle(of count: Int) -> String
    func earlier(_ count: Int) -> String
    func undelivered(_ undelivered: MessageContent.Undelivered) -> String
}

extension DigestWords {
    /// `samedi 21 novembre 2026`; the id where a later version's period is not understood.
    var period: String { summary.named.map(numbers.name) ?? summary.period.id }

    /// `vendredi 20`, of a moment in the shop's own time.
    func day(_ moment: String) -> String {
        LocalDate(String(moment.prefix(10))).map(numbers.dayOfMonth) ?? ""
    }

    /// `mardi 24, 14 h`; of a day's own moment `14 h`.
    func moment(_ text: String) -> String {
        summary.period.kind == "day" ? clock(text) : "\(day(text)), \(clock(text))"
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

    /// `Ouverture : lundi 23, 9 h–12 h 30, 14 h–19 h.` and a sentence for each door that is not observed.
    func outlook(_ outlook: Outlook) -> String? {
        let hours = outlook.hours.map { range in
            range.split(separator: "-").map { numbers.clock(String($0)) }.joined(separator: "–")
        }.joined(separator: ", ")
        let sentences =
            [outlook.day.map { opening($0, hours: hours) }].compactMap(\.self)
            + outlook.silentDoors.map(silent)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// The reason for a gap, and what to look at.
    func reason(_ gap: Summary.Coverage.Gap) -> String {
        ReportWords(numbers.language).reason(gap.reason)
    }
}

extension Summary {
    /// The period; nil where a later version's is not understood.
    package var named: SummaryPeriod? {
        SummaryPeriod.Kind(rawValue: period.kind).flatMap { SummaryPeriod($0, period.id) }
    }
}
