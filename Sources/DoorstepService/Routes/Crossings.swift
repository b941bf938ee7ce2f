import DoorstepAPI
import DoorstepCore
import HTTPTypes

extension Endpoint {
    static let crossings: [Endpoint] = [
        Endpoint(
            recording: Route.entrances, summary: "Somebody came in.",
            body: .json("Crossing", isNeeded: false), roles: [.counter]
        ) { json, incoming in
            try CrossingBody(reading: json).entrance(by: incoming.by)
        },
        Endpoint(
            recording: Route.exits, summary: "Somebody left.",
            body: .json("Crossing", isNeeded: false), roles: [.counter]
        ) { json, incoming in
            try CrossingBody(reading: json).exit(by: incoming.by)
        },
        Endpoint(
            recording: Route.openings,
            summary: "A door opened, and nobody knows which way it was passed.",
            body: .json("Opening", isNeeded: false), roles: [.counter]
        ) { json, incoming in
            try OpeningBody(reading: json).command(by: incoming.by)
        },
    ]
}
