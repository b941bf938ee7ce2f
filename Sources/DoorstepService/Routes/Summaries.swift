import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let summaryCalls: [Endpoint] = SummaryPeriod.Kind.allCases.flatMap {
        [figures(of: $0), delivering($0)]
    }

    private static func figures(of kind: SummaryPeriod.Kind) -> Endpoint {
        Endpoint(
            method: .get, path: path(kind),
            summary: "The figures of \(kind.words), from its facts.",
            inPath: [parameter(kind)],
            roles: [.report], answer: Answer(status: 200, about: "The summary.", schema: "Summary"),
            problems: [404], using: \.ledger
        ) { incoming, ledger in
            try .json(try await ledger.summary(of: try period(kind, incoming, ledger)))
        }
    }

    private static func delivering(_ kind: SummaryPeriod.Kind) -> Endpoint {
        Endpoint(
            method: .post, path: path(kind) + "/deliver",
            summary: "Makes the \(kind.rawValue)'s summary as it is now, and queues it for one "
                + "destination or for every one that wants it.",
            inPath: [parameter(kind)], body: .json("Deliver", isNeeded: false),
            answer: Answer(status: 202, about: "What was queued.", schema: "Deliveries"),
            problems: [404, 507], using: { ($0.ledger, $0.destinations) }
        ) { incoming, parts in
            let (ledger, destinations) = parts
            let period = try period(kind, incoming, ledger)
            let body = try DeliverBody(reading: try incoming.json())
            let destination = try body.destination.map { try destinations.named($0).name }
            let deliveries = try await ledger.deliver(period, to: destination)
            return try .json(
                DeliveriesBody(deliveries: deliveries.map { DeliveryBody($0, attempts: []) }),
                status: .accepted)
        }
    }

    /// A period that is to come has no figures, not even zeros.
    private static func period(
        _ kind: SummaryPeriod.Kind, _ incoming: Incoming, _ ledger: Ledger
    ) throws(ProblemBody) -> SummaryPeriod {
        let text = incoming[path: kind.parameter]
        guard let period = SummaryPeriod(kind, text) else {
            throw .unknownPeriod(kind, text, example: kind.example)
        }
        let today = ledger.shop.calendar.tradingDay(containing: ledger.now).date
        guard period.first <= today else {
            throw .periodAhead(period, now: SummaryPeriod(kind, containing: today))
        }
        return period
    }

    private static func path(_ kind: SummaryPeriod.Kind) -> String {
        "/v1/summaries/\(kind.rawValue)/{\(kind.parameter)}"
    }

    private static func parameter(_ kind: SummaryPeriod.Kind) -> Parameter {
        switch kind {
        case .day:
            Parameter(
                name: kind.parameter, about: "The date on which the trading day begins.",
                schema: ["type": "string", "format": "date"])
        case .week:
            Parameter(
                name: kind.parameter,
                about: "The week by ISO 8601: the year of its Thursday, and its number.",
                schema: pattern("^[0-9]{4}-W[0-9]{2}$", kind))
        case .month:
            Parameter(
                name: kind.parameter, about: "The month.",
                schema: pattern("^[0-9]{4}-[0-9]{2}$", kind))
        }
    }

    private static func pattern(_ pattern: String, _ kind: SummaryPeriod.Kind) -> Document {
        [
            "type": "string", "pattern": .string(pattern), "examples": [.string(kind.example)],
        ]
    }
}

extension SummaryPeriod.Kind {
    fileprivate var parameter: String { self == .day ? "date" : rawValue }

    fileprivate var words: String {
        switch self {
        case .day: "a trading day"
        case .week: "an ISO week, Monday to Sunday"
        case .month: "a month"
        }
    }

    /// How one is written.
    package var example: String {
        switch self {
        case .day: "2026-11-21"
        case .week: "2026-W47"
        case .month: "2026-11"
        }
    }
}
