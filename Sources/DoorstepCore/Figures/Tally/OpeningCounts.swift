/// Openings of one door, as whole numbers: how many there were, and how many somebody answered for.
package struct OpeningCounts: Hashable, Sendable {
    package var all = 0

    /// Said to be an entrance or an exit, or excluded.
    package var answered = 0

    /// Of the answered ones, those of no visitor: somebody said so, only staff pass there, or it was a quiet period.
    package var excluded = 0

    /// Not answered, and owed no answer: the shop was shut.
    package var whileShut = 0

    package init() {}

    /// Not answered while the shop was open: somebody may have come in, and is counted nowhere.
    package var unanswered: Int { all - answered - whileShut }

    mutating func add(_ other: OpeningCounts) {
        all += other.all
        answered += other.answered
        excluded += other.excluded
        whileShut += other.whileShut
    }
}

extension [String: OpeningCounts] {
    /// Those of all doors.
    package var total: OpeningCounts { values.reduce(into: OpeningCounts()) { $0.add($1) } }

    mutating func add(_ other: [String: OpeningCounts]) {
        merge(other) { mine, others in
            var sum = mine
            sum.add(others)
            return sum
        }
    }
}
