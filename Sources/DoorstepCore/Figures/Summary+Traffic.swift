extension Summary {
    /// Who came and went, from entrances and exits; nothing of it needs anybody to be recognised.
    package struct Traffic: Hashable, Sendable, Codable {
        /// People, excluded ones and those who came back too.
        package let entrances: Int
        package let exits: Int

        /// Entrances of visitors, a party counting once.
        package let parties: Int

        /// People who came in and were no visitors: staff, deliveries, tests.
        package let excluded: Int

        /// People who had only gone out for a moment: their second entrance is in `entrances` and not in `footfall`.
        package let reentries: Int

        /// Entrances less those excluded and those who came back.
        package let footfall: Int

        /// The most people inside at once, by the running sum of entrances less exits; a recount sets it.
        package let peakOccupancy: Int

        /// Visitors' entrances less their exits at the end of the day, signed; of several days, their sum. What it
        /// is off from 0 the sensors missed, or somebody is still inside.
        package let drift: Int

        /// What brings the two sums together, nil when nobody came or nobody left.
        package let correction: Correction?

        /// Corrected people's time inside over those who came in; whole seconds. Nil when nobody came or left.
        package let meanDwellSeconds: Double?

        /// The local hour with most entrances among those fully observed: `13:00`. In a week or a month the hour of
        /// day, from its fully observed hours.
        package let busiestHour: String?

        /// The trading hours of the day; in a week or a month the hours of day, each the sum of its days'.
        package let byHour: [Hour]

        /// The trading days that have begun, in order; nil in the summary of a day.
        package let byDay: [Day]?

        /// More came than left: exits are multiplied by `factor`, else entrances are. Only `meanDwellSeconds` uses
        /// it; the counts here are as they were recorded.
        package struct Correction: Hashable, Sendable, Codable {
            /// `exits` or `entrances`
            package let of: String

            /// 1 or more.
            package let factor: Double
        }

        package struct Hour: Hashable, Sendable, Codable {
            /// When it begins, `13:00`; of an hour that the clock strikes twice, the second with its offset.
            package let hour: String

            /// People, excluded ones too.
            package let entrances: Int
            package let exits: Int

            /// Parties that came in this hour and were greeted, early and late included.
            package let greeted: Int

            /// Parties that came in this hour and were owed a greeting: early, inWindow, late and never sum to it.
            package let due: Int
            package let early: Int
            package let inWindow: Int
            package let late: Int
            package let never: Int

            /// Whether the doors were observed for all of its open time; nil when that is not known.
            package let covered: Bool?
        }

        package struct Day: Hashable, Sendable, Codable {
            package let day: LocalDate

            /// 0: the shop was shut.
            package let openMinutes: Int

            /// The day's coverage, 0...1; nil when it is not known or the shop was shut.
            package let coverage: Double?
            package let entrances: Int
            package let exits: Int
            package let footfall: Int

            /// Greetings, in parties.
            package let due: Int
            package let early: Int
            package let inWindow: Int
            package let late: Int
            package let never: Int

            /// Farewells due and said.
            package let farewellsDue: Int
            package let farewells: Int
        }
    }
}

extension Summary.Traffic {
    private enum CodingKeys: String, CodingKey {
        case entrances, exits, parties, excluded, reentries, footfall, peakOccupancy, drift
        case correction, meanDwellSeconds, busiestHour, byHour, byDay
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(entrances, forKey: .entrances)
        try container.encode(exits, forKey: .exits)
        try container.encode(parties, forKey: .parties)
        try container.encode(excluded, forKey: .excluded)
        try container.encode(reentries, forKey: .reentries)
        try container.encode(footfall, forKey: .footfall)
        try container.encode(peakOccupancy, forKey: .peakOccupancy)
        try container.encode(drift, forKey: .drift)
        try container.encode(correction, forKey: .correction)
        try container.encode(meanDwellSeconds, forKey: .meanDwellSeconds)
        try container.encode(busiestHour, forKey: .busiestHour)
        try container.encode(byHour, forKey: .byHour)
        try container.encode(byDay, forKey: .byDay)
    }
}

extension Summary.Traffic.Hour {
    private enum CodingKeys: String, CodingKey {
        case hour, entrances, exits, greeted, due, early, inWindow, late, never, covered
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(hour, forKey: .hour)
        try container.encode(entrances, forKey: .entrances)
        try container.encode(exits, forKey: .exits)
        try container.encode(greeted, forKey: .greeted)
        try container.encode(due, forKey: .due)
        try container.encode(early, forKey: .early)
        try container.encode(inWindow, forKey: .inWindow)
        try container.encode(late, forKey: .late)
        try container.encode(never, forKey: .never)
        try container.encode(covered, forKey: .covered)
    }
}

extension Summary.Traffic.Day {
    private enum CodingKeys: String, CodingKey {
        case day, openMinutes, coverage, entrances, exits, footfall, due, early, inWindow, late
        case never, farewellsDue, farewells
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(day, forKey: .day)
        try container.encode(openMinutes, forKey: .openMinutes)
        try container.encode(coverage, forKey: .coverage)
        try container.encode(entrances, forKey: .entrances)
        try container.encode(exits, forKey: .exits)
        try container.encode(footfall, forKey: .footfall)
        try container.encode(due, forKey: .due)
        try container.encode(early, forKey: .early)
        try container.encode(inWindow, forKey: .inWindow)
        try container.encode(late, forKey: .late)
        try container.encode(never, forKey: .never)
        try container.encode(farewellsDue, forKey: .farewellsDue)
        try container.encode(farewells, forKey: .farewells)
    }
}
