import DoorstepCore

/// A line of `GET /v1/facts`, and of an NDJSON export: the fact, and the ledger that numbered it.
package struct FactOfLedger: Hashable, Sendable, Codable {
    package let fact: Fact

    /// Nil in a line that somebody made by hand.
    package let ledger: LedgerID?

    package init(fact: Fact, ledger: LedgerID?) {
        self.fact = fact
        self.ledger = ledger
    }

    private enum CodingKeys: String, CodingKey { case ledger }

    package init(from decoder: any Decoder) throws {
        fact = try Fact(from: decoder)
        ledger = try decoder.container(keyedBy: CodingKeys.self)
            .decodeIfPresent(LedgerID.self, forKey: .ledger)
    }

    package func encode(to encoder: any Encoder) throws {
        try fact.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(ledger, forKey: .ledger)
    }

    /// The place after the fact; nil when its ledger has no name.
    package var position: LedgerPosition? {
        ledger.map { LedgerPosition(ledger: $0, sequence: fact.sequence) }
    }
}

/// The data of one event of the stream: a fact, the prompt that it opened or ended, and the shop as it is when the event
/// is sent.
package struct StreamEventBody: Hashable, Sendable, Codable {
    package let recorded: Recorded
    package let now: NowBody

    package init(recorded: Recorded, now: NowBody) {
        self.recorded = recorded
        self.now = now
    }

    private enum CodingKeys: String, CodingKey { case now }

    package init(from decoder: any Decoder) throws {
        recorded = try Recorded(from: decoder)
        now = try decoder.container(keyedBy: CodingKeys.self).decode(NowBody.self, forKey: .now)
    }

    package func encode(to encoder: any Encoder) throws {
        try recorded.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(now, forKey: .now)
    }
}

/// `POST /v1/imports`.
package struct ImportAnswer: Hashable, Sendable, Codable {
    /// Lines understood.
    package let accepted: Int

    /// Facts added.
    package let facts: Int

    /// Lines that the ledger already had.
    package let ignored: Int

    /// The ledger that has them now.
    package let ledger: LedgerID

    package init(accepted: Int, facts: Int, ignored: Int, ledger: LedgerID) {
        self.ledger = ledger
        self.accepted = accepted
        self.facts = facts
        self.ignored = ignored
    }
}

/// Lists are wrapped, so that a later version can say more beside them.
package struct PromptsBody: Hashable, Sendable, Codable {
    package let prompts: [Prompt]

    package init(prompts: [Prompt]) {
        self.prompts = prompts
    }
}
