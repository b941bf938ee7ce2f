extension Summary {
    /// A door with its crossings and its coverage.
    package struct Door: Hashable, Sendable, Codable, WritesNull {
        package let door: String

        /// People, excluded ones and those who came back too.
        package let entrances: Int
        package let exits: Int

        /// Visitors' entrances less their exits. Nil where people crossed several doors, because a visitor may come in by
        /// one and leave by another.
        package let drift: Int?

        /// The scheduled minutes in which the door was observed; nil for a period before the daemon was installed.
        package let observedMinutes: Int?

        /// Observed over open minutes, 0...1; nil when that is not known or the shop was not open.
        package let coverage: Double?
    }

    /// The doors of the shop in its order, then doors that it had once, by name.
    static func doors(of days: [DayFigures], _ tally: Tally, shop: Shop) -> [Door] {
        let own = shop.doors.map(\.name)
        let former = tally.doors.keys.filter { !own.contains($0) }.sorted()
        let openMinutes = days.openMinutes
        let isKnown = days.contains { $0.observation.isKnown }
        return (own + former).map { door in
            let counts = tally.doors[door] ?? DoorCounts()
            let observed =
                isKnown
                ? days.reduce(0) { $0 + ($1.observation.observedMinutes(of: door) ?? 0) } : nil
            return Door(
                door: door, entrances: counts.entrances, exits: counts.exits,
                drift: tally.doors.keys.allSatisfy { $0 == door } ? counts.drift : nil,
                observedMinutes: observed,
                coverage: openMinutes > 0
                    ? observed.map { rounded(Double($0) / Double(openMinutes)) } : nil)
        }
    }
}
