import DoorstepCore
import Foundation
import GRDB

/// The ledger itself: facts as rows.
enum FactTable {
    static func insert(_ fact: Fact, boot: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: insertion)
        let own: [(any DatabaseValueConvertible)?] = [
            fact.sequence.value, fact.id.data, fact.kind.rawValue, fact.at.milliseconds,
            fact.recordedAt.milliseconds, fact.source, fact.by, boot, fact.stamp.monotonic,
            fact.stamp.isTrusted,
        ]
        try statement.execute(
            arguments: StatementArguments(own + fact.event.members.columns))
    }

    private static let insertion = """
        INSERT INTO fact (sequence, id, kind, at, recordedAt, source, "by", bootNumber, monotonic,
            isTrusted, \(FactMember.columns.joined(separator: ", ")))
        VALUES (\(Array(repeating: "?", count: 10 + FactMember.columns.count).joined(separator: ", ")))
        """

    static func last(_ db: Database) throws -> Sequence {
        Sequence(
            try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM fact") ?? 0)
    }

    static func sequence(of id: FactID, _ db: Database) throws -> Sequence? {
        let statement = try db.cachedStatement(sql: "SELECT sequence FROM fact WHERE id = ?")
        return try Int64.fetchOne(statement, arguments: [id.data]).map(Sequence.init)
    }

    static func fact(_ sequence: Sequence, _ db: Database) throws -> Fact? {
        try facts(where: "sequence = ?", [sequence.value], limit: 1, db).first
    }

    /// The facts that fulfil a condition in SQL, ascending by sequence.
    static func facts(
        where condition: String, _ arguments: StatementArguments, limit: Int, _ db: Database
    ) throws -> [Fact] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT boot.id, \(columns) FROM fact JOIN boot ON boot.number = bootNumber
                WHERE \(condition) ORDER BY sequence LIMIT \(limit)
                """)
        return try Row.fetchAll(statement, arguments: arguments).map {
            try fact($0, boot: try $0.decode(atIndex: 0))
        }
    }

    /// The columns that `fact` reads, in its order, from the second one on.
    static let columns =
        """
        sequence, fact.id, kind, at, recordedAt, source, "by", monotonic, isTrusted, \
        \(FactMember.columns.joined(separator: ", "))
        """

    /// The fact of a row. A row that no fact can have left is damage, even where SQLite finds the page sound.
    static func fact(_ row: Row, boot: String) throws -> Fact {
        do {
            return try read(row, boot: boot)
        } catch  where !(error is DatabaseError) {
            let number =
                (try? row.decode(Int64.self, atIndex: 1)).map { "\($0)" } ?? "without number"
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "fact \(number): \(error)")
        }
    }

    /// Every value is asked for as what it should be: a damaged page may hold anything, and that is an error and no
    /// end of the process.
    private static func read(_ row: Row, boot: String) throws -> Fact {
        let name: String = try row.decode(atIndex: 3)
        guard let kind = Event.Kind(rawValue: name),
            let id = FactID(data: try row.decode(atIndex: 2))
        else {
            throw UnknownKind(name: name)
        }
        return Fact(
            sequence: Sequence(try row.decode(atIndex: 1)), id: id,
            at: Timestamp(milliseconds: try row.decode(atIndex: 4)),
            recordedAt: Timestamp(milliseconds: try row.decode(atIndex: 5)),
            source: try row.decode(atIndex: 6), by: try row.decode(atIndex: 7),
            stamp: ClockStamp(
                boot: boot, monotonic: try row.decode(atIndex: 8),
                isTrusted: try row.decode(atIndex: 9)),
            event: try Event(kind, FactMembers(of: kind, from: row, at: 10)))
    }

    /// The last facts that a person may undo, looked for among the last `recentAtMost` facts of the ledger.
    static func recent(_ db: Database) throws -> RecentFacts {
        let statement = try db.cachedStatement(
            sql: """
                SELECT boot.id, \(columns), EXISTS (
                    SELECT 1 FROM fact AS void WHERE void.about = fact.sequence AND void.kind = 'void')
                FROM fact JOIN boot ON boot.number = bootNumber
                WHERE sequence > ? AND kind IN (\(undoableKinds)) AND imported IS NOT 1
                ORDER BY sequence DESC
                """)
        let first = try last(db).value - recentAtMost
        let rows = try Row.fetchCursor(statement, arguments: [first])
        var recent = RecentFacts()
        while !recent.isFull, let row = try rows.next() {
            recent.append(
                try fact(row, boot: try row.decode(atIndex: 0)),
                isUndone: try row.decode(atIndex: row.count - 1))
        }
        return recent
    }

    private static let undoableKinds = Event.Kind.allCases.filter(\.canBeUndone)
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// More facts than a busy shop records in some days, and passed over in some milliseconds.
    private static let recentAtMost: Int64 = 10_000

    /// The number that stands for a boot id in the facts of that boot.
    static func number(ofBoot id: String, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT number FROM boot WHERE id = ?")
        if let number = try Int64.fetchOne(statement, arguments: [id]) { return number }
        try db.execute(sql: "INSERT INTO boot (id) VALUES (?)", arguments: [id])
        return db.lastInsertedRowID
    }
}

extension FactID {
    /// The 16 bytes.
    var data: Data {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Data($0) }
    }

    init?(data: Data) {
        guard data.count == 16 else { return nil }
        func word(_ bytes: Data) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: word(data.prefix(8)), low: word(data.suffix(8)))
    }
}

private struct UnknownKind: Error, CustomStringConvertible {
    let name: String

    var description: String { "its kind “\(name)” or its id is unknown" }
}
