import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import HummingbirdCore

extension ShopService {
    /// Records what was asked for, and answers with the fact. `json` is the body that the key stands for.
    func record(
        _ request: Command.Request, at: Timestamp?, source: String?, json: JSON,
        _ incoming: Incoming
    ) async throws -> Response {
        let command = Command(request, at: at, source: source ?? "staff", by: incoming.by)
        let answer = try await ledger.submit(
            command, key: try incoming.key(for: json), mayBlock: true)
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
        .bytes(
            JSONWriter.bytes(RecordedBody(recorded)), status: .created, type: "application/json")
    }
}

extension RecordedBody {
    init(_ recorded: Recorded) {
        self.init(fact: recorded.fact, prompt: recorded.prompt.map(PromptBody.init))
    }
}

extension Endpoint.Answer {
    /// What every write answers with.
    static let recorded = Endpoint.Answer(
        status: 201, about: "It is on the disk.", schema: "Recorded")
}
