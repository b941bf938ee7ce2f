import DoorstepCore

/// A summary in sentences, for people. Pure: the same summary always reads the same.
package struct SummaryText: Sendable {
    package let summary: Summary
    package let language: Language

    package typealias Language = ScreenLanguage

    package init(_ summary: Summary, language: Language) {
        self.summary = summary
        self.language = language
    }

    /// The period's figures, the most important first. One sentence each.
    package var headlines: [String] {
        [visitors, busiest, greeting, short, farewell, weakest, parity, feedback].compactMap(\.self)
    }

    /// A sentence for each figure that left its interval; empty when none did, or there is nothing to compare with.
    package var changes: [String] {
        guard let changes = summary.changes else { return [] }
        let named: [(Figure, Changes.Change?)] = [
            (.footfall, changes.footfall), (.greeting, changes.greeting),
            (.wait, changes.wait), (.farewell, changes.farewell),
            (.happyIndex, changes.happyIndex),
        ]
        return named.compactMap { figure, change in
            guard let change, let moved = change.moved else { return nil }
            return words.change(figure, change, moved, among: changes.comparedWith.count)
        }
    }

    /// The summary's notes as sentences. A note of a later version keeps its English sentence.
    package var notes: [String] {
        summary.data.notes.map { text in
            let word = text.prefix { $0 != ":" }
            guard let note = SummaryNote(rawValue: String(word)) else {
                return String(text.dropFirst(word.count + 1).drop { $0 == " " })
            }
            return capitalised(sentence(of: note)) + "."
        }
    }

    /// The sentence of a note, without a capital and a full stop.
    package func sentence(of note: SummaryNote) -> String { words.sentence(of: note) }

    enum Figure: Hashable, Sendable { case footfall, greeting, wait, farewell, happyIndex }

    private var words: any SummaryWords {
        switch language {
        case .fr: FrenchSummary(summary: summary)
        case .en: EnglishSummary(summary: summary)
        }
    }
}

// MARK: Headlines

extension SummaryText {
    private var visitors: String {
        let footfall = summary.traffic.footfall
        if footfall > 0 { return words.visitors(atLeast: summary.isLowerBound) }
        // Without visitors, it matters whether some may have been missed.
        if summary.openings.unanswered > 0 { return words.onlyOpenings }
        if summary.isExitsOnly { return words.onlyExits }
        if summary.isLowerBound { return words.nobodySeen }
        return summary.traffic.excluded > 0 ? words.noVisitors : words.nobodyCame
    }

    private var busiest: String? { summary.traffic.busiestHour.map(words.busiest) }

    private var greeting: String? {
        let greeting = summary.greeting
        guard greeting.due > 0 else { return nil }
        return greeting.due < fewestCases ? words.fewGreetings : words.greetings
    }

    private var short: String? { summary.greeting.short > 0 ? words.short : nil }

    private var farewell: String? {
        let farewell = summary.farewell
        guard farewell.due > 0 else { return nil }
        return farewell.due < fewestCases ? words.fewFarewells : words.farewells
    }

    private var weakest: String? { summary.phases.weakest.map(words.weakest) }

    private var parity: String? { summary.parity.difference.map(words.parity) }

    private var feedback: String? {
        guard summary.feedback.n > 0 else { return nil }
        return summary.feedback.index.map(words.feedback) ?? words.fewFeedback
    }

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

/// The sentences of one language. Each is whole, so that a language may put its words in its own order.
protocol SummaryWords {
    func visitors(atLeast: Bool) -> String
    var onlyOpenings: String { get }
    var onlyExits: String { get }
    var nobodySeen: String { get }
    var noVisitors: String { get }
    var nobodyCame: String { get }
    func busiest(_ hour: String) -> String
    var greetings: String { get }
    var fewGreetings: String { get }
    var short: String { get }
    var farewells: String { get }
    var fewFarewells: String { get }
    func weakest(_ phase: Summary.Phases.Phase) -> String
    func parity(_ difference: RateDifference) -> String
    func feedback(_ index: Double) -> String
    var fewFeedback: String { get }
    func change(
        _ figure: SummaryText.Figure, _ change: Changes.Change, _ moved: Changes.Change.Direction,
        among count: Int
    ) -> String
    func sentence(of note: SummaryNote) -> String
}

extension Summary {
    /// The figures of `period` with its notes in English, as programs get them.
    package init(
        of period: SummaryPeriod, _ days: [DayFigures], past: [Changes.Past] = [], shop: Shop,
        revision: Int, at now: Timestamp
    ) {
        self.init(of: period, days, past: past, shop: shop, revision: revision, at: now) {
            SummaryText($0, language: .en).sentence(of: $1)
        }
    }
}
