extension Summary {
    /// Openings of doors with a contact sensor, by whether somebody answered for them. An opening is never turned into
    /// an entrance by guessing: an unanswered one is missing from every total.
    package struct Openings: Hashable, Sendable, Codable {
        /// All openings: the sum of `answered`, `whileShut` and `unanswered`.
        package let all: Int

        /// Openings answered as an entrance or an exit, or excluded.
        package let answered: Int

        /// The answered openings that were excluded.
        package let excluded: Int

        /// Openings without an answer while the shop was shut; none is owed.
        package let whileShut: Int

        /// Openings without an answer while the shop was open, lapsed or still asked: with one of them every total of
        /// people is a lower bound.
        package let unanswered: Int

        /// By door, in alphabetical order; only doors that had openings.
        package let byDoor: [Door]

        package struct Door: Hashable, Sendable, Codable {
            package let door: String
            package let all: Int
            package let answered: Int
            package let excluded: Int
            package let whileShut: Int
            package let unanswered: Int

            init(_ door: String, _ counts: OpeningCounts) {
                self.door = door
                all = counts.all
                answered = counts.answered
                excluded = counts.excluded
                whileShut = counts.whileShut
                unanswered = counts.unanswered
            }
        }

        init(_ tally: Tally) {
            let total = tally.openings.total
            all = total.all
            answered = total.answered
            excluded = total.excluded
            whileShut = total.whileShut
            unanswered = total.unanswered
            byDoor = tally.openings.sorted { $0.key < $1.key }.map(Door.init)
        }
    }
}
