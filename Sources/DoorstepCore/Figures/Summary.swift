/// A period's figures with their provenance, as managers get them. A value that is not known is nil, never 0.
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

    /// By door; a door without a crossing too.
    package let doors: [Door]
    package let openings: Openings

    /// The times in which doors were mad, in order.
    package let episodes: [Episode]
    package let greeting: Greeting
    package let farewell: Farewell
    package let visits: Visits
    package let phases: Phases
    package let parity: Parity
    package let feedback: Feedback
    package let checklist: Checklist

    /// The changes against the usual; nil where there is nothing to compare with.
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

        /// The zone's IANA name.
        package let timeZone: String
    }

    /// The coverage of the opening time, from the doors' gaps in the ledger and the shop's hours.
    package struct Coverage: Hashable, Sendable, Codable, WritesNull {
        /// The scheduled minutes, as far as the period has gone.
        package let openMinutes: Int

        /// The observed minutes; nil for a period before the daemon was installed. Days of unknown coverage count as
        /// not observed when that of others is known.
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
        /// The ledger whose facts the figures are from; nil for a record that is in none.
        package var ledger: LedgerID?

        /// 1 for the first; higher when a correction changed the figures.
        package var revision: Int

        /// RFC 3339 with the shop's offset.
        package let madeAt: String

        /// Notes that a reader must know before trusting a number: a stable word of `SummaryNote`, a colon and an
        /// English sentence.
        package var notes: [String]

        /// The number of voided crossings and of recounts. Nil in summaries of versions that did not count them.
        package var corrections: Int?
    }

    /// Whether two summaries have the same figures for the same period. The moment they were made at and the changes
    /// against earlier periods are not compared.
    package func hasSameFigures(as other: Summary) -> Bool {
        period == other.period && coverage == other.coverage && traffic == other.traffic
            && doors == other.doors && openings == other.openings && episodes == other.episodes
            && greeting == other.greeting
            && farewell == other.farewell
            && visits == other.visits && phases == other.phases && parity == other.parity
            && feedback == other.feedback
            && checklist == other.checklist && noteWords == other.noteWords
    }

    /// Whether the shop was shut, no door opened, and nobody came.
    package var isOfNothing: Bool {
        coverage.openMinutes == 0 && traffic.byHour.isEmpty && openings.all == 0
    }

    /// Whether totals of people are lower bounds: coverage is low or unknown, an opening is unanswered, or there were
    /// exits alone.
    package var isLowerBound: Bool { isBarelyObserved || openings.unanswered > 0 || isExitsOnly }

    package var isBarelyObserved: Bool {
        coverage.openMinutes > 0 && (coverage.share ?? 0) < Observation.threshold
    }

    package var isExitsOnly: Bool { noteWords.contains(SummaryNote.exitsOnly.rawValue) }

    /// Visits whose outcome nobody noted.
    package var unknownOutcomes: Int { farewell.outcomes.unknown }

    /// Visits whose outcome was noted with an exit that is only guessed to be theirs: the rest of `parity.unknown`.
    package var guessedOutcomes: Int { parity.unknown - unknownOutcomes }

    /// The stable words of the notes.
    package var noteWords: [String] { data.notes.map { String($0.prefix { $0 != ":" }) } }
}
