extension Floor {
    /// All that the fold keeps. Readers get the parts of it in a `FloorSnapshot`.
    package struct State: Sendable {
        package var sequence = Sequence.zero

        /// People inside: a signed running sum. Screens show at least 0.
        package var occupancy = 0
        package var counts = DayCounts()

        /// The visits with people still inside.
        package var inside = OpenVisits()

        /// Those with people still inside, oldest first.
        package var visits: [Visit] { inside.all }

        /// The day's, ended ones too.
        package var prompts: [Sequence: Prompt] = [:]

        /// The ids of those still open, oldest due first.
        package var open: [Sequence] = []
        package var doors: [String: DoorStatus]
        package var isClosed = false

        /// The first of the open ones, as every reader sees them; nil when one of them has changed since. A
        /// reader's view is made after each commit, and must not copy a hundred prompts for one behind them.
        var shown: [Prompt]?
        var chooser: ScriptChooser

        /// What the staff noted of a visit on its greeting or its look-in, by the entrance that began it.
        var cameFor: [Sequence: Outcome] = [:]

        /// Crossings that were not a visitor's.
        var excluded: [Sequence: ExclusionReason] = [:]

        /// Visits that have had their look-in.
        var lookedIn: Set<Sequence> = []

        /// Whether a press counts, where somebody has looked at it.
        var reviewed: [Sequence: Bool] = [:]

        /// When each device was pressed, in that order.
        var feedback: [String: [Timestamp]] = [:]

        /// Entrances of parties that had only just left, by those exits, and the other way round.
        var merged: [Sequence: Sequence] = [:]

        /// Visits by the exits that somebody tied to them.
        var tied: [Sequence: Sequence] = [:]

        /// Of the doors that have a limit.
        var rates: [String: DoorRate]

        /// Stretches of time in which what a door reported was no visitors'.
        var dismissed: [Dismissal] = []

        init(doors: [String: DoorStatus], rates: [String: DoorRate], chooser: ScriptChooser) {
            self.doors = doors
            self.rates = rates
            self.chooser = chooser
        }

        /// To be called when the open prompt at `index` comes, goes or changes.
        mutating func touchOpen(at index: Int) {
            if index < FloorSnapshot.mostPrompts { shown = nil }
        }

        mutating func show() {
            guard shown == nil else { return }
            shown = open.prefix(FloorSnapshot.mostPrompts).compactMap { prompts[$0] }
        }
    }

    /// What a reader sees: the state after one commit. It is made after each, so it must not cost more on a
    /// busy day than on a quiet one.
    package var snapshot: FloorSnapshot {
        FloorSnapshot(
            sequence: state.sequence, day: day, occupancy: state.occupancy, counts: state.counts,
            prompts: state.shown ?? [], openPrompts: state.open.count,
            visits: Array(state.visits.prefix(FloorSnapshot.mostVisits)), nextLookIn: nextLookIn,
            doors: shop.doors.compactMap { state.doors[$0.name] }, madDoors: madDoors,
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

    /// The ones with people inside, as far as is known: the `mostVisits` oldest.
    package let visits: [Visit]

    /// When the next visitor will have been inside, unserved, for long enough; nil when none will.
    package let nextLookIn: Timestamp?
    package let doors: [DoorStatus]
    package let madDoors: [MadDoor]

    /// Whether the day's summary has been made.
    package let isClosed: Bool

    /// More than any counter can show, and than any team can greet.
    package static let mostPrompts = 100

    /// More than anybody at the door would look through.
    package static let mostVisits = 20
}

/// The trading day so far. People, unless it says parties.
package struct DayCounts: Hashable, Sendable, Codable, WritesNull {
    package var entrances = 0
    package var exits = 0
    package var excluded = 0

    /// Of those who came in, the ones who had only gone out for a moment.
    package var returned = 0

    /// Entrances less those excluded; who came back counts once.
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
