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
            let json = try await incoming.json()
            let body = try CrossingBody(reading: json)
            return try await service.record(
                .enter(door: body.door, people: body.people ?? 1), at: body.at,
                source: body.source, json: json, incoming)
        },
        Endpoint(
            method: .post, path: Route.exits, summary: "Somebody left.",
            body: .json("Crossing", isNeeded: false), isKeyed: true, roles: [.counter],
            answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try await incoming.json()
            let body = try CrossingBody(reading: json)
            return try await service.record(
                .exit(door: body.door, people: body.people ?? 1), at: body.at,
                source: body.source, json: json, incoming)
        },
        Endpoint(
            method: .post, path: Route.openings,
            summary: "A door opened, and nobody knows which way it was passed.",
            body: .json("Opening", isNeeded: false), isKeyed: true, roles: [.counter],
            answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try await incoming.json()
            let body = try OpeningBody(reading: json)
            return try await service.record(
                .open(door: body.door), at: body.at, source: body.source, json: json, incoming)
        },
    ]
}
