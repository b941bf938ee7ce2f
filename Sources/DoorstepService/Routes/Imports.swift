import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let importCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.imports,
            summary: "Brings in facts that were made elsewhere: all lines of the body, or none. "
                + "Lines that the ledger has are passed over.",
            body: .lines("ImportLine"), bodyBytes: Limit.importBytes,
            answer: Answer(status: 200, about: "What was added.", schema: "Imported"),
            problems: [422], using: \.ledger
        ) { incoming, ledger in
            let lines = try incoming.lines()
            let rows = try lines.map { line in
                try row(line.bytes, number: line.number, incoming, ledger)
            }
            do {
                let added = rows.isEmpty ? 0 : try await ledger.restore(rows)
                return try .json(
                    ImportAnswer(
                        accepted: rows.count, facts: added, ignored: rows.count - added,
                        ledger: ledger.id))
            } catch let error as UnknownReference {
                throw ProblemBody.unknownReference(error).inLine(lines[error.row].number)
            }
        }
    ]

    /// A dismissal is as short as a command may make it.
    private static func checkLength(_ line: ImportLine) throws(Refusal) {
        guard case .time(let from) = line.members[.from], case .time(let to) = line.members[.to]
        else { return }
        try Dismissal.check(from: from, to: to)
    }

    private static func row(
        _ bytes: [UInt8], number: Int, _ incoming: Incoming, _ ledger: Ledger
    ) throws(ProblemBody) -> ImportRow {
        do {
            let line = try ImportLine(reading: try JSONParser.parse(bytes))
            guard line.kind.isImported else { throw ProblemBody.notImported(line.kind) }
            let now = ledger.now
            guard line.at <= now + Floor.tolerance else {
                throw Refusal.tooFarAhead(line.at, now: now)
            }
            if line.kind == .dismissal { try checkLength(line) }
            let doors = ledger.shop.doors.map(\.name)
            if case .text(let door) = line.members[.door], !doors.contains(door) {
                throw ProblemBody.unknownDoor(door, known: doors, status: 422)
            }
            return ImportRow(
                id: line.id, kind: line.kind, at: line.at, source: line.source, by: incoming.by,
                members: line.members)
        } catch {
            throw (ProblemBody.of(error) ?? .internalError).inLine(number)
        }
    }
}

extension ProblemBody {
    fileprivate static func notImported(_ kind: Event.Kind) -> ProblemBody {
        ProblemBody(
            status: 422, title: "Not imported", kind: "not-imported",
            detail: "kind is \(kind.rawValue), which every ledger makes for itself.",
            hint: "Leave such lines out.")
    }

    fileprivate static func unknownReference(_ error: UnknownReference) -> ProblemBody {
        ProblemBody(
            status: 422, title: "Refers to nothing", kind: "unknown-reference",
            detail: "\(error.member.rawValue) is \(error.id), and no such fact is in the ledger or "
                + "before this line.",
            hint: "Import the facts in their order.")
    }
}
