import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let factCalls: [Endpoint] = [
        Endpoint(
            method: .get, path: Route.facts,
            summary: "The facts after a position, ascending, one JSON object a line.",
            query: [
                Parameter(
                    name: "after",
                    about: "The last fact that you have, as ledger:sequence; 0 for none.",
                    schema: [
                        "type": "string",
                        "pattern": "^(0|\(Schema.uuidPattern):(0|[1-9][0-9]{0,17}))$",
                        "default": "0",
                    ]),
                Parameter(
                    name: "limit", about: "How many at most.",
                    schema: [
                        "type": "integer", "minimum": 1, "maximum": .integer(Limit.factsPerCall),
                        "default": 1000,
                    ]),
            ],
            roles: [.counter],
            answer: Answer(
                status: 200, about: "A Fact on each line, with the id of its ledger.",
                mediaType: "application/x-ndjson"),
            problems: [409], using: \.ledger
        ) { incoming, ledger in
            let after = try incoming.position("after", upTo: await ledger.end())
            let limit = try incoming.integer("limit", in: 1...Int64(Limit.factsPerCall)) ?? 1000
            return try await lines(after: after, limit: Int(limit), of: ledger)
        },
        Endpoint(
            recording: "/v1/facts/{sequence}/void",
            summary: "Undoes a fact. The fact stays in the ledger; the figures forget it.",
            inPath: [
                Parameter(
                    name: "sequence", about: "The fact's number.",
                    schema: ["type": "integer", "minimum": 1])
            ],
            body: .json("Void", isNeeded: false), roles: [.counter],
            problems: [404, 409, 422]
        ) { json, incoming in
            let sequence = try incoming.sequence("sequence", orElse: { .unknownFact($0) })
            return try VoidBody(reading: json).command(for: sequence, by: incoming.by)
        },
    ]

    /// How many facts are read, and held in memory, at a time.
    private static let page = 500

    private static func lines(
        after start: Sequence, limit: Int, of ledger: Ledger
    ) async throws -> Response {
        // The first page is read before the status is sent, so that trouble can still be told.
        let first = try await ledger.facts(after: start, limit: min(page, limit))
        return Response(
            status: .ok,
            headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"],
            body: .pieces { writer in
                var facts = first
                var left = limit
                while let last = facts.last {
                    try await writer.write(try lines(of: facts, of: ledger.id))
                    left -= facts.count
                    if left == 0 { break }
                    facts = try await ledger.facts(after: last.sequence, limit: min(page, left))
                }
            })
    }

    private static func lines(of facts: [Fact], of ledger: LedgerID) throws -> [UInt8] {
        var lines: [UInt8] = []
        for fact in facts {
            lines += try JSONWriter.bytes(FactOfLedger(fact: fact, ledger: ledger))
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}
