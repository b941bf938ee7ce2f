import DoorstepAPI
import DoorstepCore

/// The contents of an import file, read and checked as a whole before anything is sent.
struct ImportContents: Sendable {
    var lines: [ImportLine] = []
    var rows = 0

    /// Number of rows with a count of 0.
    var zeroRows = 0

    /// Number of rows whose count is missing. A missing count is unknown, not zero.
    var emptyRows = 0

    /// Number of facts left out, because each ledger makes them for itself.
    var ownFacts = 0

    func people(_ kind: Event.Kind) -> Int {
        lines.reduce(0) { $0 + ($1.kind == kind ? $1.people ?? 0 : 0) }
    }

    /// Sorts the lines, oldest first; at the same moment entrances come first, because people enter before they leave.
    /// A file may be newest first, and the rows of one half hour may stand in any order.
    mutating func putInOrder() {
        let order = lines.enumerated().sorted { a, b in
            if a.element.at != b.element.at { return a.element.at < b.element.at }
            let (first, second) = (a.element.kind == .exit, b.element.kind == .exit)
            return first == second ? a.offset < b.offset : second
        }
        lines = order.map(\.element)
    }
}

/// A body of `POST /v1/imports`: NDJSON within the contract's limit.
struct ImportBatch: Hashable, Sendable {
    /// All facts of one transaction reach each reader of the stream at once; a larger batch would disconnect a reader.
    static let maximumLines = Limit.streamBacklog * 7 / 8

    let body: [UInt8]
    let lines: Int

    static func batches(_ lines: [ImportLine]) throws -> [ImportBatch] {
        var batches: [ImportBatch] = []
        var body: [UInt8] = []
        var count = 0
        func end() {
            if count > 0 { batches.append(ImportBatch(body: body, lines: count)) }
            body.removeAll(keepingCapacity: true)
            count = 0
        }
        for line in lines {
            let bytes = try JSONWriter.bytes(line) + [UInt8(ascii: "\n")]
            if count == maximumLines || body.count + bytes.count > Limit.importBytes { end() }
            body += bytes
            count += 1
        }
        end()
        return batches
    }
}
