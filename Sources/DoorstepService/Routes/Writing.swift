import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension ShopService {
    /// Records `command`, and answers with its fact. `json` is the body that the request's key stands for.
    func record(
        _ command: Command, _ json: JSON, _ incoming: Incoming
    ) async throws -> Response {
        let answer = try await ledger.submit(command, key: try incoming.key(for: json))
        switch answer {
        case .recorded(let recorded?): return try Self.answer(recorded)
        case .recorded(nil): throw ProblemBody.internalError
        case .replayed(let recorded):
            var response = try Self.answer(recorded)
            response.headers[.idempotentReplayed] = "true"
            return response
        }
    }

    private static func answer(_ recorded: Recorded) throws -> Response {
        try .json(RecordedBody(recorded), status: .created)
    }
}

extension RecordedBody {
    init(_ recorded: Recorded) {
        self.init(fact: recorded.fact, prompt: recorded.prompt.map(PromptBody.init))
    }
}

extension Endpoint.Answer {
    /// The answer of every write.
    static let recorded = Endpoint.Answer(
        status: 201, about: "It is on the disk.", schema: "Recorded")
}
