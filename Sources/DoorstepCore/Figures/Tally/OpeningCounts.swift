/// The openings of one door, as whole numbers, by their answers.
package struct OpeningCounts: Hashable, Sendable, Codable {
    package var all = 0

    /// Openings answered as an entrance or an exit, or excluded.
    package var answered = 0

    /// The answered openings that were excluded: by an answer, at a door only for staff, or in a quiet period.
    package var excluded = 0

    /// Openings without an answer while the shop was shut; none is owed.
    package var whileShut = 0

    package init() {}

    /// Openings without an answer while the shop was open: somebody may have come in, and is counted nowhere.
    package var unanswered: Int { all - answered - whileShut }

    mutating func add(_ other: OpeningCounts) {
        all += other.all
        answered += other.answered
        excluded += other.excluded
        whileShut += other.whileShut
    }
}

extension [String: OpeningCounts] {
    /// The openings of all doors.
    package var total: OpeningCounts { values.reduce(into: OpeningCounts()) { $0.add($1) } }

    mutating func add(_ other: [String: OpeningCounts]) {
        merge(other) { mine, others in
            var sum = mine
            sum.add(others)
            return sum
        }
    }
}
