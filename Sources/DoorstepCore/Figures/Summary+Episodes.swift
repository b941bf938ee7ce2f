extension Summary {
    /// A time in which a door reported more crossings than people can make. The crossings are in the totals until
    /// somebody excludes them, and no greeting or farewell is owed for them.
    package struct Episode: Hashable, Sendable, Codable {
        package let door: String

        /// The first crossing and the last: RFC 3339 with the shop's offset; within the period.
        package let from: String
        package let to: String

        /// Entrances, exits and openings that the door reported meanwhile; a party counts once.
        package let crossings: Int

        /// Whether the crossings were excluded since, and are in no total of visitors.
        package let excluded: Bool
    }

    /// Whether a mad door's crossings are in the totals.
    package var isDoubtful: Bool { episodes.contains { !$0.excluded } }
}
