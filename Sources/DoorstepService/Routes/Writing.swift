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
        guard let key = try incoming.key(for: json) else {
            return try Self.answer(to: try await ledger.submit(command, mayBlock: true))
        }
        let answer = try await ledger.submit(command, key: key, mayBlock: true) {
            try Self.body(of: $0)
        }
        return try Self.answer(to: answer)
    }

    private static func answer(to answer: WriteAnswer) throws -> Response {
        switch answer {
        case .recorded(let recorded):
            return .bytes(try body(of: recorded), status: .created, type: "application/json")
        case .replayed(let bytes):
            var response = Response.bytes(bytes, status: .created, type: "application/json")
            response.headers[.idempotentReplayed] = "true"
            return response
        }
    }

    private static func body(of recorded: Recorded?) throws -> [UInt8] {
        guard let recorded else { throw ProblemBody.internalError }
        return JSONWriter.bytes(RecordedBody(recorded))
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
