import DoorstepCore
import Foundation
import GRDB

/// Reads from a damaged database the facts that a backup of it does not have, around the pages that cannot be read.
///
/// Each fact is checked as a live one is: its number is higher than the last one's, its id and its members are well
/// formed, the schema takes it, and `GapTable` learns of it. Totals of days are made anew when they are asked for.
/// Every fact keeps the number that it was acknowledged with; the numbers of those that cannot be read stay unused.
struct FactRecovery {
    let source: Database
    let target: Database

    struct Counts: Hashable {
        var recovered = 0

        /// Facts that cannot be read, or are not taken; nil when the damaged ledger's end cannot be found.
        var leftBehind: Int? = 0
    }

    /// The most facts that are read at once.
    private static let pieceLength: Int64 = 512

    /// Nil when nothing readable says that the two are one ledger.
    ///
    /// Throws when the disk fails, and when there is no room.
    func run() throws -> Counts? {
        let last = try FactTable.last(target)
        guard try isOneHistory(upTo: last) else { return nil }
        let boots = try boots()
        let room = try room()
        let end = try end(within: room)
        let highest = end ?? room
        var counts = Counts()
        var taken = last.value
        var next = last.value + 1
        while next <= highest, let number = try readableNumber(from: next, to: end) {
            guard (next...highest).contains(number) else {
                // A damaged page's number, behind which no fact is looked for when the end is not known.
                guard end != nil else { break }
                next += 1
                continue
            }
            next = number + 1
            for row in try rows(number, to: number + Self.pieceLength - 1) {
                let sequence: Int64? = try? row.decode(atIndex: 1)
                guard let sequence, sequence >= next - 1 else { break }
                if try take(row, boots, after: taken) {
                    counts.recovered += 1
                    taken = sequence
                }
                next = sequence + 1
            }
        }
        // A fact that was recovered may say something of any day before it.
        if counts.recovered > 0 { try target.execute(sql: "DELETE FROM day") }
        let missing = try end.map {
            try Int($0 - last.value) - counts.recovered - lostEarlier(after: last)
        }
        counts.leftBehind = missing.map { max(0, $0) }
        return counts
    }

    /// Facts after `last` that the damaged ledger itself did not have any more.
    private func lostEarlier(after last: Sequence) throws -> Int {
        let lost = try readable {
            try Int.fetchOne(
                source, sql: "SELECT sum(last - first + 1) FROM lostFact WHERE first > ?",
                arguments: [last.value])
        }
        return (lost ?? nil) ?? 0
    }

    /// The number of the first fact from `next` on that can be read; nil when there is none.
    ///
    /// Beyond a page that cannot be read, numbers are tried in steps, each shorter than what a page has room for, up to
    /// the first that can be read, and from there back to the page's end.
    private func readableNumber(from next: Int64, to end: Int64?) throws -> Int64? {
        func number(atOrAfter from: Int64) throws -> Int64?? {
            try readable {
                try Int64.fetchOne(
                    source,
                    sql: """
                        SELECT sequence FROM fact NOT INDEXED WHERE sequence >= ?
                        ORDER BY sequence LIMIT 1
                        """, arguments: [from])
            }
        }
        var (low, high, step) = (next - 1, next, Int64(1))
        while try number(atOrAfter: high) == nil {
            guard let end, high < end else { return nil }
            (low, high, step) = (high, min(high + step, end), min(step * 2, 8))
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if try number(atOrAfter: middle) == nil { low = middle } else { high = middle }
        }
        return try number(atOrAfter: high) ?? nil
    }

    /// Whether the newest fact that both have, as far as it can be read, is the same fact.
    private func isOneHistory(upTo last: Sequence) throws -> Bool {
        guard last > .zero else { return try readable { try source.tableExists("fact") } ?? false }
        var step: Int64 = 0
        while last.value - step > 0 {
            let sequence = last.value - step
            let row = try rows(sequence, to: sequence).first
            if let row, let id = try readable({ try row.decode(Data.self, atIndex: 2) }) {
                return try FactTable.fact(Sequence(sequence), target)?.id.data == id
            }
            step = step * 2 + 1
        }
        return false
    }

    /// More facts than the file has room for, at 32 bytes each; 0 when its size cannot be read. A higher number is one
    /// of a damaged page, and must not be counted up to.
    private func room() throws -> Int64 {
        let bytes = try readable {
            try Int64.fetchOne(
                source,
                sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        }
        return ((bytes ?? nil) ?? 0) / 32
    }

    /// The number of the last fact, from whichever table still tells.
    private func end(within room: Int64) throws -> Int64? {
        for question in [
            "SELECT max(sequence) FROM fact",
            "SELECT max(sequence) FROM fact INDEXED BY factByTime",
        ] {
            let answer = try readable { try Int64.fetchOne(source, sql: question) }
            if let end = answer ?? nil, (0...room).contains(end) { return end }
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
                    SELECT bootNumber, \(FactTable.columns) FROM fact NOT INDEXED
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

    /// False for a row that is no fact. Between it and the last one that was taken, facts are lost.
    private func take(
        _ row: Row, _ boots: [Int64: String], after last: Int64
    ) throws -> Bool {
        guard let number = try? row.decode(Int64.self, atIndex: 0), let boot = boots[number],
            let fact = try? FactTable.fact(row, boot: boot)
        else { return false }
        do {
            try target.inSavepoint {
                if fact.sequence.value > last + 1 {
                    try target.execute(
                        sql: "INSERT INTO lostFact (first, last) VALUES (?, ?)",
                        arguments: [last + 1, fact.sequence.value - 1])
                }
                try FactTable.insert(
                    fact, boot: try FactTable.number(ofBoot: boot, target), target)
                try GapTable.apply(fact, target)
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
