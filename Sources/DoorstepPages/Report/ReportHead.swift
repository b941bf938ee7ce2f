import DoorstepCore
import DoorstepWords

/// The head of the report, beside the digest's headline and suggestion: whether the figures can be trusted, the key
/// figures with their intervals, and what moved.
struct ReportHead: Sendable {
    let summary: Summary
    let words: ReportWords
    let numbers: WrittenNumbers

    struct Figure: Hashable, Sendable {
        let value: String
        let name: String

        /// The interval or the number of cases, and the usual value.
        let more: String

        /// `▲` or `▼`; nil when nothing moved. The sentences say it too.
        var sign: String?
    }

    /// The notes on missing data, shown before any number.
    var cautions: [String] { notes { Self.first.contains($0) } }

    /// All other notes.
    var notes: [String] { notes { !Self.first.contains($0) } }

    var headlines: [String] { text.headlines }

    var changes: [String] {
        let moved = text.changes
        guard moved.isEmpty else { return moved }
        let kind = SummaryPeriod.Kind(rawValue: summary.period.kind) ?? .day
        return [words.nothingMoved(summary.changes, kind)]
    }

    var figures: [Figure] { [visitors, greeted, median, farewells, happy].compactMap(\.self) }

    private var text: SummaryText { SummaryText(summary, language: words.language) }

    private static let first: Set<String> = Set(
        [
            .dayOpen, .weekOpen, .monthOpen, .coverageUnknown, .daysUnknown, .lowCoverage, .madDoor,
            .unansweredOpenings, .exitsOnly, .clockSet,
        ].map { (note: SummaryNote) in note.rawValue })

    private func notes(_ isWanted: (String) -> Bool) -> [String] {
        zip(summary.noteWords, text.notes).filter { isWanted($0.0) }.map(\.1)
    }
}

// MARK: Figures

extension ReportHead {
    /// The number of visitors. It is unknown when nobody was seen and the number is only a lower bound.
    private var visitors: Figure {
        let footfall = summary.traffic.footfall
        let value =
            summary.isDoubtful
            ? numbers.count(footfall) + "\u{a0}?"
            : !summary.isLowerBound
                ? numbers.count(footfall)
                : footfall > 0 ? "≥\u{a0}" + numbers.count(footfall) : WrittenNumbers.unknown
        let change = summary.changes?.footfall
        return Figure(
            value: value, name: words.visitors,
            more: summary.isDoubtful
                ? words.doubtful
                : change.map { words.usually(numbers.count(Int($0.usual.rounded()))) } ?? "",
            sign: Self.sign(change))
    }

    private var greeted: Figure? {
        guard summary.greeting.due > 0 else { return nil }
        return share(summary.greeting.share, words.inTime, summary.changes?.greeting)
    }

    private var median: Figure? {
        guard summary.greeting.due >= fewestCases else { return nil }
        let wait = summary.greeting.waitSeconds.p50
        return Figure(
            value: wait.map { numbers.seconds($0) } ?? words.notReached, name: words.median,
            more: "")
    }

    private var farewells: Figure? {
        guard summary.farewell.due > 0 else { return nil }
        return share(summary.farewell.share, words.farewells, summary.changes?.farewell)
    }

    private var happy: Figure? {
        guard let index = summary.feedback.index else { return nil }
        return Figure(
            value: numbers.count(Int(index.rounded())), name: words.happy,
            more: "n = \(numbers.count(summary.feedback.n))")
    }

    /// A share; the counts themselves when there are fewer than five cases.
    private func share(_ rate: Rate, _ name: String, _ change: Changes.Change?) -> Figure {
        guard rate.n >= fewestCases, let value = rate.value else {
            let hits = Int((Double(rate.n) * (rate.value ?? 0)).rounded())
            return Figure(
                value: "\(hits) / \(rate.n)", name: name, more: words.tooFew)
        }
        let usual = change.map { ", " + words.usually(numbers.percent($0.usual)) } ?? ""
        return Figure(
            value: numbers.percent(value), name: name,
            more: "\(numbers.percent(from: rate.low, to: rate.high)), "
                + "n = \(numbers.count(rate.n))\(usual)",
            sign: Self.sign(change))
    }

    private static func sign(_ change: Changes.Change?) -> String? {
        switch change?.moved {
        case .up: "▲"
        case .down: "▼"
        case nil: nil
        }
    }
}
