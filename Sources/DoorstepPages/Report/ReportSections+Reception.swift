import DoorstepCore
import DoorstepWords

/// The sections on greetings, and on the wait before them.
extension ReportSections {
    var greetings: ReportSection {
        let title = isDay ? words.greetingByHour : words.greetingByDay
        var section = ReportSection(
            id: "greetings", title: title, sheet: isDay ? .hours : .days)
        guard summary.greeting.due > 0 else {
            section.lead = [words.noGreetings]
            return section
        }
        let spans = isDay ? figures.hours : figures.days
        var table = ReportTable(
            caption: title,
            heads: [isDay ? words.hour : words.day, words.due]
                + GreetingTiming.stacked.map(words.timing) + [words.share])
        let columns = spans.map { span in
            let name = isDay ? numbers.clock(span.label) : name(ofDay: span.day)
            let counts = span.counts
            table.rows.append(
                row(
                    name, counts, link: isDay ? nil : link(.day(span.day))))
            let due = counts?.due ?? 0
            return ColumnChart.Column(
                label: isDay ? numbers.tick(span.label) : numbers.short(span.day),
                values: GreetingTiming.stacked.map { timing in
                    due > 0 ? Double(counts?.greetings[timing] ?? 0) / Double(due) : nil
                },
                titles: GreetingTiming.stacked.map { timing in
                    barTitle(
                        name, words.timing(timing), numbers.count(counts?.greetings[timing] ?? 0))
                },
                note: span.isShut ? nil : counts.map { numbers.count($0.due) } ?? "?",
                unobserved: span.unobserved,
                isThin: due < fewestCases)
        }
        let all = spans.compactMap(\.counts).reduce(nil as ReportSpan.Counts?) { sum, next in
            sum.map { $0 + next } ?? next
        }
        table.rows.append(row(words.total, all, isTotal: true))
        section.lead = [words.sharesLead]
        section.chart =
            ColumnChart(
                canvas: canvas(
                    "greetings", title,
                    GreetingTiming.stacked.map { ($0.fill, words.timing($0)) },
                    isHatched: columns.contains { !$0.unobserved.isEmpty }),
                columns: columns, series: GreetingTiming.stacked.map(\.fill), layout: .stacked,
                scale: .shares, axis: { [numbers] in numbers.percent($0) }
            ).drawing
        section.table = table
        return section
    }

    private func row(
        _ name: String, _ counts: ReportSpan.Counts?, link: String? = nil, isTotal: Bool = false
    ) -> ReportTable.Row {
        let rate = counts.map { Rate($0.greetings[.inWindow] ?? 0, of: $0.due) }
        return ReportTable.Row(
            name: name, link: link,
            cells: [numbers.count(counts?.due)]
                + GreetingTiming.stacked.map { numbers.count(counts?.greetings[$0]) }
                + [
                    (rate?.n ?? 0) < fewestCases
                        ? WrittenNumbers.unknown : numbers.percent(rate?.value)
                ], isTotal: isTotal)
    }

    var waits: ReportSection {
        var section = ReportSection(id: "waits", title: words.waits, sheet: .waits)
        guard summary.greeting.due > 0 else {
            section.lead = [words.noGreetings]
            return section
        }
        let due = summary.greeting.due
        var table = ReportTable(
            caption: words.waits, heads: [words.wait, words.due, words.part])
        let rows = figures.waits.map { bin in
            let name = name(of: bin)
            let share = numbers.percent(Double(bin.count) / Double(due))
            table.rows.append(
                ReportTable.Row(name: name, cells: [numbers.count(bin.count), share]))
            return RowChart.Row(
                label: name, value: Double(bin.count), fill: bin.timing.fill,
                text: "\(numbers.count(bin.count)) · \(share)",
                title: barTitle(name, words.due, numbers.count(bin.count)),
                isInWindow: bin.timing == .inWindow)
        }
        table.rows.append(
            ReportTable.Row(
                name: words.total, cells: [numbers.count(due), numbers.percent(1)], isTotal: true))
        let settings = shop.reception
        section.lead = [
            words.waitsLead(
                from: numbers.seconds(settings.greetAfter.inSeconds),
                to: numbers.seconds(settings.greetWithin.inSeconds))
        ]
        section.chart =
            RowChart(
                canvas: canvas(
                    "waits", words.waits,
                    GreetingTiming.byTime.map { ($0.fill, words.timing($0)) }), rows: rows,
                scale: ChartScale(counts: rows.map(\.value).max() ?? 0)
            ).drawing
        section.table = table
        return section
    }

    /// `10–20 s`, `1–2 min`, `> 5 min`
    private func name(of bin: WaitBin) -> String {
        func text(_ milliseconds: Int64) -> String { numbers.seconds(Double(milliseconds) / 1000) }
        guard let from = bin.from else {
            return bin.to.map { "< \(text($0))" } ?? words.timing(.never)
        }
        guard let to = bin.to else { return "> \(text(from))" }
        if to < 60000 { return "\(from / 1000)–\(text(to))" }
        guard from > 0, from % 60000 == 0, to % 60000 == 0 else {
            return "\(text(from))–\(text(to))"
        }
        return "\(from / 60000)–\(text(to))"
    }
}

extension GreetingTiming {
    /// The order from the axis up: greetings in the window stand on the axis, where they can be compared.
    static let stacked: [GreetingTiming] = [.inWindow, .early, .late, .never]
    static let byTime: [GreetingTiming] = [.early, .inWindow, .late, .never]

    var fill: ChartFill {
        switch self {
        case .early: .early
        case .inWindow: .inWindow
        case .late: .late
        case .never: .never
        }
    }
}
