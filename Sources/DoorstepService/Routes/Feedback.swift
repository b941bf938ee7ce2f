import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let feedbackCalls: [Endpoint] = [
        Endpoint(
            recording: Route.feedback,
            summary: "A visitor pressed a face: 0 is the worst, 3 the best. What looks like misuse "
                + "is kept with a flag and left out of the figures.",
            body: .json("Feedback", isNeeded: true), roles: [.kiosk]
        ) { json, incoming in
            var body = try FeedbackBody(reading: json)
            // A paired kiosk has the name that it was paired with, whatever it says.
            body.device = incoming.device?.name ?? body.device
            return body.command(by: incoming.by)
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
            answer: Answer(status: 200, about: "The feedback.", schema: "FeedbackList"),
            using: \.ledger
        ) { incoming, ledger in
            let isFlagged = try incoming.flag("flagged")
            let entries = try await ledger.feedback(
                isFlagged: isFlagged, limit: mostEntries)
            return try .json(
                FeedbackListBody(feedback: entries.map(FeedbackListBody.Entry.init)))
        },
        Endpoint(
            recording: "/v1/feedback/{sequence}/review",
            summary: "Somebody has looked at feedback: it counts, or does not, whatever its flag.",
            inPath: [
                Parameter(
                    name: "sequence", about: "The feedback's number.",
                    schema: ["type": "integer", "minimum": 1])
            ],
            body: .json("Review", isNeeded: true),
            problems: [404, 409, 422]
        ) { json, incoming in
            let sequence = try incoming.sequence("sequence", orElse: { .unknownFeedback($0) })
            return try ReviewBody(reading: json).command(for: sequence, by: incoming.by)
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
