import DoorstepAPI
import DoorstepCore

/// The routes of facts, to read and to import them.
extension DaemonClient {
    /// The first `limit` (1...10,000) of the facts after `position` (nil: from the first on), one a line, as the daemon
    /// wrote them.
    package func facts(
        after position: LedgerPosition? = nil, limit: Int = Limit.factsPerCall
    ) throws(ClientError) -> [ArraySlice<UInt8>] {
        let path = Route.facts + "?after=\(position?.description ?? "0")&limit=\(limit)"
        return try answer("GET", path).split(separator: UInt8(ascii: "\n"))
    }

    package func fact(_ line: ArraySlice<UInt8>) throws(ClientError) -> FactOfLedger {
        try decoded(Array(line), path: Route.facts)
    }

    /// `lines` are NDJSON of `ImportLine`, at most `Limit.importBytes`.
    package func importFacts(_ lines: [UInt8]) throws(ClientError) -> Reply<ImportAnswer> {
        // A repeated request needs no key: a line whose id the ledger has adds nothing.
        do {
            return try post(Route.imports, type: "application/x-ndjson", body: lines)
        } catch .interrupted {
            return try post(Route.imports, type: "application/x-ndjson", body: lines)
        }
    }
}
