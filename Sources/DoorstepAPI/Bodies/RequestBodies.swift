import DoorstepCore

/// `POST /v1/entrances`, `POST /v1/exits`. All may be left out: one person, the only door, now.
package struct CrossingBody: Hashable, Sendable, Codable {
    package var door: String?

    /// Within `Crossing.sizes`.
    package var people: Int?
    package var at: Timestamp?

    /// The reporter: `sensor:front`. Left out: `staff`.
    package var source: String?

    package init(
        door: String? = nil, people: Int? = nil, at: Timestamp? = nil, source: String? = nil
    ) {
        self.door = door
        self.people = people
        self.at = at
        self.source = source
    }
}

/// `POST /v1/openings`.
package struct OpeningBody: Hashable, Sendable, Codable {
    package var door: String?
    package var at: Timestamp?
    package var source: String?

    package init(door: String? = nil, at: Timestamp? = nil, source: String? = nil) {
        self.door = door
        self.at = at
        self.source = source
    }
}

/// `POST /v1/dismissals`.
package struct DismissalBody: Hashable, Sendable, Codable {
    /// Left out: the only door.
    package var door: String?

    /// Both included.
    package var from: Timestamp
    package var to: Timestamp

    package init(door: String? = nil, from: Timestamp, to: Timestamp) {
        self.door = door
        self.from = from
        self.to = to
    }
}

/// `POST /v1/facts/{sequence}/void`.
package struct VoidBody: Hashable, Sendable, Codable {
    package var reason: String?

    package init(reason: String? = nil) {
        self.reason = reason
    }
}

/// `POST /v1/prompts/{id}/answer`.
package struct AnswerBody: Hashable, Sendable, Codable {
    /// For a greeting `reentry` too; for an opening only `entrance`, `exit` and `notAVisitor`.
    package var answer: Command.Reply

    /// The script that was said, when it is not the one proposed.
    package var script: String?
    package var observed: Observed?
    package var outcome: Outcome?

    /// `staff`, `delivery` or `test`, with `notAVisitor`.
    package var reason: ExclusionReason?

    /// The exit that a `reentry` undoes; left out: the last that fits.
    package var exit: Sequence?
    package var at: Timestamp?

    package init(
        answer: Command.Reply, script: String? = nil, observed: Observed? = nil,
        outcome: Outcome? = nil,
        reason: ExclusionReason? = nil, exit: Sequence? = nil, at: Timestamp? = nil
    ) {
        self.answer = answer
        self.script = script
        self.observed = observed
        self.outcome = outcome
        self.reason = reason
        self.exit = exit
        self.at = at
    }
}

/// `POST /v1/prompts/{id}/outcome`: what the visit was, noted after its farewell.
package struct OutcomeBody: Hashable, Sendable, Codable {
    package var outcome: Outcome
    package var at: Timestamp?

    package init(outcome: Outcome, at: Timestamp? = nil) {
        self.outcome = outcome
        self.at = at
    }
}

/// `POST /v1/prompts/{id}/tie`.
package struct TieBody: Hashable, Sendable, Codable {
    /// The entrance that began the visit; a number or a text of its digits.
    package var visit: Sequence

    package init(visit: Sequence) {
        self.visit = visit
    }
}

/// `POST /v1/occupancy`: a manual recount.
package struct RecountBody: Hashable, Sendable, Codable {
    /// Within `Event.recounts`.
    package var people: Int
    package var reason: String?

    package init(people: Int, reason: String? = nil) {
        self.people = people
        self.reason = reason
    }
}
