/// A crossing with all that was later said of it: one row of the table that summaries are made from.
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

    package enum Direction: String, Hashable, Sendable {
        case entrance, exit, opening
    }

    package init(
        id: Sequence, direction: Direction, door: String, at: Timestamp, people: Int,
        isImported: Bool = false, excluded: ExclusionReason? = nil, answer: Answer.Reply? = nil,
        answeredAt: Timestamp? = nil, observed: Observed = Observed(), outcome: Outcome? = nil
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
    }
}

/// Everything that a day's summary is made from.
package struct DayRecord: Sendable {
    package let day: TradingDay

    /// Those that were not voided, by time.
    package let crossings: [CrossingRecord]
    package let recounts: [Recount]

    /// When each door was not observed.
    package let gaps: [Gap]

    /// When the daemon began to observe the shop at all; nil when it never did.
    package let observedSince: Timestamp?

    package init(
        day: TradingDay, crossings: [CrossingRecord], recounts: [Recount] = [], gaps: [Gap] = [],
        observedSince: Timestamp?
    ) {
        self.day = day
        self.crossings = crossings
        self.recounts = recounts
        self.gaps = gaps
        self.observedSince = observedSince
    }

    package struct Recount: Hashable, Sendable {
        package let at: Timestamp
        package let people: Int

        package init(at: Timestamp, people: Int) {
            self.at = at
            self.people = people
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
