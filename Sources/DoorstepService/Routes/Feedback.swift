import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let feedbackCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.feedback,
            summary: "A visitor pressed a face: 0 is the worst, 3 the best. What looks like misuse "
                + "is kept with a flag and left out of the figures.",
            body: .json("Feedback", isNeeded: true), isKeyed: true, roles: [.kiosk],
            answer: .recorded,
            problems: [422]
        ) { incoming, service in
            let json = try incoming.json()
            var body = try FeedbackBody(reading: json)
            // A paired kiosk has the name that it was paired with, whatever it says.
            body.device = incoming.device?.name ?? body.device
            return try await service.record(body.command(by: incoming.by), json, incoming)
        },
        Endpoint(
            method: .get, path: Route.feedback,
            summary: "The trading day's feedback, in order, the last \(mostEntries).",
            query: [
                Parameter(
                    name: "flagged",
                    about:
                        "Only that which looks like misuse, or only the rest; all when left out.",
                    schema: ["type": "string", "enum": ["true", "false"]])
            ],
            answer: Answer(status: 200, about: "The feedback.", schema: "FeedbackList")
        ) { incoming, service in
            let isFlagged = try incoming.flag("flagged")
            let entries = try await service.ledger.feedback(
                isFlagged: isFlagged, limit: mostEntries)
            return try .json(
                FeedbackListBody(feedback: entries.map(FeedbackListBody.Entry.init)))
        },
        Endpoint(
            method: .post, path: "/v1/feedback/{sequence}/review",
            summary: "Somebody has looked at feedback: it counts, or does not, whatever its flag.",
            inPath: [
                Parameter(
                    name: "sequence", about: "The feedback's number.",
                    schema: ["type": "integer", "minimum": 1])
            ],
            body: .json("Review", isNeeded: true), isKeyed: true, answer: .recorded,
            problems: [404, 409, 422]
        ) { incoming, service in
            let sequence = try incoming.sequence("sequence", orElse: { .unknownFeedback($0) })
            let json = try incoming.json()
            let body = try ReviewBody(reading: json)
            return try await service.record(
                body.command(for: sequence, by: incoming.by), json, incoming)
        },
    ]

    private static let mostEntries = 1000
}

extension FeedbackListBody.Entry {
    fileprivate init(_ entry: FacePress) {
        self.init(
            sequence: entry.sequence, at: entry.at, face: entry.face, device: entry.device,
            flag: entry.flag, reviewed: entry.isReviewed, counts: entry.counts)
    }
}
