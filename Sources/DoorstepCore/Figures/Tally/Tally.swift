/// A day's figures as whole numbers. The figures of a week or a month are merged from its days', so that no share is
/// ever an average of shares.
package struct Tally: Hashable, Sendable, Codable {
    // Traffic, in people except for the parties. `entrances` includes excluded people and reentries.
    package var entrances = 0
    package var exits = 0
    package var parties = 0
    package var excluded = 0
    package var reentries = 0

    /// Entrances and exits, less excluded ones and those of mad doors. Occupancy is computed from them.
    package var visitorEntrances = 0
    package var visitorExits = 0

    /// The most people inside at once on any day.
    package var peak = 0

    /// The time inside in people's milliseconds, and the number of people, both from days for which they can be known.
    package var insideMilliseconds: Int64 = 0
    package var insidePeople = 0

    /// Crossings and openings by door.
    package var doors: [String: DoorCounts] = [:]
    package var openings: [String: OpeningCounts] = [:]

    // Greeting, in parties.
    package var due = 0
    package var early = 0
    package var inWindow = 0
    package var late = 0

    /// Parties that left before their window opened, and were not greeted; they are among `due` and `never`.
    package var short = 0

    /// The waits of parties that were greeted, in milliseconds, unsorted.
    package var waits: [Int64] = []

    package var farewell = Farewell()
    package var lookIns = Hits()

    /// Visits that ended, and the complete ones among them, with a greeting and a farewell.
    package var completeCertain = Hits()
    package var completeGuessed = Hits()

    /// Visits by outcome; nil for not known.
    package var outcomes = OutcomeCounts()

    /// Visits with a certain outcome, and those among them that were greeted in the window.
    package var bought = Hits()
    package var others = Hits()
    package var uncertainOutcomes = 0
    package var feedback = Feedback()
    package var checklist = Checklist()

    package init() {}

    package var never: Int { due - early - inWindow - late }
    package var footfall: Int { entrances - excluded - reentries }

    /// Whether visitors left and none was counted coming in: their entrances were missed.
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
        for (door, counts) in other.doors { doors[door, default: DoorCounts()].add(counts) }
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
    /// A number of hits among `n` cases.
    package struct Hits: Hashable, Sendable, Codable {
        package var hits = 0
        package var n = 0

        package var rate: Rate { Rate(hits, of: n) }

        mutating func add(_ hits: Int, of n: Int) {
            self.hits += hits
            self.n += n
        }

        mutating func add(_ other: Hits) { add(other.hits, of: other.n) }
    }

    package struct Farewell: Hashable, Sendable, Codable {
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

    package struct Feedback: Hashable, Sendable, Codable {
        /// Presses that count, by face: 0 (worst) to 3 (best).
        package var faces = [0, 0, 0, 0]
        package var leftOut = 0

        mutating func add(_ other: Feedback) {
            for face in faces.indices { faces[face] += other.faces[face] }
            leftOut += other.leftOut
        }
    }

    /// Observations by checklist item, noted with answers.
    package struct Checklist: Hashable, Sendable, Codable {
        private var seen: [String: Seen] = [:]
        private var answered = 0
        private var farewells = 0

        private struct Seen: Hashable, Sendable, Codable {
            var yes = 0
            var no = 0
        }

        package init() {}

        mutating func add(_ observed: Observed, of moment: Moment) {
            answered += 1
            if moment == .farewell { farewells += 1 }
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
            answered += other.answered
            farewells += other.farewells
            for (item, counts) in other.seen {
                seen[item, default: Seen()].yes += counts.yes
                seen[item, default: Seen()].no += counts.no
            }
        }

        /// The standard items, then the shop's own that somebody noted, by id. Thanks, goodbye and invitation belong to
        /// farewells alone and are not missing from a greeting.
        package var items: [(id: String, yes: Int, no: Int, notObserved: Int)] {
            let own = seen.keys.filter { !Observed.standardItems.contains($0) }.sorted()
            return (Observed.standardItems + own).map { id in
                let counts = seen[id] ?? Seen()
                let isOfFarewells = ["thanks", "goodbye", "invitation"].contains(id)
                let of = isOfFarewells ? farewells : answered
                return (id, counts.yes, counts.no, max(0, of - counts.yes - counts.no))
            }
        }
    }
}

/// Visits by outcome. Outcomes have no order, and unknown is the default.
package struct OutcomeCounts: Hashable, Sendable, Codable {
    package private(set) var unknown = 0
    package private(set) var browsed = 0
    package private(set) var asked = 0
    package private(set) var accompanied = 0
    package private(set) var cameForGift = 0
    package private(set) var bought = 0

    package init() {}

    /// The number of visits with `outcome`; nil stands for unknown.
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
