import DoorstepCore

/// Who came and went, and how many were inside.
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
                    numbers.short(day.day), name, day.isQuiet ? nil : day.counts,
                    isShut: day.isQuiet, unobserved: day.unobserved),
                row: row(
                    name, day.counts, observed(day), link: link(.day(day.day))))
        }
        section.chart = crossings("days", words.byDay, rows.map(\.column))
        section.table = table(words.byDay, words.day, rows.map(\.row))
        section.gaps = gaps
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

// MARK: Inside

extension ReportSections {
    /// Of a day, by quarter of an hour.
    var occupancy: ReportSection {
        var section = ReportSection(id: "inside", title: words.occupancy, sheet: .occupancy)
        if let emptiness {
            section.lead = [emptiness]
            return section
        }
        let gaps = summary.coverage.gaps.compactMap { gap -> Interval? in
            guard let from = Timestamp(gap.from), let to = Timestamp(gap.to) else { return nil }
            return Interval(start: from, end: to)
        }.merged
        var rows = QuarterRows()
        let columns = figures.quarters.map { quarter in
            // Between two opening times, when nobody crossed a door, there is no hour.
            let span = figures.hours.first { $0.interval.intersection(quarter.interval) != nil }
            let wall = shop.calendar.text(quarter.interval.start).dropFirst(11).prefix(5)
            let most = span?.isBlind == true ? nil : quarter.most
            let number = numbers.count(most)
            let offset = span?.label.dropFirst(5) ?? ""
            let isNew = rows.add(number, at: String(wall), offset: String(offset))
            let unobserved = quarter.interval.parts(in: gaps)
            return ColumnChart.Column(
                label: isNew && wall.hasSuffix("00") ? numbers.tick(String(wall)) : "",
                values: [most.map(Double.init)],
                titles: [barTitle(numbers.clock("\(wall)\(offset)"), words.mostInside, number)],
                unobserved: unobserved, isDoubtful: !unobserved.isEmpty)
        }
        let table = ReportTable(
            caption: words.occupancy + ", " + words.mostInside,
            heads: [words.hour] + (0..<4).map(words.quarter),
            rows: rows.rows.map {
                ReportTable.Row(name: numbers.clock($0.label), cells: $0.cells.map { $0 ?? "" })
            })
        let most = figures.quarters.map(\.most).max() ?? 0
        section.lead = [
            words.occupancyLead(
                drift: summary.traffic.drift,
                numbers.count(Int(summary.traffic.drift.magnitude)))
        ]
        section.chart =
            ColumnChart(
                canvas: canvas(
                    "inside", words.occupancy,
                    isHatched: columns.contains { !$0.unobserved.isEmpty }),
                columns: columns, series: [.people], layout: .steps,
                scale: ChartScale(counts: Double(most)), axis: axis, plotHeight: 110
            ).drawing
        section.table = table
        return section
    }

    /// Of a week or a month, by day.
    var peaks: ReportSection {
        var section = ReportSection(id: "inside", title: words.peaks, sheet: .occupancy)
        if let emptiness {
            section.lead = [emptiness]
            return section
        }
        var table = ReportTable(caption: words.peaks, heads: [words.day, words.mostInside])
        let columns = figures.days.map { day in
            let name = name(ofDay: day.day)
            table.rows.append(
                ReportTable.Row(
                    name: name, link: link(.day(day.day)), cells: [numbers.count(day.peak)]))
            return ColumnChart.Column(
                label: numbers.short(day.day),
                values: [day.isQuiet ? nil : day.peak.map(Double.init)],
                titles: [barTitle(name, words.mostInside, numbers.count(day.peak))],
                note: day.isQuiet ? nil : day.peak.map { numbers.count($0) } ?? "?",
                unobserved: day.unobserved)
        }
        section.lead = [words.peaksLead]
        section.chart =
            ColumnChart(
                canvas: canvas(
                    "inside", words.peaks, isHatched: columns.contains { !$0.unobserved.isEmpty }),
                columns: columns, series: [.people], layout: .grouped,
                scale: ChartScale(counts: Double(summary.traffic.peakOccupancy)), axis: axis,
                plotHeight: 110
            ).drawing
        section.table = table
        return section
    }
}

/// The quarters of a day, four to a row.
private struct QuarterRows {
    private(set) var rows: [(label: String, cells: [String?])] = []

    /// `wall` is when the quarter begins, `13:45`. Returns whether it is the first of its row. A quarter that the
    /// clock strikes twice begins a row of its own.
    mutating func add(_ number: String, at wall: String, offset: String) -> Bool {
        let quarter = (Int(wall.suffix(2)) ?? 0) / 15
        let label = wall.prefix(3) + "00" + offset
        if let last = rows.last, last.label == label, last.cells[quarter] == nil {
            rows[rows.count - 1].cells[quarter] = number
            return false
        }
        var cells: [String?] = [nil, nil, nil, nil]
        cells[quarter] = number
        rows.append((rows.last?.label == label ? wall + offset : label, cells))
        return true
    }
}

extension Interval {
    /// Where the intervals lie in this one, 0...1.
    fileprivate func parts(in others: [Interval]) -> [ClosedRange<Double>] {
        let length = max(1, duration.inSeconds)
        return others.compactMap { intersection($0) }.map { part in
            let from = (part.start - start).inSeconds / length
            return from...max(from, (part.end - start).inSeconds / length)
        }
    }
}
