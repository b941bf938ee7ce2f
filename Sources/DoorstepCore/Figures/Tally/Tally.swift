/// A day's figures, still whole numbers: those of a week or a month are its days' put together, so that no share
/// is ever an average of shares.
package struct Tally: Hashable, Sendable {
    // Traffic, in people but for the parties. What is excluded or came back is in `entrances` too.
    package var entrances = 0
    package var exits = 0
    package var parties = 0
    package var excluded = 0
    package var reentries = 0

    /// Entrances and exits less those excluded: what the occupancy runs on.
    package var visitorEntrances = 0
    package var visitorExits = 0

    /// The most inside at once on any day.
    package var peak = 0

    /// People's milliseconds inside, and of how many people: of the days of which that can be known.
    package var insideMilliseconds: Int64 = 0
    package var insidePeople = 0

    /// By door.
    package var openings: [String: OpeningCounts] = [:]

    // Greeting, in parties.
    package var due = 0
    package var early = 0
    package var inWindow = 0
    package var late = 0

    /// Gone before anybody could have greeted them, and not greeted: they are among `due` and `never`.
    package var short = 0

    /// Of those greeted, in milliseconds, in no order.
    package var waits: [Int64] = []

    package var farewell = Farewell()
    package var lookIns = Hits()

    /// Visits that ended, and of those the complete ones: greeted and taken leave of.
    package var completeCertain = Hits()
    package var completeGuessed = Hits()

    /// By what the visitor came away with; nil for not known.
    package var outcomes = OutcomeCounts()

    /// Visits whose outcome is certainly their own, and those of them that were greeted in the window.
    package var bought = Hits()
    package var others = Hits()
    package var uncertainOutcomes = 0
    package var feedback = Feedback()
    package var checklist = Checklist()

    package init() {}

    package var never: Int { due - early - inWindow - late }
    package var footfall: Int { entrances - excluded - reentries }

    /// Visitors left and none was counted coming in: their entrances were missed.
    package var isExitsOnly: Bool { footfall <= 0 && visitorExits > 0 }

    /// Whether more visitors may have come in than were counted, however well the doors were observed.
    package var isLowerBound: Bool { openings.total.unanswered > 0 || isExitsOnly }

    package mutating func merge(_ other: Tally) {
        entrances += other.entrances
        exits += other.exits
        parties += other.parties
        excluded += other.excluded
        reentries += other.reentries
        visitorEntrances += other.visitorEntrances
        visitorExits += other.visitorExits
        peak = max(peak, other.peak)
        insideMilliseconds += other.insideMilliseconds
        insidePeople += other.insidePeople
        openings.add(other.openings)
        due += other.due
        early += other.early
        inWindow += other.inWindow
        late += other.late
        short += other.short
        waits += other.waits
        farewell.add(other.farewell)
        lookIns.add(other.lookIns)
        completeCertain.add(other.completeCertain)
        completeGuessed.add(other.completeGuessed)
        outcomes.add(other.outcomes)
        bought.add(other.bought)
        others.add(other.others)
        uncertainOutcomes += other.uncertainOutcomes
        feedback.add(other.feedback)
        checklist.add(other.checklist)
    }
}

// MARK: Parts

extension Tally {
    /// So many of so many.
    package struct Hits: Hashable, Sendable {
        package var hits = 0
        package var n = 0

        package var rate: Rate { Rate(hits, of: n) }

        mutating func add(_ hits: Int, of n: Int) {
            self.hits += hits
            self.n += n
        }

        mutating func add(_ other: Hits) { add(other.hits, of: other.n) }
    }

    package struct Farewell: Hashable, Sendable {
        package var due = 0
        package var said = 0
        package var thanked = 0
        package var invited = 0

        mutating func add(_ other: Farewell) {
            due += other.due
            said += other.said
            thanked += other.thanked
            invited += other.invited
        }
    }

    package struct Feedback: Hashable, Sendable {
        /// Presses that count, by face: 0 (worst) to 3 (best).
        package var faces = [0, 0, 0, 0]
        package var leftOut = 0

        mutating func add(_ other: Feedback) {
            for face in faces.indices { faces[face] += other.faces[face] }
            leftOut += other.leftOut
        }
    }

    /// What was seen of the receptions that were told of.
    package struct Checklist: Hashable, Sendable {
        private var seen: [String: Seen] = [:]
        private var told = 0
        private var farewellsTold = 0

        private struct Seen: Hashable, Sendable {
            var yes = 0
            var no = 0
        }

        package init() {}

        mutating func add(_ observed: Observed, told moment: Moment) {
            told += 1
            if moment == .farewell { farewellsTold += 1 }
            guard !observed.isEmpty else { return }
            for item in Observed.standardItems + observed.extra.keys {
                switch observed[item] {
                case true?: seen[item, default: Seen()].yes += 1
                case false?: seen[item, default: Seen()].no += 1
                case nil: break
                }
            }
        }

        mutating func add(_ other: Checklist) {
            told += other.told
            farewellsTold += other.farewellsTold
            for (item, counts) in other.seen {
                seen[item, default: Seen()].yes += counts.yes
                seen[item, default: Seen()].no += counts.no
            }
        }

        /// The standard items, then those of the shop that somebody noted, by id. Thanks, a goodbye and an
        /// invitation back belong to farewells: nobody failed to observe them in a greeting.
        package var items: [(id: String, yes: Int, no: Int, notObserved: Int)] {
            let own = seen.keys.filter { !Observed.standardItems.contains($0) }.sorted()
            return (Observed.standardItems + own).map { id in
                let counts = seen[id] ?? Seen()
                let isOfFarewells = ["thanks", "goodbye", "invitation"].contains(id)
                let of = isOfFarewells ? farewellsTold : told
                return (id, counts.yes, counts.no, max(0, of - counts.yes - counts.no))
            }
        }
    }
}

/// Visits by what the visitor came away with: no order among them, and unknown is the default.
package struct OutcomeCounts: Hashable, Sendable, Codable {
    package private(set) var unknown = 0
    package private(set) var browsed = 0
    package private(set) var asked = 0
    package private(set) var accompanied = 0
    package private(set) var cameForGift = 0
    package private(set) var bought = 0

    package init() {}

    /// Nil stands for unknown.
    package subscript(outcome: Outcome?) -> Int {
        get { self[keyPath: Self.path(outcome)] }
        set { self[keyPath: Self.path(outcome)] = newValue }
    }

    mutating func add(_ other: OutcomeCounts) {
        for outcome in Outcome.allCases + [nil] { self[outcome] += other[outcome] }
    }

    private static func path(_ outcome: Outcome?) -> WritableKeyPath<OutcomeCounts, Int> {
        switch outcome {
        case nil: \.unknown
        case .browsed: \.browsed
        case .asked: \.asked
        case .accompanied: \.accompanied
        case .cameForGift: \.cameForGift
        case .bought: \.bought
        }
    }
}
