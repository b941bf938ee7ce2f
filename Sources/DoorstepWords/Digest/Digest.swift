import DoorstepCore

/// A summary in words, which a manager reads on a telephone in ten seconds: the changes, and whether the data can be
/// trusted. One content for every channel; a format decides how it looks. Pure: the same summary always reads the same.
package struct Digest: Hashable, Sendable {
    package let language: ScreenLanguage

    /// Shop and period: `Librairie des Halles, samedi 21 novembre 2026`.
    package let title: String

    /// Visitors, compared with the usual.
    package let headline: String

    /// Sentences on missing or wrong data, shown before the figures.
    package let warnings: [String]

    /// The key figures that are known, at most four: greeted in time, median wait, farewells, satisfaction.
    package let figures: [Figure]

    /// Nil when nobody came.
    package let course: Course?

    /// Sentences on the figures that left their interval, at most `mostMoved`.
    package let moved: [String]

    /// The other periods of the same message, a line each; empty unless messages were held up.
    package let others: [String]

    /// One thing to try, tied to a figure and never to a person; nil when nothing stands out.
    package let suggestion: String?

    /// The next opening, and the doors that are not observed at the moment; nil where neither is known.
    package let outlook: String?

    /// Period, zone and coverage; corrections and revision where there are any. Empty where there are no figures.
    package let provenance: String

    /// The address of the report page; nil where the pages have none.
    package var link: String?

    /// The most changes shown; nobody remembers more.
    package static let mostMoved = 3

    /// The most other periods that get a line each, the latest ones.
    package static let mostOthers = 7

    package struct Figure: Hashable, Sendable {
        /// `Saluées à temps`
        package let name: String

        /// `72 %, 144 sur 199`
        package let value: String

        /// Against the usual: `−2 points`; nil when there is nothing to compare with.
        package let change: String?

        package init(name: String, value: String, change: String?) {
            self.name = name
            self.value = value
            self.change = change
        }
    }

    package init(
        language: ScreenLanguage, title: String, headline: String, warnings: [String],
        figures: [Figure], course: Course?, moved: [String], others: [String] = [],
        suggestion: String?, outlook: String? = nil, provenance: String
    ) {
        self.language = language
        self.title = title
        self.headline = headline
        self.warnings = warnings
        self.figures = figures
        self.course = course
        self.moved = moved
        self.others = others
        self.suggestion = suggestion
        self.outlook = outlook
        self.provenance = provenance
    }

    /// The entrances over the day's hours, or over the days of a longer period.
    package struct Course: Hashable, Sendable {
        /// The labels before and behind the bars: `9 h`, `19 h`.
        package let from: String
        package let to: String

        /// People entered in each hour or day, in order; nil where the number is not known.
        package let bars: [Int?]

        /// `Le plus de monde de 13 h à 14 h : 58 entrées.` Nil when no hour stands out.
        package let busiest: String?

        /// The reasons why a number is not known: `heure pas suivie en entier`. Nil when all are known.
        package let unknown: String?

        package init(
            from: String, to: String, bars: [Int?], busiest: String?, unknown: String? = nil
        ) {
            self.from = from
            self.to = to
            self.bars = bars
            self.busiest = busiest
            self.unknown = unknown
        }

        /// The sentences below the bars: the meaning of `·`, and the most of them.
        package var notes: [String] {
            [unknown.map { "· " + $0 }, busiest].compactMap(\.self)
        }

        /// One character for each bar: `▁` for nobody, up to `█` for the most; `·` where it is not known.
        package var sparkline: String {
            let most = bars.compactMap(\.self).max() ?? 0
            let levels = Array("▂▃▄▅▆▇█")
            return String(
                bars.map { bar in
                    guard let bar else { return "·" }
                    guard bar > 0 else { return "▁" }
                    return levels[(bar * levels.count - 1) / max(most, 1)]
                })
        }
    }
}
