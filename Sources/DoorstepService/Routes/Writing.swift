import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// Makes the endpoint of a write. `command` reads the request; the ledger carries the command out, once for each
    /// key, and the answer is its fact.
    init(
        recording path: String, summary: String, inPath: [Parameter] = [], body: Body,
        roles: Set<DeviceRole> = [], problems: [Int] = [422],
        command: @escaping @Sendable (JSON, Incoming) throws -> Command
    ) {
        self.init(
            method: .post, path: path, summary: summary, inPath: inPath, body: body, isKeyed: true,
            roles: roles,
            answer: Answer(status: 201, about: "It is on the disk.", schema: "Recorded"),
            problems: problems, using: \.ledger
        ) { incoming, ledger in
            let json = try incoming.json()
            switch try await ledger.submit(command(json, incoming), key: incoming.key(for: json)) {
            case .recorded(let recorded?): return try .json(recorded, status: .created)
            case .recorded(nil): throw ProblemBody.internalError
            case .replayed(let recorded):
                var response = try Response.json(recorded, status: .created)
                response.headers[.idempotentReplayed] = "true"
                return response
            }
        }
    }
}
