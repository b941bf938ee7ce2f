import DoorstepAPI
import DoorstepCore
import HTTPTypes

extension Endpoint {
    /// What people say beside the crossings: a recount, a visitor's face.
    static let noteCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.occupancy, summary: "Somebody counted who is inside.",
            body: .json("Recount", isNeeded: true), isKeyed: true, answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try await incoming.json()
            let body = try RecountBody(reading: json)
            return try await service.record(
                .recount(people: body.people, reason: body.reason), at: nil, source: nil,
                json: json, incoming)
        },
        Endpoint(
            method: .post, path: Route.feedback,
            summary: "A visitor pressed a face: 0 is the worst, 3 the best.",
            body: .json("Feedback", isNeeded: true), isKeyed: true, answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try await incoming.json()
            let body = try FeedbackBody(reading: json)
            return try await service.record(
                .feedback(face: body.face, device: body.device), at: body.at,
                source: body.device.map { "feedback:\($0)" }, json: json, incoming)
        },
    ]
}
