import DoorstepCore

/// The answer to a write: the fact's members, and beside them the prompt that it opened or ended.
package struct RecordedBody: Hashable, Sendable, Codable {
    package let fact: Fact
    package let prompt: PromptBody?

    package init(fact: Fact, prompt: PromptBody?) {
        self.fact = fact
        self.prompt = prompt
    }

    private enum CodingKeys: String, CodingKey { case prompt }

    package init(from decoder: any Decoder) throws {
        fact = try Fact(from: decoder)
        prompt = try decoder.container(keyedBy: CodingKeys.self)
            .decodeIfPresent(PromptBody.self, forKey: .prompt)
    }

    package func encode(to encoder: any Encoder) throws {
        try fact.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(prompt, forKey: .prompt)
    }
}

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
    package let recorded: RecordedBody
    package let now: NowBody

    package init(recorded: RecordedBody, now: NowBody) {
        self.recorded = recorded
        self.now = now
    }

    private enum CodingKeys: String, CodingKey { case now }

    package init(from decoder: any Decoder) throws {
        recorded = try RecordedBody(from: decoder)
        now = try decoder.container(keyedBy: CodingKeys.self).decode(NowBody.self, forKey: .now)
    }

    package func encode(to encoder: any Encoder) throws {
        try recorded.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(now, forKey: .now)
    }
}

/// A prompt as staff see it.
package struct PromptBody: Hashable, Sendable, Codable {
    package let id: String
    package let moment: Moment
    package let door: String
    package let people: Int
    package let openedAt: Timestamp
    package let dueFrom: Timestamp
    package let dueBy: Timestamp
    package let lapsesAt: Timestamp
    package let state: Prompt.State
    package let script: ScriptBody?
    package let alternatives: [ScriptBody]
    package let visit: String?
    package let certain: Bool

    /// The answers that fit its moment, the usual one first.
    package let answers: [Command.Reply]

    package struct ScriptBody: Hashable, Sendable, Codable {
        package let id: ScriptID
        package let text: String
    }

    package init(_ prompt: Prompt) {
        id = prompt.id.description
        moment = prompt.moment
        door = prompt.door
        people = prompt.people
        openedAt = prompt.openedAt
        dueFrom = prompt.window.dueFrom
        dueBy = prompt.window.dueBy
        lapsesAt = prompt.window.lapsesAt
        state = prompt.state
        script = prompt.script.map { ScriptBody(id: $0.id, text: $0.text) }
        alternatives = prompt.alternatives.map { ScriptBody(id: $0.id, text: $0.text) }
        visit = prompt.visit?.description
        certain = prompt.isCertain
        answers = prompt.moment.replies
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
    package let prompts: [PromptBody]

    package init(prompts: [PromptBody]) {
        self.prompts = prompts
    }
}
