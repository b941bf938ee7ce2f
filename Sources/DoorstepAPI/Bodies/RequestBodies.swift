import DoorstepCore

/// `POST /v1/entrances`, `POST /v1/exits`. All may be left out: one person, the only door, now.
package struct CrossingBody: Hashable, Sendable, Codable {
    package var door: String?

    /// 1...500.
    package var people: Int?
    package var at: Timestamp?

    /// Who reports it: `sensor:front`. Left out: `staff`.
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
    /// 0...100,000.
    package var people: Int
    package var reason: String?

    package init(people: Int, reason: String? = nil) {
        self.people = people
        self.reason = reason
    }
}

/// One line of `POST /v1/imports` (NDJSON): a fact as `/v1/facts` shows it, without `sequence`, and with
/// references to other facts by their id, since sequences differ from one ledger to another.
///
/// Which members a kind needs is what the kind has in `/v1/facts`. Kinds that a ledger makes for itself
/// (`lapse`, `dayClosed`, `clockSet`) are not imported.
package struct ImportLine: Hashable, Sendable, Codable {
    package var id: FactID
    package var kind: Event.Kind
    package var at: Timestamp
    package var source: String
    package var door: String?
    package var people: Int?
    package var script: ScriptID?

    /// True for an old counter's crossings: counted, but nobody was prompted.
    package var imported: Bool?

    package var refers: References?
    package var certain: Bool?
    package var answer: Answer.Reply?
    package var observed: Observed?
    package var outcome: Outcome?
    package var reason: String?
    package var face: Int?
    package var device: String?
    package var flag: FeedbackFlag?
    package var counts: Bool?
    package var madSince: Timestamp?

    /// Of a dismissal.
    package var from: Timestamp?
    package var to: Timestamp?

    package init(id: FactID, kind: Event.Kind, at: Timestamp, source: String) {
        self.id = id
        self.kind = kind
        self.at = at
        self.source = source
    }

    /// The facts that this one speaks of, by id. They must be in the ledger or earlier in the same body.
    package struct References: Hashable, Sendable, Codable {
        package var prompt: FactID?
        package var visit: FactID?
        package var voids: FactID?
        package var opening: FactID?
        package var exit: FactID?
        package var feedback: FactID?

        package init(
            prompt: FactID? = nil, visit: FactID? = nil, voids: FactID? = nil,
            opening: FactID? = nil, exit: FactID? = nil, feedback: FactID? = nil
        ) {
            self.prompt = prompt
            self.visit = visit
            self.voids = voids
            self.opening = opening
            self.exit = exit
            self.feedback = feedback
        }
    }
}
