import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import HummingbirdCore

extension Endpoint {
    static let importCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.imports,
            summary: "Brings in facts that were made elsewhere: all lines of the body, or none. "
                + "Lines that the ledger has are passed over.",
            body: .lines("ImportLine"), bodyBytes: Limit.importBytes,
            answer: Answer(status: 200, about: "What was added.", schema: "Imported"),
            problems: [422]
        ) { incoming, service in
            let lines = try await incoming.lines()
            let rows = try lines.map { line in
                try row(line.bytes, number: line.number, incoming, service)
            }
            let added = rows.isEmpty ? 0 : try await service.ledger.restore(rows)
            return try .json(
                ImportAnswer(accepted: rows.count, facts: added, ignored: rows.count - added))
        }
    ]

    private static func row(
        _ bytes: [UInt8], number: Int, _ incoming: Incoming, _ service: ShopService
    ) throws(ProblemBody) -> ImportRow {
        do {
            let line = try ImportLine(reading: try JSONParser.parse(bytes))
            let now = service.now()
            guard line.at <= now + Floor.tolerance else {
                throw Refusal.tooFarAhead(line.at, now: now)
            }
            let doors = service.shop.doors.map(\.name)
            try line.check(doors: doors)
            return ImportRow(id: line.id, at: line.at, source: line.source, by: incoming.by) {
                resolve in
                do {
                    return try line.event(resolve: resolve)
                } catch let problem as ProblemBody {
                    throw problem.inLine(number)
                }
            }
        } catch {
            throw (ProblemBody.of(error) ?? .internalError).inLine(number)
        }
    }
}

extension ImportLine {
    /// Whether the line could become a fact at all, before the ledger is asked about others.
    func check(doors: [String]) throws {
        if let door, !doors.contains(door) {
            throw ProblemBody.unknownDoor(door, known: doors, status: 422)
        }
        _ = try event { _ in Sequence(1) }
    }

    /// The event that the line tells of. `resolve` gives the number that the ledger gave a fact, nil when it
    /// does not have it.
    func event(resolve: (FactID) throws -> Sequence?) throws -> Event {
        switch kind {
        case .entrance: return .entrance(try crossing(resolve))
        case .exit:
            return .exit(
                try crossing(resolve),
                FarewellLink(
                    visit: try reference("visit", refers?.visit, resolve),
                    isCertain: certain ?? false))
        case .opening: return .opening(door: try need("door", door), madSince: madSince)
        case .greeting: return .greeting(try answer(resolve))
        case .farewell: return .farewell(try answer(resolve))
        case .stay:
            return .stay(try crossing(resolve), visit: try needed("visit", refers?.visit, resolve))
        case .lookIn: return .lookIn(try answer(resolve))
        case .reentry:
            return .reentry(
                entrance: try prompt(resolve), exit: try needed("exit", refers?.exit, resolve))
        case .tie:
            return .tie(
                exit: try prompt(resolve), visit: try needed("visit", refers?.visit, resolve))
        case .exclusion:
            let reason = try exclusionReason()
            return .exclusion(prompt: try prompt(resolve), reason: reason)
        case .dismissal:
            return .dismissal(
                Dismissal(
                    door: try need("door", door), from: try need("from", from),
                    to: try need("to", to), reason: try exclusionReason()))
        case .void:
            return .void(voids: try needed("voids", refers?.voids, resolve), reason: reason)
        case .occupancy: return .occupancy(people: try need("people", people), reason: reason)
        case .feedback:
            return .feedback(face: try need("face", face), device: device, flag: flag)
        case .review:
            return .review(
                feedback: try needed("feedback", refers?.feedback, resolve),
                counts: try need("counts", counts))
        case .doorDown:
            return .doorDown(
                door: try need("door", door), reason: reason ?? GapReason.unknown.rawValue)
        case .doorUp: return .doorUp(door: try need("door", door))
        case .lapse, .dayClosed, .clockSet:
            throw ProblemBody(
                status: 422, title: "Not imported", kind: "not-imported",
                detail: "kind is \(kind.rawValue), which every ledger makes for itself.",
                hint: "Leave such lines out.")
        }
    }

    private func crossing(_ resolve: (FactID) throws -> Sequence?) throws -> Crossing {
        let people = try need("people", people)
        guard Limit.people.contains(people) else {
            throw BodyError.outOfRange(
                "people", found: "the number \(people)",
                wanted: "a whole number from \(Limit.people.lowerBound) to "
                    + "\(Limit.people.upperBound)")
        }
        return Crossing(
            door: try need("door", door), people: people, script: script,
            opening: try reference("opening", refers?.opening, resolve),
            isImported: imported ?? false, madSince: madSince)
    }

    private func exclusionReason() throws -> ExclusionReason {
        try need("reason", reason.flatMap(ExclusionReason.init))
    }

    private func answer(_ resolve: (FactID) throws -> Sequence?) throws -> Answer {
        Answer(
            prompt: try prompt(resolve), reply: try need("answer", answer), script: script,
            observed: observed ?? Observed(), outcome: outcome)
    }

    private func prompt(_ resolve: (FactID) throws -> Sequence?) throws -> Sequence {
        try needed("prompt", refers?.prompt, resolve)
    }

    private func needed(
        _ name: String, _ id: FactID?, _ resolve: (FactID) throws -> Sequence?
    ) throws -> Sequence {
        let id = try need("refers.\(name)", id)
        return try need("refers.\(name)", try reference(name, id, resolve))
    }

    /// Nil stays nil; an id that the ledger does not have is refused.
    private func reference(
        _ name: String, _ id: FactID?, _ resolve: (FactID) throws -> Sequence?
    ) throws -> Sequence? {
        guard let id else { return nil }
        guard let sequence = try resolve(id) else {
            throw ProblemBody(
                status: 422, title: "Refers to nothing", kind: "unknown-reference",
                detail: "refers.\(name) is \(id), and no such fact is in the ledger or before "
                    + "this line.",
                hint: "Import the facts in their order.")
        }
        return sequence
    }

    private func need<Value>(_ name: String, _ value: Value?) throws -> Value {
        guard let value else {
            throw ProblemBody(
                status: 422, title: "Something is missing", kind: "missing-field",
                detail: "\(name) is left out, and a fact of kind \(kind.rawValue) needs it.",
                hint: "Add \(name).")
        }
        return value
    }
}
