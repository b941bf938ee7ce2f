import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let promptCalls: [Endpoint] = [
        Endpoint(
            method: .get, path: Route.prompts,
            summary: "The trading day's prompts, oldest due first, at most \(mostPrompts).",
            query: [
                Parameter(
                    name: "state", about: "Which ones.",
                    schema: [
                        "type": "string", "enum": words(Prompt.State.self), "default": "open",
                    ])
            ],
            roles: [.counter],
            answer: Answer(status: 200, about: "The prompts.", schema: "Prompts"),
            using: \.ledger
        ) { incoming, ledger in
            let state = try incoming.choice("state", of: Prompt.State.self) ?? .open
            let prompts = try await ledger.prompts(in: state, limit: mostPrompts)
            return try .json(PromptsBody(prompts: prompts))
        },
        Endpoint(
            recording: "/v1/prompts/{id}/answer",
            summary: "What became of a greeting, a farewell, or the question which way.",
            inPath: [id],
            body: .json("Answer", isNeeded: true), roles: [.counter],
            problems: [404, 409, 422]
        ) { json, incoming in
            let id = try incoming.sequence("id", orElse: { .unknownPrompt($0) })
            return try AnswerBody(reading: json).command(for: id, by: incoming.by)
        },
        Endpoint(
            recording: "/v1/prompts/{id}/outcome",
            summary: "What a visit was, noted after its farewell.",
            inPath: [id],
            body: .json("Outcome", isNeeded: true), roles: [.counter],
            problems: [404, 409, 422]
        ) { json, incoming in
            let id = try incoming.sequence("id", orElse: { .unknownPrompt($0) })
            return try OutcomeBody(reading: json).command(for: id, by: incoming.by)
        },
        Endpoint(
            recording: "/v1/prompts/{id}/tie",
            summary: "Which visit a farewell belongs to, said by somebody who saw it.",
            inPath: [id],
            body: .json("Tie", isNeeded: true), roles: [.counter],
            problems: [404, 409, 422]
        ) { json, incoming in
            let id = try incoming.sequence("id", orElse: { .unknownPrompt($0) })
            return try TieBody(reading: json).command(for: id, by: incoming.by)
        },
    ]

    private static let id = Parameter(
        name: "id", about: "The prompt's id.",
        schema: ["type": "string", "pattern": "^[0-9]{1,19}$"])

    /// More than a counter can show, and no more than an answer should hold.
    private static let mostPrompts = 1000
}
