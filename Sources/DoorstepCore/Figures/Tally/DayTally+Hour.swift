extension DayTally {
    /// The counts of one hour of the day.
    package struct Hour: Hashable, Sendable, Codable {
        /// People, excluded ones too.
        var entrances = 0
        var exits = 0

        /// Parties owed a greeting, by the hour of their entrance. The rest of `due` beyond these timings was never
        /// greeted.
        var due = 0
        var early = 0
        var inWindow = 0
        var late = 0

        /// Openings that nobody answered for while the shop was open.
        var unanswered = 0

        /// Whether nobody was counted in it.
        var isSilent: Bool { entrances == 0 && exits == 0 && due == 0 }

        mutating func add(_ other: DayTally.Hour) {
            entrances += other.entrances
            exits += other.exits
            due += other.due
            early += other.early
            inWindow += other.inWindow
            late += other.late
            unanswered += other.unanswered
        }
    }
}
