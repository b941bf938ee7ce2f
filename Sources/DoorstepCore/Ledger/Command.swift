/// Something that somebody asks the ledger to record. It becomes facts, or a `Refusal`.
package struct Command: Sendable {
    package let request: Request

    /// When it happened, if that is not now.
    package let at: Timestamp?
    package let source: String
    package let by: String?

    /// `source` is the staff unless another one is told.
    package init(
        _ request: Request, at: Timestamp? = nil, source: String? = nil, by: String? = nil
    ) {
        self.request = request
        self.at = at
        self.source = source ?? "staff"
        self.by = by
    }

    /// False for a fact that was made elsewhere.
    var isLive: Bool { if case .restore = request { false } else { true } }

    package enum Request: Sendable {
        /// `door` may be left out where the shop has only one.
        case enter(door: String?, people: Int)
        case exit(door: String?, people: Int)
        case open(door: String?)
        case answer(prompt: Sequence, Reply, AnswerDetails)
        /// Somebody saw which visit the exit ended.
        case tie(exit: Sequence, visit: Sequence)
        /// The crossings that a door reported in a stretch of time were no visitors'.
        case dismiss(door: String?, from: Timestamp, to: Timestamp)
        case void(Sequence, reason: String?)
        case recount(people: Int, reason: String?)
        case feedback(face: Int, device: String?)
        /// Somebody has looked at feedback: it counts, or does not, whatever its flag.
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

    /// The words of `answer` on the wire.
    package enum Reply: String, Codable, CaseIterable, Hashable, Sendable {
        case said, ownWords, missed, notAVisitor, reentry, entrance, exit
    }

    package struct AnswerDetails: Hashable, Sendable {
        package let script: ScriptID?
        package let observed: Observed
        package let outcome: Outcome?
        package let reason: ExclusionReason?

        /// The exit that a `reentry` undoes; nil: the one that fits best.
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
    /// The same row always has the same id, which is what makes a second import add nothing.
    package let id: FactID
    package let event: Event

    package init(id: FactID, event: Event) {
        self.id = id
        self.event = event
    }
}
