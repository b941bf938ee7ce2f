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
            roles: [.counter], answer: Answer(status: 200, about: "The prompts.", schema: "Prompts")
        ) { incoming, service in
            let state = try incoming.choice("state", of: Prompt.State.self) ?? .open
            let prompts = try await service.ledger.prompts(in: state, limit: mostPrompts)
            return try .json(PromptsBody(prompts: prompts.map(PromptBody.init)))
        },
        Endpoint(
            method: .post, path: "/v1/prompts/{id}/answer",
            summary: "What became of a greeting, a farewell, or the question which way.",
            inPath: [id],
            body: .json("Answer", isNeeded: true), isKeyed: true, roles: [.counter],
            answer: .recorded,
            problems: [404, 409, 422]
        ) { incoming, service in
            let id = try incoming.sequence("id", orElse: { .unknownPrompt($0) })
            let json = try incoming.json()
            let body = try AnswerBody(reading: json)
            return try await service.record(
                body.command(for: id, by: incoming.by), json, incoming)
        },
        Endpoint(
            method: .post, path: "/v1/prompts/{id}/tie",
            summary: "Which visit a farewell belongs to, said by somebody who saw it.",
            inPath: [id],
            body: .json("Tie", isNeeded: true), isKeyed: true, roles: [.counter], answer: .recorded,
            problems: [404, 409, 422]
        ) { incoming, service in
            let id = try incoming.sequence("id", orElse: { .unknownPrompt($0) })
            let json = try incoming.json()
            let body = try TieBody(reading: json)
            return try await service.record(
                body.command(for: id, by: incoming.by), json, incoming)
        },
    ]

    private static let id = Parameter(
        name: "id", about: "The prompt's id.",
        schema: ["type": "string", "pattern": "^[0-9]{1,19}$"])

    /// More than a counter can show, and no more than an answer should hold.
    private static let mostPrompts = 1000
}
