import DoorstepCore
import DoorstepWords

/// The head of the report, beside the digest's headline and suggestion: whether the figures can be trusted, the key
/// figures with their intervals, and what moved.
struct ReportHead: Sendable {
    let summary: Summary
    let period: SummaryPeriod
    let words: ReportWords
    let numbers: WrittenNumbers

    struct Figure: Hashable, Sendable {
        let value: String
        let name: String

        /// The cases, the interval and the usual value, as far as there are any.
        let more: String

        /// `▲` or `▼`; nil when nothing moved. The sentences say it too.
        var sign: String?

        /// Whether the value is a phrase, which is written smaller than a number.
        var isPhrase = false
    }

    /// The notes on missing data, shown before any number.
    var cautions: [String] { notes { Self.first.contains($0) } }

    /// All other notes.
    var notes: [String] { notes { !Self.first.contains($0) } }

    var headlines: [String] { text.headlines }

    var changes: [String] {
        let moved = text.changes
        guard moved.isEmpty else { return moved }
        return [words.nothingMoved(summary.changes, period)]
    }

    var figures: [Figure] {
        [visitors] + KeyFigure.all(of: summary, words.language).map(figure)
    }

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
            sign: Self.sign(change?.moved))
    }

    private func figure(_ figure: KeyFigure) -> Figure {
        let usual = figure.usual.map(words.usually)
        return Figure(
            value: figure.value, name: figure.name,
            more: [figure.cases, figure.interval, usual].compactMap(\.self)
                .joined(separator: ", "),
            sign: Self.sign(figure.moved), isPhrase: figure.isPhrase)
    }

    private static func sign(_ moved: Changes.Change.Direction?) -> String? {
        switch moved {
        case .up: "▲"
        case .down: "▼"
        case nil: nil
        }
    }
}
