import DoorstepAPI
import DoorstepClient
import DoorstepCore

/// All facts of the ledger, page after page, oldest first.
struct FactPages {
    let client: DaemonClient

    /// Limits the facts to those of this time; nil for all.
    let period: Interval?

    /// Calls `body` with each fact up to `end` (nil: to the end of the ledger) and the line that the daemon wrote
    /// it in. Returns the last sequence that was seen. A ledger that is restored meanwhile ends it with an error.
    func forEach(
        upTo end: Sequence? = nil, _ body: (FactOfLedger, ArraySlice<UInt8>) throws -> Void
    ) throws -> Sequence {
        var last: LedgerPosition?
        while true {
            let lines = try client.facts(after: last)
            guard !lines.isEmpty else { return last?.sequence ?? .zero }
            for line in lines {
                let numbered = try client.fact(line)
                let fact = numbered.fact
                if let end, fact.sequence > end { return last?.sequence ?? .zero }
                guard let position = numbered.position else {
                    throw CommandFailure(
                        "the facts cannot be read on after #\(fact.sequence)",
                        because: "the daemon does not name its ledger",
                        hint: "restart it, so that it is of the same version as this program")
                }
                last = position
                if period?.contains(fact.at) ?? true { try body(numbered, line) }
            }
        }
    }
}
