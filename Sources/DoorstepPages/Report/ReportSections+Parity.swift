import DoorstepCore
import DoorstepWords

/// The sections on parity and on feedback.
extension ReportSections {
    var parity: ReportSection {
        var section = ReportSection(id: "parity", title: words.parity, sheet: .parity)
        let parity = summary.parity
        guard parity.bought.n + parity.others.n > 0 else {
            section.lead = [words.noOutcomes]
            return section
        }
        var table = ReportTable(
            caption: words.parity,
            heads: [words.group, words.visits, words.timing(.inWindow), words.interval])
        let rows = [
            (words.bought, ChartFill.bought, parity.bought),
            (words.others, ChartFill.others, parity.others),
        ].map { name, fill, rate in
            table.rows.append(
                ReportTable.Row(
                    name: name,
                    cells: [
                        numbers.count(rate.n), numbers.percent(rate.value),
                        numbers.percent(from: rate.low, to: rate.high),
                    ]))
            return IntervalChart.Row(
                label:
                    "\(name)\(words.colon) \(numbers.percent(rate.value)), n = \(numbers.count(rate.n))",
                fill: fill, value: rate.value, low: rate.low, high: rate.high,
                title: barTitle(name, words.timing(.inWindow), numbers.percent(rate.value)))
        }
        let difference = parity.difference.map { difference in
            let value = numbers.points(difference.value)
            let range = "\(numbers.points(difference.low)) … \(numbers.points(difference.high))"
            table.rows.append(
                ReportTable.Row(
                    name: words.difference, cells: [WrittenNumbers.unknown, value, range]))
            return IntervalChart.Row(
                label: "\(words.difference)\(words.colon) \(value) (\(range))", fill: .difference,
                value: difference.value, low: difference.low, high: difference.high,
                title: barTitle(words.difference, words.timing(.inWindow), value))
        }
        table.rows.append(
            ReportTable.Row(
                name: words.outcomeUnknown,
                cells: [
                    numbers.count(summary.unknownOutcomes), WrittenNumbers.unknown,
                    WrittenNumbers.unknown,
                ]))
        table.rows.append(
            ReportTable.Row(
                name: words.outcomeGuessed,
                cells: [
                    numbers.count(summary.guessedOutcomes), WrittenNumbers.unknown,
                    WrittenNumbers.unknown,
                ]))
        section.lead = [
            words.parityLead(
                unknown: summary.unknownOutcomes, guessed: summary.guessedOutcomes)
        ]
        if difference == nil { section.lead.append(words.tooFewToCompare) }
        section.chart =
            IntervalChart(
                canvas: canvas("parity", words.parity), rows: rows, difference: difference,
                axis: { [numbers] in numbers.percent($0) },
                signed: { [numbers] in numbers.points($0) }
            ).drawing
        section.table = table
        return section
    }

    var feedback: ReportSection {
        var section = ReportSection(id: "feedback", title: words.feedback, sheet: .feedback)
        let feedback = summary.feedback
        guard feedback.n + feedback.flagged > 0 else {
            section.lead = [words.noFaces]
            return section
        }
        var table = ReportTable(
            caption: words.feedback, heads: [words.face, words.presses, words.part])
        let rows = feedback.faces.indices.reversed().map { face in
            let count = feedback.faces[face]
            let share =
                feedback.n < fewestCases
                ? WrittenNumbers.unknown : numbers.percent(Double(count) / Double(feedback.n))
            table.rows.append(
                ReportTable.Row(
                    name: words.language.face(face), cells: [numbers.count(count), share]))
            return RowChart.Row(
                label: words.language.face(face), value: Double(count), fill: .faces,
                text: feedback.n < fewestCases
                    ? numbers.count(count) : "\(numbers.count(count)) · \(share)",
                title: barTitle(words.language.face(face), words.presses, numbers.count(count)))
        }
        table.rows.append(
            ReportTable.Row(
                name: words.leftOut,
                cells: [numbers.count(feedback.flagged), WrittenNumbers.unknown]))
        section.lead = [
            words.feedbackLead(
                index: feedback.index.map { numbers.count(Int($0.rounded())) },
                leftOut: feedback.flagged, numbers.count(feedback.flagged))
        ]
        section.chart =
            RowChart(
                canvas: canvas("feedback", words.feedback), rows: rows,
                scale: ChartScale(counts: rows.map(\.value).max() ?? 0)
            ).drawing
        section.table = table
        return section
    }
}
