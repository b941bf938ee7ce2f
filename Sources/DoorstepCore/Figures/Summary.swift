/// A period's figures with their provenance, as managers get them. What is not known is nil, never 0.
///
/// This is the wire shape; `timestamp` is when it was made, as Standard Webhooks wants it beside `type`.
package struct Summary: Hashable, Sendable, Codable {
    package let type: String
    package let timestamp: Timestamp
    package let shop: String
    package let period: Period
    package let coverage: Coverage
    package let traffic: Traffic
    package let greeting: Greeting
    package let farewell: Farewell
    package var data: Provenance

    package struct Period: Hashable, Sendable, Codable {
        /// `day`.
        package let kind: String

        /// The date: `2026-11-21`.
        package let id: String

        /// RFC 3339 with the shop's offset.
        package let from: String
        package let to: String
        package let timeZone: String
    }

    /// How much of the opening time was really observed.
    package struct Coverage: Hashable, Sendable, Codable {
        package let openMinutes: Int

        /// Nil for days from before the daemon's time: nobody knows how well they were counted.
        package let observedMinutes: Int?
        package let share: Double?
        package let gaps: [Gap]

        package struct Gap: Hashable, Sendable, Codable {
            package let door: String
            package let from: String
            package let to: String
            package let reason: String
        }
    }

    package struct Traffic: Hashable, Sendable, Codable {
        /// People, excluded ones too.
        package let entrances: Int
        package let exits: Int

        /// Entrances of visitors, a party counting once.
        package let parties: Int
        package let excluded: Int

        /// Entrances less those excluded.
        package let footfall: Int
        package let peakOccupancy: Int

        /// E − X at the end of the day, signed.
        package let drift: Int
        package let meanDwellSeconds: Double?

        /// The local hour with most entrances among those fully observed: `13:00`.
        package let busiestHour: String?
        package let byHour: [Hour]

        package struct Hour: Hashable, Sendable, Codable {
            package let hour: String
            package let entrances: Int
            package let exits: Int

            /// Parties that came in this hour and were greeted, early and late included.
            package let greeted: Int
        }
    }

    /// Per party. The four kinds sum to `due`; `share` is those in the window.
    package struct Greeting: Hashable, Sendable, Codable {
        package let due: Int
        package let early: Int
        package let inWindow: Int
        package let late: Int
        package let never: Int
        package let share: Rate
        package let waitSeconds: Waits

        /// Nearest rank; never counts as infinite, so nil means "not reached".
        package struct Waits: Hashable, Sendable, Codable {
            package let p50: Double?
            package let p90: Double?
        }
    }

    package struct Farewell: Hashable, Sendable, Codable {
        package let due: Int
        package let said: Int
        package let thanked: Int
        package let invited: Int
        package let share: Rate
    }

    package struct Provenance: Hashable, Sendable, Codable {
        /// 1 for the first; higher when a correction changed the figures.
        package var revision: Int
        package let madeAt: String

        /// What a reader must know before trusting a number, as stable words followed by a colon and a
        /// sentence.
        package let notes: [String]
    }

    /// Whether two summaries say the same, whatever moment they were made at.
    package func hasSameFigures(as other: Summary) -> Bool {
        period == other.period && coverage == other.coverage && traffic == other.traffic
            && greeting == other.greeting && farewell == other.farewell
            && data.notes == other.data.notes
    }
}

// A nil figure is written as null: leaving the name out would hide that it is not known.

extension Summary.Coverage {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(openMinutes, forKey: .openMinutes)
        try container.encode(observedMinutes, forKey: .observedMinutes)
        try container.encode(share, forKey: .share)
        try container.encode(gaps, forKey: .gaps)
    }

    private enum CodingKeys: String, CodingKey { case openMinutes, observedMinutes, share, gaps }
}

extension Summary.Traffic {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(entrances, forKey: .entrances)
        try container.encode(exits, forKey: .exits)
        try container.encode(parties, forKey: .parties)
        try container.encode(excluded, forKey: .excluded)
        try container.encode(footfall, forKey: .footfall)
        try container.encode(peakOccupancy, forKey: .peakOccupancy)
        try container.encode(drift, forKey: .drift)
        try container.encode(meanDwellSeconds, forKey: .meanDwellSeconds)
        try container.encode(busiestHour, forKey: .busiestHour)
        try container.encode(byHour, forKey: .byHour)
    }

    private enum CodingKeys: String, CodingKey {
        case entrances, exits, parties, excluded, footfall, peakOccupancy, drift
        case meanDwellSeconds, busiestHour, byHour
    }
}

extension Summary.Greeting.Waits {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(p50, forKey: .p50)
        try container.encode(p90, forKey: .p90)
    }

    private enum CodingKeys: String, CodingKey { case p50, p90 }
}
