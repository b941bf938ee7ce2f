import DoorstepAPI
import DoorstepCore
import HTTPTypes

extension Endpoint {
    static let crossings: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.entrances, summary: "Somebody came in.",
            body: .json("Crossing", isNeeded: false), isKeyed: true, roles: [.counter],
            answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try incoming.json()
            let body = try CrossingBody(reading: json)
            return try await service.record(body.entrance(by: incoming.by), json, incoming)
        },
        Endpoint(
            method: .post, path: Route.exits, summary: "Somebody left.",
            body: .json("Crossing", isNeeded: false), isKeyed: true, roles: [.counter],
            answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try incoming.json()
            let body = try CrossingBody(reading: json)
            return try await service.record(body.exit(by: incoming.by), json, incoming)
        },
        Endpoint(
            method: .post, path: Route.openings,
            summary: "A door opened, and nobody knows which way it was passed.",
            body: .json("Opening", isNeeded: false), isKeyed: true, roles: [.counter],
            answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try incoming.json()
            let body = try OpeningBody(reading: json)
            return try await service.record(body.command(by: incoming.by), json, incoming)
        },
    ]
}
