/// A crossing with its answer and its corrections, as a day's fold has found it.
package struct CrossingRecord: Hashable, Sendable {
    package let id: Sequence
    package let direction: Direction
    package let door: String

    /// The time of the crossing, re-dated if the clock was wrong.
    package let at: Timestamp

    /// The time of its recording, re-dated likewise.
    let recordedAt: Timestamp
    package let people: Int
    package let isImported: Bool
    package let excluded: ExclusionReason?

    /// The answer to its prompt and when it was given; nil while there is none.
    package internal(set) var answer: Answer.Reply?
    package internal(set) var answeredAt: Timestamp?
    package internal(set) var observed: Observed
    package internal(set) var outcome: Outcome?

    /// The visit that an exit ended or a stay belongs to, and whether that is certain: the tied visit, else the one
    /// that remains likely after all corrections. Of an entrance that undid an exit, the visit that goes on; nil for
    /// any other entrance.
    package var visit: Sequence?
    package var isCertain: Bool

    /// The exit that this entrance undid, or the entrance that undid this exit: the same party, back again.
    package let mergedWith: Sequence?

    /// Whether an opening was answered with an entrance or an exit.
    package internal(set) var isCrossed: Bool

    /// The beginning of the mad episode that the crossing belongs to; nil for any other. Such a crossing is counted,
    /// but does not change the occupancy.
    package let madSince: Timestamp?

    /// The words chosen for its prompt.
    let script: ScriptID?

    /// Whether its prompt was born lapsed, or has lapsed since.
    var hasLapsed = false

    /// Whether it was recorded while the clock was wrong.
    let isUntrusted: Bool

    package var isMad: Bool { madSince != nil }

    /// The direction of a row. `stay` is no crossing: a visitor was still inside after a good while.
    package enum Direction: String, Hashable, Sendable {
        case entrance, exit, opening, stay
    }

    package init(
        id: Sequence, direction: Direction, door: String, at: Timestamp,
        recordedAt: Timestamp? = nil, people: Int, isImported: Bool = false,
        excluded: ExclusionReason? = nil, answer: Answer.Reply? = nil,
        answeredAt: Timestamp? = nil, observed: Observed = Observed(), outcome: Outcome? = nil,
        visit: Sequence? = nil, isCertain: Bool = false, mergedWith: Sequence? = nil,
        isCrossed: Bool = false, madSince: Timestamp? = nil, script: ScriptID? = nil,
        isUntrusted: Bool = false
    ) {
        self.id = id
        self.direction = direction
        self.door = door
        self.at = at
        self.recordedAt = recordedAt ?? at
        self.people = people
        self.isImported = isImported
        self.excluded = excluded
        self.answer = answer
        self.answeredAt = answeredAt
        self.observed = observed
        self.outcome = outcome
        self.visit = visit
        self.isCertain = isCertain
        self.mergedWith = mergedWith
        self.isCrossed = isCrossed
        self.madSince = madSince
        self.script = script
        self.isUntrusted = isUntrusted
    }

    /// The moment that its prompt asks for.
    package var moment: Moment {
        switch direction {
        case .entrance: .greeting
        case .exit: .farewell
        case .stay: .lookIn
        case .opening: .direction
        }
    }

    /// The state of its prompt; nil for an imported crossing, which opens none. A withdrawn prompt stays withdrawn,
    /// even if it had been answered or had lapsed before.
    package var promptState: Prompt.State? {
        if isImported { return nil }
        if excluded != nil || mergedWith != nil { return .withdrawn }
        if answer != nil || isCrossed { return .answered }
        return hasLapsed ? .lapsed : .open
    }
}

/// The data from which a day's summary is made.
package struct DayRecord: Sendable {
    package let day: TradingDay

    /// The crossings that were not voided, by time.
    package let crossings: [CrossingRecord]
    package let recounts: [Recount]

    /// The times in which doors were not observed.
    package let gaps: [Gap]

    /// The times in which doors were mad.
    package let episodes: [Episode]

    /// The presses of faces by visitors, by time.
    package let feedback: [FacePress]

    /// The moment at which the daemon began to observe the shop; nil when it never did.
    package let observedSince: Timestamp?

    /// Whether some of the crossings were recorded while the clock was wrong.
    package let hasRedated: Bool

    /// The number of voided crossings.
    package let voided: Int

    package init(
        day: TradingDay, crossings: [CrossingRecord], recounts: [Recount] = [], gaps: [Gap] = [],
        episodes: [Episode] = [], feedback: [FacePress] = [], observedSince: Timestamp?,
        hasRedated: Bool = false, voided: Int = 0
    ) {
        self.day = day
        self.crossings = crossings
        self.recounts = recounts
        self.gaps = gaps
        self.episodes = episodes
        self.feedback = feedback
        self.observedSince = observedSince
        self.hasRedated = hasRedated
        self.voided = voided
    }

    package struct Recount: Hashable, Sendable {
        package let at: Timestamp
        package let people: Int

        package init(at: Timestamp, people: Int) {
            self.at = at
            self.people = people
        }
    }

    /// A time in which a door reported more than people can make.
    package struct Episode: Hashable, Sendable, Codable {
        package let door: String

        /// The first crossing of the episode and the last, within the day.
        package let from: Timestamp
        package let to: Timestamp
        package let crossings: Int

        /// Whether all of its crossings were excluded since.
        package let isExcluded: Bool

        package init(
            door: String, from: Timestamp, to: Timestamp, crossings: Int, isExcluded: Bool
        ) {
            self.door = door
            self.from = from
            self.to = to
            self.crossings = crossings
            self.isExcluded = isExcluded
        }
    }

    package struct Gap: Hashable, Sendable {
        package let door: String
        package let interval: Interval
        package let reason: String

        package init(door: String, interval: Interval, reason: String) {
            self.door = door
            self.interval = interval
            self.reason = reason
        }
    }
}
