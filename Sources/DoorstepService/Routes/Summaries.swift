import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import HummingbirdCore

extension Endpoint {
    static let summaryCalls: [Endpoint] = [
        Endpoint(
            method: .get, path: "/v1/summaries/day/{date}",
            summary: "A trading day's figures from the facts as they are now.",
            inPath: [date],
            roles: [.report], answer: Answer(status: 200, about: "The summary.", schema: "Summary"),
            problems: [404]
        ) { incoming, service in
            try .json(try await service.ledger.summary(of: try day(incoming, service)))
        },
        Endpoint(
            method: .post, path: "/v1/summaries/day/{date}/deliver",
            summary: "Makes the day's summary as it is now, and queues it for the managers.",
            inPath: [date],
            answer: Answer(status: 202, about: "What was queued.", schema: "Deliveries"),
            problems: [404]
        ) { incoming, service in
            let day = try day(incoming, service)
            try await incoming.noBody()
            let deliveries = try await service.ledger.deliver(day)
            let body = DeliveriesBody(
                deliveries: deliveries.map { DeliveryBody($0, attempts: []) })
            return try .json(body, status: .accepted)
        },
        longer(
            .week, summary: "The figures of an ISO week, Monday to Sunday, from its facts.",
            about: "The week by ISO 8601: the year of its Thursday, and its number.",
            pattern: "^[0-9]{4}-W[0-9]{2}$", example: "2026-W47"),
        longer(
            .month, summary: "The figures of a month, from its facts.", about: "The month.",
            pattern: "^[0-9]{4}-[0-9]{2}$", example: "2026-11"),
    ]

    private static let date = Parameter(
        name: "date", about: "The date on which the trading day begins.",
        schema: ["type": "string", "format": "date"])

    /// Days to come have no figures, not even zeros.
    private static func day(
        _ incoming: Incoming, _ service: ShopService
    ) throws(ProblemBody) -> LocalDate {
        let text = incoming[path: "date"]
        guard let date = LocalDate(text) else { throw .unknownDay(text) }
        let today = service.shop.calendar.tradingDay(containing: service.now()).date
        guard date <= today else { throw .dayAhead(date, today: today) }
        return date
    }

    private static func longer(
        _ kind: SummaryPeriod.Kind, summary: String, about: String, pattern: String,
        example: String
    ) -> Endpoint {
        let word = kind.rawValue
        return Endpoint(
            method: .get, path: "/v1/summaries/\(word)/{\(word)}", summary: summary,
            inPath: [
                Parameter(
                    name: word, about: about,
                    schema: [
                        "type": "string", "pattern": .string(pattern),
                        "examples": [.string(example)],
                    ])
            ],
            roles: [.report], answer: Answer(status: 200, about: "The summary.", schema: "Summary"),
            problems: [404]
        ) { incoming, service in
            let text = incoming[path: word]
            guard let period = SummaryPeriod(kind, text) else {
                throw ProblemBody.unknownPeriod(kind, text, example: example)
            }
            let today = service.shop.calendar.tradingDay(containing: service.now()).date
            guard period.first <= today else {
                throw ProblemBody.periodAhead(period, now: SummaryPeriod(kind, containing: today))
            }
            return try .json(try await service.ledger.summary(of: period))
        }
    }
}
