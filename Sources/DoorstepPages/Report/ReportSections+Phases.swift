import DoorstepCore
import DoorstepWords

/// The sections on the phases of visits, and on the checklist.
extension ReportSections {
    var phases: ReportSection {
        var section = ReportSection(id: "phases", title: words.phases, sheet: .phases)
        let all: [(phase: Summary.Phases.Phase, rate: Rate)] = [
            (.arrival, summary.phases.arrival), (.stay, summary.phases.stay),
            (.leaving, summary.phases.leaving),
        ]
        guard all.contains(where: { $0.rate.n > 0 }) else {
            section.lead = [words.noPhases]
            return section
        }
        var table = ReportTable(
            caption: words.phases,
            heads: [words.phase, words.visits, words.part, words.interval])
        let rows = all.map { phase, rate in
            let name = words.name(of: phase)
            let isFew = rate.n < fewestCases
            let share = isFew ? WrittenNumbers.unknown : numbers.percent(rate.value)
            table.rows.append(
                ReportTable.Row(
                    name: name,
                    cells: [
                        numbers.count(rate.n), share,
                        isFew
                            ? WrittenNumbers.unknown
                            : numbers.percent(from: rate.low, to: rate.high),
                    ]))
            return IntervalChart.Row(
                label: "\(name)\(words.colon) \(share), n = \(numbers.count(rate.n))",
                fill: .others,
                value: isFew ? nil : rate.value, low: rate.low, high: rate.high,
                title: barTitle(name, words.part, share))
        }
        if all.contains(where: { $0.rate.n < fewestCases }) { section.lead = [words.fewInPhase] }
        if all.contains(where: { $0.rate.n >= fewestCases }) {
            section.chart =
                IntervalChart(
                    canvas: canvas("phases", words.phases), rows: rows, difference: nil,
                    axis: { [numbers] in numbers.percent($0) },
                    signed: { [numbers] in numbers.points($0) }
                ).drawing
        }
        section.table = table
        return section
    }

    var checklist: ReportSection {
        var section = ReportSection(id: "checklist", title: words.checklist, sheet: .checklist)
        let items = summary.checklist.items
        guard items.contains(where: { $0.counts.yes + $0.counts.no > 0 }) else {
            section.lead = [words.nothingNoted]
            return section
        }
        section.lead = [words.checklistLead]
        section.table = ReportTable(
            caption: words.checklist,
            heads: [words.noted, words.yes, words.no, words.notNoted],
            rows: items.map { item in
                let known = shop.wholeChecklist.first { $0.id == item.id }
                let counts = item.counts
                return ReportTable.Row(
                    name: known?.text(in: words.language.rawValue) ?? item.id,
                    cells: [counts.yes, counts.no, counts.notObserved].map { numbers.count($0) })
            })
        return section
    }
}
