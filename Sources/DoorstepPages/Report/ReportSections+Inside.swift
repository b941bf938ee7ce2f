import DoorstepCore
import DoorstepWords

/// The sections on the number of people inside.
extension ReportSections {
    /// The section of a day, by quarter of an hour.
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
            let span = figures.hours.first { $0.interval.intersection(quarter.interval) != nil }
            let wall = shop.calendar.text(quarter.interval.start).dropFirst(11).prefix(5)
            let most = span?.hasNoCounts == true ? nil : quarter.most
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
        section.lead = [words.occupancyLead(drift: summary.traffic.drift)]
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

    /// The section of a week or a month, by day.
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
                values: [day.isShut ? nil : day.peak.map(Double.init)],
                titles: [barTitle(name, words.mostInside, numbers.count(day.peak))],
                note: day.isShut ? nil : day.peak.map { numbers.count($0) } ?? "?",
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

    /// Adds a quarter that begins at `wall`, `13:45`, and returns whether it is the first of its row. A quarter that
    /// comes twice, when clocks go back, begins a row of its own.
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
    /// The parts of this interval that the others cover, 0...1.
    fileprivate func parts(in others: [Interval]) -> [ClosedRange<Double>] {
        let length = max(1, duration.inSeconds)
        return others.compactMap { intersection($0) }.map { part in
            let from = (part.start - start).inSeconds / length
            return from...max(from, (part.end - start).inSeconds / length)
        }
    }
}
