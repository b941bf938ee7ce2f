import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let deliveryCalls: [Endpoint] = [
        Endpoint(
            method: .get, path: Route.deliveries,
            summary:
                "Messages to the managers with their attempts, the last \(Limit.deliveriesPerCall).",
            query: [
                Parameter(
                    name: "state", about: "Which ones; all when left out.",
                    schema: ["type": "string", "enum": words(Delivery.State.self)]),
                Parameter(
                    name: "destination", about: "Whose; everybody's when left out.",
                    schema: ["type": "string"]),
            ],
            answer: Answer(status: 200, about: "The deliveries.", schema: "Deliveries"),
            using: \.ledger
        ) { incoming, ledger in
            let state = try incoming.choice("state", of: Delivery.State.self)
            let list = try await ledger.deliveries(
                in: state, to: incoming.query["destination"], limit: Limit.deliveriesPerCall)
            return try .json(
                DeliveriesBody(
                    deliveries: list.map { DeliveryBody($0.delivery, attempts: $0.attempts) }))
        },
        Endpoint(
            method: .post, path: "/v1/deliveries/{id}/retry",
            summary: "Sends a dead or held delivery again.",
            inPath: [
                Parameter(name: "id", about: "The delivery's id.", schema: ["type": "string"])
            ],
            answer: Answer(status: 200, about: "It is due now.", schema: "Delivery"),
            problems: [404, 409], using: \.ledger
        ) { incoming, ledger in
            try incoming.noBody()
            let id = DeliveryID(rawValue: incoming[path: "id"])
            return try .json(DeliveryBody(try await ledger.retry(id), attempts: []))
        },
        Endpoint(
            method: .post, path: "/v1/deliveries/{id}/drop",
            summary:
                "Nobody wants it: a dead or held delivery, or any of a destination that is configured no more, is "
                + "never sent again.",
            inPath: [
                Parameter(name: "id", about: "The delivery's id.", schema: ["type": "string"])
            ],
            answer: Answer(status: 200, about: "It is dropped.", schema: "Delivery"),
            problems: [404, 409], using: \.ledger
        ) { incoming, ledger in
            try incoming.noBody()
            let id = DeliveryID(rawValue: incoming[path: "id"])
            return try .json(DeliveryBody(try await ledger.drop(id), attempts: []))
        },
        Endpoint(
            method: .post, path: "/v1/destinations/{name}/test",
            summary:
                "Sends a test message now, and says what came back; one that arrives ends the wait after a refused "
                + "login.",
            inPath: [
                Parameter(
                    name: "name", about: "The destination's name.", schema: ["type": "string"])
            ],
            answer: Answer(
                status: 200, about: "What was sent and what came back.", schema: "DestinationTest"),
            problems: [404], using: { ($0.ledger, $0.destinations, $0.testDestination) }
        ) { incoming, parts in
            let (ledger, destinations, test) = parts
            try incoming.noBody()
            let name = incoming[path: "name"]
            guard var body = try await test(name) else {
                throw destinations.unknown(name)
            }
            if body.delivered, try await ledger.resumeAfterLogin(name) {
                body.note = "the login is taken again, and what waited is sent now"
            }
            return try .json(body)
        },
    ]
}
