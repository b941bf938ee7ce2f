import DoorstepCore

/// The paths of the wire contract, version 1: DESIGN section 6. One description, compiled by both ends.
package enum Route {
    package static let entrances = "/v1/entrances"
    package static let exits = "/v1/exits"
    package static let openings = "/v1/openings"
    package static let dismissals = "/v1/dismissals"
    package static let facts = "/v1/facts"
    package static let now = "/v1/now"
    package static let prompts = "/v1/prompts"
    package static let occupancy = "/v1/occupancy"
    package static let feedback = "/v1/feedback"
    package static let welcome = "/v1/welcome"
    package static let checklist = "/v1/checklist"
    package static let imports = "/v1/imports"
    package static let deliveries = "/v1/deliveries"
    package static let destinations = "/v1/destinations"
    package static let claims = "/v1/outbox/claims"
    package static let stream = "/v1/stream"
    package static let health = "/v1/health"
    package static let pairings = "/v1/pairings"
    package static let devices = "/v1/devices"
    package static let openapi = "/v1/openapi.json"
    package static let metrics = "/metrics"

    /// The page that a pairing code leads to.
    package static func pair(_ code: String) -> String { "/pair/\(code)" }
    package static func device(_ id: Int64) -> String { "/v1/devices/\(id)" }
    package static func void(_ sequence: Int64) -> String { "/v1/facts/\(sequence)/void" }
    package static func answer(_ prompt: String) -> String { "/v1/prompts/\(prompt)/answer" }
    package static func outcome(_ prompt: String) -> String { "/v1/prompts/\(prompt)/outcome" }
    package static func tie(_ prompt: String) -> String { "/v1/prompts/\(prompt)/tie" }
    package static func review(_ feedback: Int64) -> String { "/v1/feedback/\(feedback)/review" }
    package static func heartbeat(_ door: String) -> String { "/v1/doors/\(door)/heartbeat" }
    package static func summary(day: String) -> String { "/v1/summaries/day/\(day)" }
    package static func summary(week: String) -> String { "/v1/summaries/week/\(week)" }
    package static func summary(month: String) -> String { "/v1/summaries/month/\(month)" }
    package static func deliver(_ kind: SummaryPeriod.Kind, _ id: String) -> String {
        "/v1/summaries/\(kind.rawValue)/\(id)/deliver"
    }
    package static func retry(_ delivery: String) -> String { "/v1/deliveries/\(delivery)/retry" }
    package static func drop(_ delivery: String) -> String { "/v1/deliveries/\(delivery)/drop" }
    package static func outgoing(_ delivery: String) -> String { "/v1/outbox/\(delivery)/outgoing" }
    package static func attempts(_ delivery: String) -> String { "/v1/outbox/\(delivery)/attempts" }
    package static func testAnswer(_ test: String) -> String { "/v1/outbox/tests/\(test)" }
    package static func test(_ destination: String) -> String {
        "/v1/destinations/\(destination)/test"
    }
    package static func pause(_ destination: String) -> String {
        "/v1/destinations/\(destination)/pause"
    }
    package static func resume(_ destination: String) -> String {
        "/v1/destinations/\(destination)/resume"
    }

    /// The report page's period in a query.
    package static func report(_ period: SummaryPeriod, more: String = "") -> String {
        period.reportPath + more
    }
    package static func reportSheet(_ period: SummaryPeriod) -> String {
        "/report.csv?\(period.kind.rawValue)=\(period.id)"
    }
}

/// The limits of the wire contract: DESIGN section 6. Those of a connection are `ConnectionLimits`.
package enum Limit {
    package static let bodyBytes = 16 * 1024
    package static let importBytes = 256 * 1024

    /// The size of a courier's report of a test: a whole message, with the answer to it.
    package static let testAnswerBytes = 256 * 1024
    package static let factsPerCall = 10_000
    package static let deliveriesPerCall = 1000

    /// Events that a slow reader of the stream may be behind before it is disconnected, and before it is told
    /// to start anew.
    package static let streamBacklog = 256
    package static let streamResume = 10_000
    package static let beat = Duration.seconds(5)

    /// How often one delivery is sent again.
    package static let rounds = 0...1_000_000

    /// How long a courier's question for work may wait for some, in seconds.
    package static let claimWait = 0...25
}

/// The header fields of the contract.
package enum HeaderName {
    package static let idempotencyKey = "Idempotency-Key"
    package static let idempotentReplayed = "Idempotent-Replayed"
    package static let lastEventID = "Last-Event-ID"
    /// In every answer on the Unix socket: the IANA name of the shop's zone, for who shows times to people.
    package static let timeZone = "Doorstep-Time-Zone"
}

/// Names in the stream that are not a fact's kind.
package enum StreamEventName {
    package static let beat = "beat"
    package static let reset = "reset"
}
