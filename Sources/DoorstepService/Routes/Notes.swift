import DoorstepAPI
import DoorstepCore
import HTTPTypes

extension Endpoint {
    /// The calls by which people say something beside the crossings.
    static let noteCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.occupancy, summary: "Somebody counted who is inside.",
            body: .json("Recount", isNeeded: true), isKeyed: true, roles: [.counter],
            answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try incoming.json()
            let body = try RecountBody(reading: json)
            return try await service.record(body.command(by: incoming.by), json, incoming)
        },
        Endpoint(
            method: .post, path: Route.dismissals,
            summary:
                "Excludes all that a door reported in a stretch of time, because its sensor was at fault.",
            body: .json("Dismissal", isNeeded: true), isKeyed: true, answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try incoming.json()
            let body = try DismissalBody(reading: json)
            return try await service.record(body.command(by: incoming.by), json, incoming)
        },
    ]
}
