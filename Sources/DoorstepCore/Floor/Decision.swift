/// A fact about to be recorded, without the members that the ledger adds: its number, the time of recording and the
/// clock's stamp.
package struct Draft: Hashable, Sendable {
    package let at: Timestamp
    package let source: String
    package let by: String?
    package let event: Event

    /// The fact's id; nil when the ledger is to make one.
    package private(set) var id: FactID?
}

extension Draft {
    /// A fact that the daemon adds by itself.
    init(_ event: Event, at: Timestamp) {
        self.init(at: at, source: "doorstepd", by: nil, event: event)
    }
}

/// The facts that a command becomes: its own, and others that follow from it.
package struct Decision: Hashable, Sendable {
    package let before: [Draft]
    package let fact: Draft
    package let after: [Draft]

    package init(before: [Draft] = [], fact: Draft, after: [Draft] = []) {
        self.before = before
        self.fact = fact
        self.after = after
    }

    /// The reason of the exclusion that follows the fact, numbered `sequence`; nil when none does.
    package func exclusion(of sequence: Sequence) -> ExclusionReason? {
        for case .exclusion(sequence, let reason) in after.map(\.event) { return reason }
        return nil
    }
}

extension [Draft] {
    /// The decision to record these, of which the first is the command's own; nil when there are none.
    var decision: Decision? {
        first.map { Decision(fact: $0, after: Array(dropFirst())) }
    }
}
