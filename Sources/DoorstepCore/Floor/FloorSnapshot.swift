/// The floor after one commit.
package struct FloorSnapshot: Hashable, Sendable {
    /// The last fact that the snapshot contains.
    package let sequence: Sequence
    package let day: TradingDay

    /// Signed; screens show at least 0.
    package let occupancy: Int
    package let counts: DayCounts

    /// The open prompts, oldest due first: the first `mostPrompts` of `openPrompts`.
    package let prompts: [Prompt]
    package let openPrompts: Int

    /// The open visits, as far as is known: the `mostVisits` oldest.
    package let visits: [Visit]

    /// The visits that the farewells among `prompts` are guessed to end, by their ids: they may be over.
    package let guessed: [Sequence: Visit]

    /// The parties that were excluded coming in and are inside, oldest first.
    package let excludedInside: [ExcludedParty]

    /// The farewell of which the outcome can still be noted; nil when it is known, or there was none.
    package let lastFarewell: LastFarewell?

    /// The time at which the next look-in is due; nil when none will be.
    package let nextLookIn: Timestamp?
    package let doors: [DoorStatus]
    package let madDoors: [MadDoor]

    /// Whether the day's summary has been made.
    package let isClosed: Bool

    /// The last facts of the ledger that a person may undo, those of days gone by too. Empty until `with` adds them.
    package private(set) var recent = RecentFacts()

    package func with(_ recent: RecentFacts) -> FloorSnapshot {
        var snapshot = self
        snapshot.recent = recent
        return snapshot
    }

    /// The most prompts in a snapshot: more than any counter can show.
    package static let mostPrompts = 100

    /// The most visits in a snapshot.
    package static let mostVisits = 20
}

/// The counts of the trading day so far, in people unless a comment says parties.
package struct DayCounts: Hashable, Sendable, Codable, WritesNull {
    package var entrances = 0
    package var exits = 0
    package var excluded = 0

    /// People who came in again after they had only gone out for a moment.
    package var returned = 0

    /// Entrances less excluded and returned people.
    package var footfall: Int { entrances - excluded - returned }

    /// Parties owed a greeting; of those, greeted at all, and greeted in the window.
    package var greetingsDue = 0
    package var greeted = 0
    package var greetedInWindow = 0

    /// Parties owed a farewell, and those that got one.
    package var farewellsDue = 0
    package var farewells = 0

    /// Presses that count, by face, worst first, and the index that they come to.
    package var faces = [0, 0, 0, 0] { didSet { happyIndex = Summary.Feedback.index(of: faces) } }
    package private(set) var happyIndex: Double?

    package init() {}
}

/// Whether a door is being observed.
package struct DoorStatus: Hashable, Sendable {
    package let door: String

    /// The time since which the door is not observed, with the reason; nil while it is.
    package internal(set) var down: Down?

    package init(door: String, down: Down?) {
        self.door = door
        self.down = down
    }

    package struct Down: Hashable, Sendable {
        package let since: Timestamp
        package let reason: String

        package init(since: Timestamp, reason: String) {
            self.since = since
            self.reason = reason
        }
    }
}
