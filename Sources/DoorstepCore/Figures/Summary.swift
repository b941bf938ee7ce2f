/// A period's figures with their provenance, as managers get them. What is not known is nil, never 0.
///
/// This is the wire shape; `timestamp` is when it was made, as Standard Webhooks wants it beside `type`. All of it
/// comes from the facts of the ledger by the definitions of DESIGN section 8.
package struct Summary: Hashable, Sendable, Codable, WritesNull {
    /// `summary.day`, `summary.week`, `summary.month`
    package let type: String
    package let timestamp: Timestamp
    package let shop: String
    package let period: Period
    package let coverage: Coverage
    package let traffic: Traffic
    package let openings: Openings

    /// When doors were mad, by time.
    package let episodes: [Episode]
    package let greeting: Greeting
    package let farewell: Farewell
    package let visits: Visits
    package let phases: Phases
    package let parity: Parity
    package let feedback: Feedback
    package let checklist: Checklist

    /// What moved against the usual; nil for a month, and where there is nothing to compare with.
    package let changes: Changes?
    package var data: Provenance

    package struct Period: Hashable, Sendable, Codable {
        /// `day`, `week`, `month`
        package let kind: String

        /// `2026-11-21`, `2026-W47` (ISO 8601), `2026-11`
        package let id: String

        /// The start of the first trading day and the end of the last: RFC 3339 with the shop's offset.
        package let from: String
        package let to: String

        /// Of the IANA list.
        package let timeZone: String
    }

    /// How much of the opening time was really observed: the doors' gaps in the ledger against the shop's hours.
    package struct Coverage: Hashable, Sendable, Codable, WritesNull {
        /// Scheduled, as far as the period has gone.
        package let openMinutes: Int

        /// Nil for a period from before the daemon's time: nobody knows how well it was counted. Days of which that
        /// is not known count as not observed when others are known.
        package let observedMinutes: Int?

        /// Observed over open minutes, 0...1; nil when that is not known or the shop was not open.
        package let share: Double?
        package let gaps: [Gap]

        package struct Gap: Hashable, Sendable, Codable {
            package let door: String

            /// RFC 3339 with the shop's offset; within the opening hours.
            package let from: String
            package let to: String
            package let reason: String
        }
    }

    package struct Provenance: Hashable, Sendable, Codable {
        /// 1 for the first; higher when a correction changed the figures.
        package var revision: Int

        /// RFC 3339 with the shop's offset.
        package let madeAt: String

        /// What a reader must know before trusting a number, as stable words (those of `SummaryNote`) followed by a
        /// colon and an English sentence.
        package var notes: [String]

        /// Crossings of the period that were taken back, and counts of the people inside that were put right. Nil in
        /// summaries from before it was known.
        package var corrections: Int?
    }

    /// Whether two summaries say the same of their period, whatever moment they were made at, and whatever the
    /// periods before it have become since.
    package func hasSameFigures(as other: Summary) -> Bool {
        period == other.period && coverage == other.coverage && traffic == other.traffic
            && openings == other.openings && episodes == other.episodes
            && greeting == other.greeting
            && farewell == other.farewell
            && visits == other.visits && phases == other.phases && parity == other.parity
            && feedback == other.feedback
            && checklist == other.checklist && noteWords == other.noteWords
    }

    /// Totals of people are what was seen, and not what there was: the doors are not known to have been observed for
    /// enough of the time, or somebody passed of whom nobody said which way.
    package var isLowerBound: Bool { isBarelyObserved || openings.unanswered > 0 || isExitsOnly }

    var isBarelyObserved: Bool {
        coverage.openMinutes > 0 && (coverage.share ?? 0) < Observation.threshold
    }

    var isExitsOnly: Bool { noteWords.contains(SummaryNote.exitsOnly.rawValue) }

    /// The stable words of the notes.
    package var noteWords: [String] { data.notes.map { String($0.prefix { $0 != ":" }) } }
}
