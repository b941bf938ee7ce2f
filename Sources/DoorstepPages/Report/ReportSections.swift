import DoorstepCore
import DoorstepWords

/// The charts of a report with their tables, in the order in which they stand in the page.
struct ReportSections: Sendable {
    let report: Report
    let shop: Shop
    let words: ReportWords
    let numbers: WrittenNumbers

    /// The address of another period's report; nil where nothing is linked.
    let link: @Sendable (SummaryPeriod) -> String?

    var all: [ReportSection] {
        let traffic = isDay ? [hours] : [days, hours]
        return traffic + [doors, openings].compactMap(\.self) + [greetings, waits]
            + [phases, isDay ? occupancy : peaks, parity, checklist, feedback]
    }

    var summary: Summary { report.summary }
    var figures: ReportFigures { report.figures }
    var isDay: Bool { report.period.kind == .day }

    func canvas(
        _ id: String, _ title: String, _ legend: [(fill: ChartFill, text: String)] = [],
        isHatched: Bool = false
    ) -> ChartCanvas {
        ChartCanvas(
            id: id, title: "\(title), \(numbers.name(report.period))",
            description: words.described(title), legend: legend,
            unobservedText: isHatched ? words.notObserved : nil)
    }

    /// A bar's title, `11 h · entrées : 12`: the row of the table, the column, the number.
    func barTitle(_ row: String, _ column: String, _ number: String) -> String {
        "\(row) · \(column)\(words.colon) \(number)"
    }

    var axis: @Sendable (Double) -> String { { [numbers] in numbers.count(Int($0.rounded())) } }

    /// The observed share of an hour or a day, in words.
    func observed(_ span: ReportSpan) -> String {
        guard span.openMinutes > 0 else { return words.shut }
        guard span.isKnown else { return words.unknown }
        return span.coverage == 1 ? words.yes : numbers.percent(span.coverage)
    }

    func name(ofDay date: LocalDate) -> String {
        report.period.kind == .week ? numbers.dayOfMonth(date) : numbers.short(date)
    }

    /// The reason why there is nothing to show; nil when there is something.
    var emptiness: String? {
        if figures.hours.isEmpty { return words.noCrossings }
        return figures.days.allSatisfy(\.hasNoCounts)
            && figures.days.allSatisfy { !$0.isKnown }
            ? words.nothingKnown : nil
    }

    /// The most gaps that are listed in words.
    private static let mostGaps = 8

    var gaps: [String] {
        let all = summary.coverage.gaps
        let told = all.prefix(Self.mostGaps).map { gap in
            words.gap(
                gap.door, from: numbers.clock(ofMoment: gap.from),
                to: numbers.clock(ofMoment: gap.to),
                on: isDay
                    ? nil : LocalDate(String(gap.from.prefix(10))).map(numbers.dayOfMonth),
                gap.reason)
        }
        let rest = all.count - told.count
        return told + (rest > 0 ? [words.moreGaps(rest)] : [])
    }
}
