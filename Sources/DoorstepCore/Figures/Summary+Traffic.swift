extension Summary {
    /// The traffic of a period, from entrances and exits; it needs nobody to be recognised.
    package struct Traffic: Hashable, Sendable, Codable, WritesNull {
        /// People, excluded ones and those who came back too.
        package let entrances: Int
        package let exits: Int

        /// Entrances of visitors, a party counting once.
        package let parties: Int

        /// People who came in and were no visitors: staff, deliveries, tests.
        package let excluded: Int

        /// People who had only gone out for a moment: their second entrance is in `entrances` and not in `footfall`.
        package let reentries: Int

        /// `entrances` less `excluded` and `reentries`.
        package let footfall: Int

        /// The most people inside at once, by the running sum of entrances less exits; a recount sets it.
        package let peakOccupancy: Int

        /// Visitors' entrances less their exits at the end of the day, signed; of several days, their sum. Not 0 when
        /// the sensors missed people, or somebody is still inside.
        package let drift: Int

        /// The correction that makes the two sums equal; nil when nobody came or nobody left, and for a week or a
        /// month.
        package let correction: Correction?

        /// The corrected time inside per person who came in, in whole seconds. Nil when nobody came or left, or when
        /// the exits lie before the entrances.
        package let meanDwellSeconds: Double?

        /// The local hour with most entrances among those fully observed: `13:00`. In a week or a month the hour of
        /// day, from its fully observed hours. Nil when unanswered openings could have made it another.
        package let busiestHour: String?

        /// The hours from the first to the last in which the shop was open or somebody crossed a door; in a week or a
        /// month the hours of day, each the sum of its days'.
        package let byHour: [Hour]

        /// The trading days that have begun, in order; nil in the summary of a day.
        package let byDay: [Day]?

        /// The correction of drift: exits are multiplied by `factor` when more people came than left, else entrances
        /// are. Only `meanDwellSeconds` uses it; the counts here are as they were recorded.
        package struct Correction: Hashable, Sendable, Codable {
            /// `exits` or `entrances`
            package let of: String

            /// 1 or more.
            package let factor: Double
        }

        package struct Hour: Hashable, Sendable, Codable, WritesNull {
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

            /// Openings that nobody answered for while the shop was open.
            package let unansweredOpenings: Int

            /// Whether the doors were observed for all of its open time; nil when that is not known.
            package let covered: Bool?
        }

        package struct Day: Hashable, Sendable, Codable, WritesNull {
            package let day: LocalDate

            /// 0 when the shop was shut.
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
            package let unansweredOpenings: Int
        }
    }
}
