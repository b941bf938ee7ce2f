/// A crossing with its answer and corrections: one row of the table from which summaries are made.
package struct CrossingRecord: Hashable, Sendable {
    package let id: Sequence
    package let direction: Direction
    package let door: String

    /// When it happened, re-dated if the clock was wrong.
    package let at: Timestamp
    package let people: Int
    package let isImported: Bool
    package let excluded: ExclusionReason?

    /// The answer to its prompt and when it was given; nil while there is none.
    package let answer: Answer.Reply?
    package let answeredAt: Timestamp?
    package let observed: Observed
    package let outcome: Outcome?

    /// The visit that an exit ended or a stay belongs to, and whether that is certain: the tied visit, else the one
    /// that remains likely after all corrections. Nil for an entrance.
    package var visit: Sequence?
    package var isCertain: Bool

    /// The exit that this entrance undid, or the entrance that undid this exit: the same party, back again.
    package let mergedWith: Sequence?

    /// Whether an opening was answered with an entrance or an exit.
    package let isCrossed: Bool

    /// Whether the door was mad. The crossing is then counted, but does not change the occupancy.
    package let isMad: Bool

    /// The direction of a row. `stay` is no crossing: a visitor was still inside after a good while.
    package enum Direction: String, Hashable, Sendable {
        case entrance, exit, opening, stay
    }

    package init(
        id: Sequence, direction: Direction, door: String, at: Timestamp, people: Int,
        isImported: Bool = false, excluded: ExclusionReason? = nil, answer: Answer.Reply? = nil,
        answeredAt: Timestamp? = nil, observed: Observed = Observed(), outcome: Outcome? = nil,
        visit: Sequence? = nil, isCertain: Bool = false, mergedWith: Sequence? = nil,
        isCrossed: Bool = false, isMad: Bool = false
    ) {
        self.id = id
        self.direction = direction
        self.door = door
        self.at = at
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
        self.isMad = isMad
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
    package let feedback: [Feedback]

    /// When the daemon began to observe the shop at all; nil when it never did.
    package let observedSince: Timestamp?

    /// Whether some of the crossings were recorded while the clock was wrong.
    package let hasRedated: Bool

    package init(
        day: TradingDay, crossings: [CrossingRecord], recounts: [Recount] = [], gaps: [Gap] = [],
        episodes: [Episode] = [], feedback: [Feedback] = [], observedSince: Timestamp?,
        hasRedated: Bool = false
    ) {
        self.day = day
        self.crossings = crossings
        self.recounts = recounts
        self.gaps = gaps
        self.episodes = episodes
        self.feedback = feedback
        self.observedSince = observedSince
        self.hasRedated = hasRedated
    }

    package struct Recount: Hashable, Sendable {
        package let at: Timestamp
        package let people: Int

        package init(at: Timestamp, people: Int) {
            self.at = at
            self.people = people
        }
    }

    /// One press of a face.
    package struct Feedback: Hashable, Sendable {
        package let at: Timestamp

        /// 0 (worst) to 3 (best).
        package let face: Int

        /// The reason why the press looks like misuse; nil when it does not.
        package let flag: FeedbackFlag?

        /// Whether the press counts. One without a flag does, one with a flag does not, unless a review says otherwise.
        package let counts: Bool

        package init(at: Timestamp, face: Int, flag: FeedbackFlag? = nil, counts: Bool) {
            self.at = at
            self.face = face
            self.flag = flag
            self.counts = counts
        }
    }

    /// A time in which a door reported more than people can make.
    package struct Episode: Hashable, Sendable {
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
