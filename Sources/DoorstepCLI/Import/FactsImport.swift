import DoorstepAPI
import DoorstepCore
import FoundationEssentials

/// Reader of Doorstep's own NDJSON export. Sequences differ from one ledger to another, so a reference to another fact
/// becomes that fact's id.
enum FactsImport {
    static func read(_ bytes: [UInt8]) throws(ImportError) -> ImportContents {
        var facts: [(line: Int, fact: Fact)] = []
        var ids: [Sequence: FactID] = [:]
        var number = 0
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard text.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            let fact = try fact(text, line: number)
            if ids.updateValue(fact.id, forKey: fact.sequence) != nil {
                throw ImportError(
                    line: number, found: "fact #\(fact.sequence) stands twice",
                    wanted: "one export at a time")
            }
            facts.append((number, fact))
        }
        var contents = ImportContents()
        for (line, fact) in facts {
            contents.rows += 1
            guard fact.kind.isImported else {
                contents.ownFacts += 1
                continue
            }
            contents.lines.append(try importLine(fact, line: line, ids))
        }
        return contents
    }

    private static func fact(_ text: ArraySlice<UInt8>, line: Int) throws(ImportError) -> Fact {
        do {
            return try JSONDecoder().decode(Fact.self, from: Data(text))
        } catch {
            throw ImportError(
                line: line, found: "this is not a fact",
                wanted: "lines as  doorstep export --format ndjson  writes them")
        }
    }

    private static func importLine(
        _ fact: Fact, line: Int, _ ids: [Sequence: FactID]
    ) throws(ImportError) -> ImportLine {
        func id(_ sequence: Sequence?) throws(ImportError) -> FactID? {
            guard let sequence else { return nil }
            guard let id = ids[sequence] else {
                throw ImportError(
                    line: line, found: "it refers to fact #\(sequence), which is not in this file",
                    wanted: "export from the first fact on, without --from")
            }
            return id
        }
        var result = ImportLine(id: fact.id, kind: fact.kind, at: fact.at, source: fact.source)
        var refers = ImportLine.References()
        func fill(_ crossing: Crossing) throws(ImportError) {
            result.door = crossing.door
            result.people = crossing.people
            result.script = crossing.script
            if crossing.isImported { result.imported = true }
            result.madSince = crossing.madSince
            refers.opening = try id(crossing.opening)
        }
        func fill(_ answer: Answer) throws(ImportError) {
            refers.prompt = try id(answer.prompt)
            result.answer = answer.reply
            result.script = answer.script
            result.observed = answer.observed.isEmpty ? nil : answer.observed
            result.outcome = answer.outcome
        }
        switch fact.event {
        case .entrance(let crossing): try fill(crossing)
        case .exit(let crossing, let link):
            try fill(crossing)
            refers.visit = try id(link.visit)
            result.certain = link.isCertain
        case .opening(let door, let madSince):
            result.door = door
            result.madSince = madSince
        case .dismissal(let dismissal):
            result.door = dismissal.door
            result.from = dismissal.from
            result.to = dismissal.to
            result.reason = dismissal.reason.rawValue
        case .stay(let crossing, let visit):
            try fill(crossing)
            refers.visit = try id(visit)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer): try fill(answer)
        case .exclusion(let prompt, let reason):
            refers.prompt = try id(prompt)
            result.reason = reason.rawValue
        case .reentry(let entrance, let exit):
            refers.prompt = try id(entrance)
            refers.exit = try id(exit)
        case .tie(let exit, let visit):
            refers.prompt = try id(exit)
            refers.visit = try id(visit)
        case .void(let voids, let reason):
            refers.voids = try id(voids)
            result.reason = reason
        case .occupancy(let people, let reason):
            result.people = people
            result.reason = reason
        case .feedback(let face, let device, let flag):
            result.face = face
            result.device = device
            result.flag = flag
        case .review(let feedback, let counts):
            refers.feedback = try id(feedback)
            result.counts = counts
        case .lapse, .doorDown, .doorUp, .dayClosed, .clockSet: break
        }
        if refers != ImportLine.References() { result.refers = refers }
        return result
    }
}

extension Event.Kind {
    /// Whether an import takes facts of this kind; false for the kinds that each ledger makes for itself.
    var isImported: Bool {
        switch self {
        case .lapse, .dayClosed, .clockSet, .doorDown, .doorUp: false
        default: true
        }
    }
}
