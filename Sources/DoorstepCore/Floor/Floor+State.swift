extension Floor {
    /// All that the fold keeps. Readers get the parts of it in a `FloorSnapshot`.
    package struct State: Sendable {
        package var sequence = Sequence.zero

        /// People inside: a signed running sum. Screens show at least 0.
        package var occupancy = 0
        package var counts = DayCounts()

        /// Those with people still inside, oldest first.
        package var visits: [Visit] = []

        /// The day's, ended ones too.
        package var prompts: [Sequence: Prompt] = [:]

        /// The ids of those still open, oldest due first.
        package var open: [Sequence] = []
        package var doors: [String: DoorStatus]
        package var isClosed = false

        /// The first of the open ones, as every reader sees them; nil when one of them has changed since. A
        /// reader's view is made after each commit, and must not copy a hundred prompts for one behind them.
        var shown: [Prompt]?

        /// To be called when the open prompt at `index` comes, goes or changes.
        mutating func touchOpen(at index: Int) {
            if index < FloorSnapshot.mostPrompts { shown = nil }
        }

        mutating func show() {
            guard shown == nil else { return }
            shown = open.prefix(FloorSnapshot.mostPrompts).compactMap { prompts[$0] }
        }
        var chooser: ScriptChooser

        /// What the staff noted of a visit on its greeting, by the entrance that began it.
        var cameFor: [Sequence: Outcome] = [:]

        /// Crossings that were not a visitor's.
        var excluded: [Sequence: ExclusionReason] = [:]

        /// Crossings before the last recount are in it already.
        var recountedAt: Timestamp?

        init(doors: [String: DoorStatus], chooser: ScriptChooser) {
            self.doors = doors
            self.chooser = chooser
        }
    }

    /// What one entrance is owed, while some of the party are inside.
    package struct Visit: Hashable, Sendable {
        package let id: Sequence
        package let enteredAt: Timestamp
        package var peopleInside: Int
    }

    /// What a reader sees: the state after one commit. It is made after each, so it must not cost more on a
    /// busy day than on a quiet one.
    package var snapshot: FloorSnapshot {
        FloorSnapshot(
            sequence: state.sequence, day: day, occupancy: state.occupancy, counts: state.counts,
            prompts: state.shown ?? [],
            openPrompts: state.open.count, doors: shop.doors.compactMap { state.doors[$0.name] },
            isClosed: state.isClosed)
    }
}

/// The floor after one commit.
package struct FloorSnapshot: Hashable, Sendable {
    /// Of the last fact that it contains.
    package let sequence: Sequence
    package let day: TradingDay

    /// Signed; screens show at least 0.
    package let occupancy: Int
    package let counts: DayCounts

    /// The open ones, oldest due first: the first `mostPrompts` of `openPrompts`.
    package let prompts: [Prompt]
    package let openPrompts: Int
    package let doors: [DoorStatus]

    /// Whether the day's summary has been made.
    package let isClosed: Bool

    /// More than any counter can show, and than any team can greet.
    package static let mostPrompts = 100
}

/// The trading day so far. People, unless it says parties.
package struct DayCounts: Hashable, Sendable, Codable {
    package var entrances = 0
    package var exits = 0
    package var excluded = 0

    /// Entrances less those excluded.
    package var footfall: Int { entrances - excluded }

    /// Parties owed a greeting; of those, greeted at all, and greeted in the window.
    package var greetingsDue = 0
    package var greeted = 0
    package var greetedInWindow = 0

    /// Parties owed a farewell, and those that got one.
    package var farewellsDue = 0
    package var farewells = 0

    package init() {}
}

/// Whether a door is being observed.
package struct DoorStatus: Hashable, Sendable {
    package let door: String

    /// Since when it is not, and why; nil while it is.
    package let down: Down?

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
