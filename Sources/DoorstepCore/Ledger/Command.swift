/// A request to record something. It becomes facts, or a `Refusal`.
package struct Command: Sendable {
    package let request: Request

    /// The time at which it happened; nil for now.
    package let at: Timestamp?
    package let source: String
    package let by: String?

    /// Without a `source` it is `staff`.
    package init(
        _ request: Request, at: Timestamp? = nil, source: String? = nil, by: String? = nil
    ) {
        self.request = request
        self.at = at
        self.source = source ?? "staff"
        self.by = by
    }

    /// Whether the command comes from the shop: false for a fact that was made elsewhere.
    var isLive: Bool { if case .restore = request { false } else { true } }

    package enum Request: Sendable {
        /// `door` may be left out where the shop has only one.
        case enter(door: String?, people: Int)
        case exit(door: String?, people: Int)
        case open(door: String?)
        case answer(prompt: Sequence, Reply, AnswerDetails)
        /// Notes the outcome of the visit that an exit ended, after the farewell.
        case outcome(prompt: Sequence, Outcome)
        /// Ties an exit to the visit that it ended, as a person saw.
        case tie(exit: Sequence, visit: Sequence)
        /// Excludes all crossings that a door reported from one moment to another: see `Dismissal`.
        case dismiss(door: String?, from: Timestamp, to: Timestamp)
        case void(Sequence, reason: String?)
        case recount(people: Int, reason: String?)
        case feedback(face: Int, device: String?)
        /// Decides whether feedback counts, whatever its flag.
        case review(feedback: Sequence, counts: Bool)
        case doorDown(door: String, reason: String)
        case doorUp(door: String)
        /// Ends every prompt whose time is up.
        case lapse
        /// Opens a look-in for every visitor who has been inside, unserved, for long enough.
        case lookIn
        case closeDay(LocalDate)
        case setClock(boot: String, shift: Int64)
        case restore(ImportedFact)
    }

    /// An answer to a prompt, by its word on the wire.
    package enum Reply: String, Codable, CaseIterable, Hashable, Sendable {
        case said, ownWords, missed, notAVisitor, reentry, entrance, exit
    }

    package struct AnswerDetails: Hashable, Sendable {
        package let script: ScriptID?
        package let observed: Observed
        package let outcome: Outcome?
        package let reason: ExclusionReason?

        /// The exit that a `reentry` undoes; nil for the one that fits best.
        package let exit: Sequence?

        package init(
            script: ScriptID? = nil, observed: Observed = Observed(), outcome: Outcome? = nil,
            reason: ExclusionReason? = nil, exit: Sequence? = nil
        ) {
            self.script = script
            self.observed = observed
            self.outcome = outcome
            self.reason = reason
            self.exit = exit
        }
    }
}

/// A fact that was made elsewhere: a row of an old counter's history, or a fact of another ledger, its
/// references already turned into sequences of this one.
package struct ImportedFact: Hashable, Sendable {
    /// The id. The same row always has the same one, so that a second import adds nothing.
    package let id: FactID
    package let event: Event

    package init(id: FactID, event: Event) {
        self.id = id
        self.event = event
    }
}
