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

/// The data of one event of the stream: a fact, the prompt that it opened or ended, and the counts as they
/// are when the event is sent.
package struct StreamEventBody: Hashable, Sendable, Codable {
    package let recorded: RecordedBody
    package let now: CountsBody

    package init(recorded: RecordedBody, now: CountsBody) {
        self.recorded = recorded
        self.now = now
    }

    private enum CodingKeys: String, CodingKey { case now }

    package init(from decoder: any Decoder) throws {
        recorded = try RecordedBody(from: decoder)
        now = try decoder.container(keyedBy: CodingKeys.self).decode(CountsBody.self, forKey: .now)
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
    }
}

/// Occupancy and the trading day's counts.
package struct CountsBody: Hashable, Sendable, Codable {
    /// Signed; screens show at least 0.
    package let occupancy: Int
    package let openPrompts: Int
    package let today: DayCounts

    package init(occupancy: Int, openPrompts: Int, today: DayCounts) {
        self.occupancy = occupancy
        self.openPrompts = openPrompts
        self.today = today
    }

    package init(_ snapshot: FloorSnapshot) {
        self.init(
            occupancy: snapshot.occupancy, openPrompts: snapshot.openPrompts,
            today: snapshot.counts)
    }
}

/// `GET /v1/now`.
package struct NowBody: Hashable, Sendable, Codable {
    package let at: Timestamp
    package let shop: String

    /// The trading day.
    package let day: LocalDate

    /// Of the last fact that these figures contain: where to resume the stream.
    package let sequence: Sequence

    /// Signed; screens show at least 0.
    package let occupancy: Int
    package let today: DayCounts

    /// The open ones, oldest due first.
    package let prompts: [PromptBody]
    package let doors: [DoorBody]

    /// Whether the day's summary has been made.
    package let dayIsClosed: Bool

    /// When the next summary will be made.
    package let nextClosing: Timestamp

    package init(
        at: Timestamp, shop: String, snapshot: FloorSnapshot, doors: [DoorBody],
        nextClosing: Timestamp
    ) {
        self.at = at
        self.shop = shop
        day = snapshot.day.date
        sequence = snapshot.sequence
        occupancy = snapshot.occupancy
        today = snapshot.counts
        prompts = snapshot.prompts.map(PromptBody.init)
        self.doors = doors
        dayIsClosed = snapshot.isClosed
        self.nextClosing = nextClosing
    }
}

package struct DoorBody: Hashable, Sendable, Codable {
    package let name: String

    /// `up` or `down`.
    package let state: String

    /// Since when it is down, and why.
    package let since: Timestamp?
    package let reason: String?

    /// The last crossing, opening or heartbeat in this run of the daemon.
    package let lastSeen: Timestamp?

    package init(_ status: DoorStatus, lastSeen: Timestamp?) {
        name = status.door
        state = status.down == nil ? "up" : "down"
        since = status.down?.since
        reason = status.down?.reason
        self.lastSeen = lastSeen
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

    package init(accepted: Int, facts: Int, ignored: Int) {
        self.accepted = accepted
        self.facts = facts
        self.ignored = ignored
    }
}

/// One delivery of `GET /v1/deliveries`, with its attempts, oldest first.
package struct DeliveryBody: Hashable, Sendable, Codable {
    package let id: DeliveryID
    package let destination: String
    package let subject: String
    package let state: Delivery.State
    package let createdAt: Timestamp
    package let dueAt: Timestamp?
    package let attempts: [AttemptBody]

    package init(_ delivery: Delivery, attempts: [Attempt]) {
        id = delivery.id
        destination = delivery.destination
        subject = delivery.subject
        state = delivery.state
        createdAt = delivery.createdAt
        dueAt = delivery.dueAt
        self.attempts = attempts.map(AttemptBody.init)
    }
}

package struct AttemptBody: Hashable, Sendable, Codable {
    package let number: Int
    package let at: Timestamp
    package let milliseconds: Int64
    package let status: Int?
    package let error: String?
    package let answer: String?
    package let address: String?

    package init(_ attempt: Attempt) {
        number = attempt.number
        at = attempt.at
        milliseconds = attempt.duration.milliseconds
        status = attempt.status
        error = attempt.error
        answer = attempt.answer
        address = attempt.address
    }
}

/// Lists are wrapped, so that a later version can say more beside them.
package struct PromptsBody: Hashable, Sendable, Codable {
    package let prompts: [PromptBody]

    package init(prompts: [PromptBody]) {
        self.prompts = prompts
    }
}

package struct DeliveriesBody: Hashable, Sendable, Codable {
    package let deliveries: [DeliveryBody]

    package init(deliveries: [DeliveryBody]) {
        self.deliveries = deliveries
    }
}

/// `POST /v1/destinations/{name}/test`: what was sent and what came back.
package struct DestinationTestBody: Hashable, Sendable, Codable {
    package let destination: String
    package let delivered: Bool

    /// Without the URL's path, which is often a secret.
    package let host: String
    package let contentType: String
    package let body: String
    package let attempt: AttemptBody

    package init(
        destination: String, delivered: Bool, host: String, contentType: String, body: String,
        attempt: AttemptBody
    ) {
        self.destination = destination
        self.delivered = delivered
        self.host = host
        self.contentType = contentType
        self.body = body
        self.attempt = attempt
    }
}

/// `GET /v1/health`.
package struct HealthBody: Hashable, Sendable, Codable {
    /// `ok`, `degraded`; `starting` or `failing` with status 503.
    package let status: String
    package let checks: [Check]

    package init(status: String, checks: [Check]) {
        self.status = status
        self.checks = checks
    }

    package struct Check: Hashable, Sendable, Codable {
        /// `ledger`, `clock`, `door:front`, `destination:manager`, `backup` …
        package let name: String
        package let ok: Bool

        /// What is wrong and what to do; nil when all is well.
        package let detail: String?

        package init(name: String, ok: Bool, detail: String? = nil) {
            self.name = name
            self.ok = ok
            self.detail = detail
        }
    }
}

/// An error, as RFC 9457 writes it.
package struct ProblemBody: Error, Hashable, Sendable, Codable {
    package let type: String
    package let title: String
    package let status: Int

    /// A stable word for programs: `unknown-door`, `invalid-body`, `disk-full` …
    package let kind: String

    /// The field and what was found.
    package let detail: String

    /// What to do.
    package let hint: String?

    package init(status: Int, title: String, kind: String, detail: String, hint: String? = nil) {
        type = "about:blank"
        self.title = title
        self.status = status
        self.kind = kind
        self.detail = detail
        self.hint = hint
    }
}
