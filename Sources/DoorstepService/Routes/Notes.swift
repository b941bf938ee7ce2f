import DoorstepAPI
import DoorstepCore
import HTTPTypes

extension Endpoint {
    /// The calls by which people say something beside the crossings.
    static let noteCalls: [Endpoint] = [
        Endpoint(
            recording: Route.occupancy, summary: "Somebody counted who is inside.",
            body: .json("Recount", isNeeded: true), roles: [.counter]
        ) { json, incoming in
            try RecountBody(reading: json).command(by: incoming.by)
        },
        Endpoint(
            recording: Route.dismissals,
            summary:
                "Excludes all that a door reported in a stretch of time, because its sensor was at fault.",
            body: .json("Dismissal", isNeeded: true)
        ) { json, incoming in
            try DismissalBody(reading: json).command(by: incoming.by)
        },
    ]
}
