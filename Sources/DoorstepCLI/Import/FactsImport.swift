import DoorstepAPI
import DoorstepCore
import FoundationEssentials

/// Reader of Doorstep's own NDJSON export. Sequences differ from one ledger to another, so a reference to another fact
/// becomes that fact's id. One file may hold exports of several ledgers.
enum FactsImport {
    static func read(_ bytes: [UInt8]) throws(ImportError) -> ImportContents {
        var facts: [(line: Int, numbered: FactOfLedger)] = []
        var ids: [LedgerID?: [Sequence: FactID]] = [:]
        var number = 0
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard text.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            let numbered = try fact(text, line: number)
            let fact = numbered.fact
            let known = ids[numbered.ledger, default: [:]].updateValue(
                fact.id, forKey: fact.sequence)
            if known != nil {
                throw ImportError(
                    line: number, found: "fact #\(fact.sequence) occurs twice",
                    wanted: "one export at a time")
            }
            facts.append((number, numbered))
        }
        var contents = ImportContents()
        for (line, numbered) in facts {
            let fact = numbered.fact
            contents.rows += 1
            guard fact.kind.isImported else {
                contents.ownFacts += 1
                continue
            }
            contents.lines.append(
                try importLine(fact, line: line, ids[numbered.ledger] ?? [:]))
        }
        return contents
    }

    private static func fact(
        _ text: ArraySlice<UInt8>, line: Int
    ) throws(ImportError) -> FactOfLedger {
        do {
            return try JSONDecoder().decode(FactOfLedger.self, from: Data(text))
        } catch {
            throw ImportError(
                line: line, found: "this is not a fact",
                wanted: "lines as  doorstep export --format ndjson  writes them")
        }
    }

    private static func importLine(
        _ fact: Fact, line: Int, _ ids: [Sequence: FactID]
    ) throws(ImportError) -> ImportLine {
        let members = try fact.event.members.mapReferences { _, value throws(ImportError) in
            guard case .reference(let sequence) = value else { return value }
            guard let id = ids[sequence] else {
                throw ImportError(
                    line: line, found: "it refers to fact #\(sequence), which is not in this file",
                    wanted: "export from the first fact on, without --from")
            }
            return .id(id)
        }
        return ImportLine(
            id: fact.id, kind: fact.kind, at: fact.at, source: fact.source, members: members)
    }
}
