import DoorstepCore
import DoorstepWords

/// The sections on entrances, exits and openings.
extension ReportSections {
    var hours: ReportSection {
        let title = isDay ? words.byHour : words.byHourOfDay
        var section = ReportSection(id: "hours", title: title, sheet: .hours)
        if let emptiness {
            section.lead = [emptiness]
            return section
        }
        let rows = isDay ? ownHours : hoursOfDay
        section.chart = crossings("hours", title, rows.map(\.column))
        section.table = table(title, words.hour, rows.map(\.row))
        if isDay { section.gaps = gaps }
        return section
    }

    var days: ReportSection {
        var section = ReportSection(id: "days", title: words.byDay, sheet: .days)
        if let emptiness {
            section.lead = [emptiness]
            return section
        }
        let rows = figures.days.map { day in
            let name = name(ofDay: day.day)
            return Line(
                column: column(
                    numbers.short(day.day), name, day.isShut ? nil : day.counts,
                    isShut: day.isShut, unobserved: day.unobserved),
                row: row(
                    name, day.counts, observed(day), link: link(.day(day.day))))
        }
        section.chart = crossings("days", words.byDay, rows.map(\.column))
        section.table = table(words.byDay, words.day, rows.map(\.row))
        section.gaps = gaps
        return section
    }

    /// The section on doors; nil where there is one alone, whose numbers are those of the shop.
    var doors: ReportSection? {
        guard summary.doors.count > 1 else { return nil }
        var section = ReportSection(id: "doors", title: words.byDoor, sheet: .doors)
        section.table = table(
            words.byDoor, words.door,
            summary.doors.map { door in
                ReportTable.Row(
                    name: door.door,
                    cells: [
                        numbers.count(door.entrances), numbers.count(door.exits),
                        numbers.percent(door.coverage),
                    ])
            })
        section.lead = [words.byDoorLead]
        return section
    }

    /// The section on openings; nil without any, as where every sensor tells the direction of a crossing.
    var openings: ReportSection? {
        let openings = summary.openings
        guard openings.all > 0 else { return nil }
        var section = ReportSection(id: "openings", title: words.openings, sheet: .openings)
        section.lead = [words.openingsLead]
        func row(_ name: String, _ counts: [Int], isTotal: Bool = false) -> ReportTable.Row {
            ReportTable.Row(name: name, cells: counts.map { numbers.count($0) }, isTotal: isTotal)
        }
        let doors = openings.byDoor.map { door in
            row(door.door, [door.all, door.answered, door.unanswered, door.whileShut])
        }
        let total = row(
            words.total,
            [openings.all, openings.answered, openings.unanswered, openings.whileShut],
            isTotal: true)
        section.table = ReportTable(
            caption: words.openings,
            heads: [
                words.door, words.openingsAll, words.answered, words.unanswered, words.whileShut,
            ], rows: doors + [total])
        return section
    }

    private struct Line {
        let column: ColumnChart.Column
        let row: ReportTable.Row
    }

    private var ownHours: [Line] {
        figures.hours.map { hour in
            let name = numbers.clock(hour.label)
            return Line(
                column: column(
                    numbers.tick(hour.label), name, hour.counts, unobserved: hour.unobserved),
                row: row(name, hour.counts, observed(hour)))
        }
    }

    private var hoursOfDay: [Line] {
        figures.hoursOfDay(from: shop.calendar.dayStartsAt).map { hour in
            let name = numbers.clock(hour.label)
            let known = hour.spans.contains(where: \.isKnown)
            let missing = 1 - Double(hour.observed) / Double(max(1, hour.spans.count))
            return Line(
                column: column(
                    numbers.tick(hour.label), name, hour.counts,
                    unobserved: known && missing > 0 ? [0...missing] : []),
                row: row(
                    name, hour.counts,
                    known ? words.observedDays(hour.observed, of: hour.spans.count) : words.unknown)
            )
        }
    }

    private func column(
        _ label: String, _ name: String, _ counts: ReportSpan.Counts?, isShut: Bool = false,
        unobserved: [ClosedRange<Double>]
    ) -> ColumnChart.Column {
        let numbers = [counts?.entrances, counts?.exits]
        return ColumnChart.Column(
            label: label, values: numbers.map { $0.map(Double.init) },
            titles: zip([words.entrances, words.exits], numbers).map {
                barTitle(name, $0, self.numbers.count($1))
            },
            note: isShut ? nil : counts.map { self.numbers.count($0.entrances) } ?? "?",
            unobserved: unobserved)
    }

    private func row(
        _ name: String, _ counts: ReportSpan.Counts?, _ observed: String, link: String? = nil
    ) -> ReportTable.Row {
        ReportTable.Row(
            name: name, link: link,
            cells: [
                numbers.count(counts?.entrances), numbers.count(counts?.exits), observed,
            ])
    }

    private func crossings(
        _ id: String, _ title: String, _ columns: [ColumnChart.Column]
    ) -> SVGElement {
        let most = columns.flatMap(\.values).compactMap(\.self).max() ?? 0
        return ColumnChart(
            canvas: canvas(
                id, title, [(.entrances, words.entrances), (.exits, words.exits)],
                isHatched: columns.contains { !$0.unobserved.isEmpty }),
            columns: columns, series: [.entrances, .exits], layout: .grouped,
            scale: ChartScale(counts: most), axis: axis
        ).drawing
    }

    private func table(
        _ title: String, _ first: String, _ rows: [ReportTable.Row]
    ) -> ReportTable {
        let total = ReportTable.Row(
            name: words.total,
            cells: [
                numbers.count(summary.traffic.entrances), numbers.count(summary.traffic.exits),
                numbers.percent(summary.coverage.share),
            ], isTotal: true)
        return ReportTable(
            caption: title, heads: [first, words.entrances, words.exits, words.observed],
            rows: rows + [total])
    }
}
