import DoorstepClient
import DoorstepCore

/// All facts of the ledger, page after page, oldest first.
struct FactPages {
    let client: DaemonClient

    /// Limits the facts to those of this time; nil for all.
    let period: Interval?

    /// Calls `body` with each fact up to `end` (nil: to the end of the ledger) and the line that the daemon wrote
    /// it in. Returns the last sequence that was seen.
    func forEach(
        upTo end: Sequence? = nil, _ body: (Fact, ArraySlice<UInt8>) throws -> Void
    ) throws -> Sequence {
        var last = Sequence.zero
        while true {
            let lines = try client.facts(after: last)
            guard !lines.isEmpty else { return last }
            for line in lines {
                let fact = try client.fact(line)
                if let end, fact.sequence > end { return last }
                last = fact.sequence
                if period?.contains(fact.at) ?? true { try body(fact, line) }
            }
        }
    }
}
