import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let destinationCalls: [Endpoint] = [
        Endpoint(
            method: .get, path: Route.destinations,
            summary: "Where summaries go, and how each destination stands.",
            answer: Answer(status: 200, about: "The destinations.", schema: "Destinations"),
            using: { ($0.ledger, $0.destinations) }
        ) { _, parts in
            let (ledger, destinations) = parts
            let statuses = try await ledger.destinationStatuses()
            return try .json(
                DestinationsBody(
                    destinations: destinations.map {
                        DestinationBody($0, statuses[$0.name])
                    }))
        },
        switching(
            path: "/v1/destinations/{name}/pause",
            summary: "Sends it nothing until it is resumed; what it is owed is kept.",
            about: "It is paused; one that is gone stays gone."
        ) { try await $1.pause($0) },
        switching(
            path: "/v1/destinations/{name}/resume",
            summary: "Sends it again what it is owed, what was held first.", about: "It is on."
        ) { _ = try await $1.resume($0) },
    ]

    /// Does no more when it is done already.
    private static func switching(
        path: String, summary: String, about: String,
        _ change: @escaping @Sendable (String, Ledger) async throws -> Void
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary,
            inPath: [
                Parameter(
                    name: "name", about: "The destination's name.", schema: ["type": "string"])
            ],
            answer: Answer(status: 200, about: about, schema: "Destination"), problems: [404, 507],
            using: { ($0.ledger, $0.destinations) }
        ) { incoming, parts in
            let (ledger, destinations) = parts
            try incoming.noBody()
            let profile = try destinations.named(incoming[path: "name"])
            try await change(profile.name, ledger)
            let status = try await ledger.destinationStatuses()[profile.name]
            return try .json(DestinationBody(profile, status))
        }
    }
}

extension [DestinationProfile] {
    func named(_ name: String) throws(ProblemBody) -> DestinationProfile {
        guard let profile = first(where: { $0.name == name }) else { throw unknown(name) }
        return profile
    }

    func unknown(_ name: String) -> ProblemBody { .unknownDestination(name, known: map(\.name)) }
}
