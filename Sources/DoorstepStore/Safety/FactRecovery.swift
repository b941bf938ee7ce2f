import DoorstepCore
import Foundation
import GRDB

/// Reads from a damaged database the facts that a backup of it does not have, around the pages that cannot be read.
///
/// Each fact is checked as a live one is: it follows the last one, its id and its JSON are well formed, the schema takes
/// it, and the tables that are derived from the facts are kept by `ReadTables`. Facts behind a gap cannot be numbered
/// and are counted.
struct FactRecovery {
    let source: Database
    let target: Database

    struct Outcome: Hashable {
        var recovered = 0

        /// Facts behind the first one that cannot be read or is not taken; nil when the damaged ledger's end cannot be
        /// found.
        var leftBehind: Int? = 0
    }

    /// The most facts that are read at once.
    private static let pieceLength: Int64 = 512

    /// Nil when nothing readable says that the two are one ledger.
    ///
    /// Throws when the disk fails, and when there is no room.
    func run() throws -> Outcome? {
        let last = try FactTable.last(target)
        guard try isOneHistory(upTo: last) else { return nil }
        let boots = try boots()
        let decoder = JSONDecoder()
        var next = last.value + 1
        reading: while true {
            let rows = try rows(next, to: next + Self.pieceLength - 1)
            for row in rows {
                let sequence: Int64? = try? row.decode(atIndex: 0)
                guard sequence == next, try take(row, boots, decoder) else { break reading }
                next += 1
            }
            guard rows.count == Self.pieceLength else { break }
        }
        return Outcome(
            recovered: Int(next - 1 - last.value),
            leftBehind: try end().map { Int(max(0, $0 - (next - 1))) })
    }

    /// Whether the newest fact that both have, as far as it can be read, is the same fact.
    private func isOneHistory(upTo last: Sequence) throws -> Bool {
        guard last > .zero else { return try readable { try source.tableExists("fact") } ?? false }
        var step: Int64 = 0
        while last.value - step > 0 {
            let sequence = last.value - step
            let row = try rows(sequence, to: sequence).first
            if let row, let id = try readable({ try row.decode(Data.self, atIndex: 1) }) {
                return try FactTable.fact(Sequence(sequence), target)?.id.data == id
            }
            step = step * 2 + 1
        }
        return false
    }

    /// The number of the last fact, from whichever table still tells. A number that the file has no room for is one of
    /// a damaged page.
    private func end() throws -> Int64? {
        let bytes = try readable {
            try Int64.fetchOne(
                source,
                sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        }
        guard let most = (bytes ?? nil).map({ $0 / 32 }) else { return nil }
        for question in ["SELECT max(sequence) FROM fact", "SELECT max(id) FROM crossing"] {
            let answer = try readable { try Int64.fetchOne(source, sql: question) }
            if let end = answer ?? nil, (0...most).contains(end) { return end }
        }
        return nil
    }

    /// The boots' ids by their numbers, as far as they can be read.
    private func boots() throws -> [Int64: String] {
        var boots: [Int64: String] = [:]
        _ = try readable {
            let rows = try Row.fetchCursor(source, sql: "SELECT number, id FROM boot")
            while let row = try rows.next() {
                boots[try row.decode(atIndex: 0)] = try row.decode(atIndex: 1)
            }
        }
        return boots
    }

    /// The rows of a range, up to the first that cannot be read.
    private func rows(_ first: Int64, to last: Int64) throws -> [Row] {
        let rows = try readable {
            try Row.fetchAll(
                source,
                sql: """
                    SELECT \(FactTable.columns), boot FROM fact NOT INDEXED
                    WHERE sequence BETWEEN ? AND ? ORDER BY sequence
                    """, arguments: [first, last])
        }
        if let rows { return rows }
        guard first < last else { return [] }
        let middle = first + (last - first) / 2
        let before = try self.rows(first, to: middle)
        guard before.count == Int(middle - first + 1) else { return before }
        return try before + self.rows(middle + 1, to: last)
    }

    /// False for a row that is no fact.
    private func take(_ row: Row, _ boots: [Int64: String], _ decoder: JSONDecoder) throws -> Bool {
        guard let number = try? row.decode(Int64.self, atIndex: 10), let boot = boots[number],
            let fact = try? FactTable.fact(row, boot: boot, decoder)
        else { return false }
        do {
            try target.inSavepoint {
                try FactTable.insert(
                    fact, boot: try FactTable.number(ofBoot: boot, target), target)
                try ReadTables.apply(fact, target)
                return .commit
            }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return false
        }
    }

    /// Nil where damage is in the way; a disk that fails, or that is full, is another matter and thrown.
    private func readable<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: return nil
            default: throw error
            }
        } catch is RowDecodingError {
            return nil
        }
    }
}
