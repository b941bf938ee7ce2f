import Foundation
import GRDBSQLite

/// The floor of the budgets for recording: an entrance inserted by SQLite's C interface, WAL with FULL sync, on the
/// same disk.
///
/// It writes the rows of the daemon's transaction for an entrance, in the daemon's own schema with its triggers and
/// indexes. `insertBare` writes a row of a plain table, to show what the promises of the schema cost.
final class SQLiteFloor {
    private var database: OpaquePointer?
    private var begin: OpaquePointer?
    private var fact: OpaquePointer?
    private var bare: OpaquePointer?
    private var commit: OpaquePointer?
    private var next: Int64
    private var nextBare: Int64 = 1
    private let boot: Int64 = 1

    /// `path` is a database that a daemon has made and left.
    init(path: String) throws {
        guard sqlite3_open(path, &database) == SQLITE_OK else {
            throw BenchError("SQLite could not open \(path)")
        }
        next = 0
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
        try execute("PRAGMA foreign_keys = ON")
        try execute(
            """
            CREATE TABLE bare (sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
                at INTEGER NOT NULL, recordedAt INTEGER NOT NULL, source TEXT NOT NULL,
                detail TEXT NOT NULL)
            """)
        begin = try prepare("BEGIN IMMEDIATE")
        commit = try prepare("COMMIT")
        fact = try prepare(
            """
            INSERT INTO fact (sequence, id, kind, at, recordedAt, source, "by", bootNumber,
                monotonic, isTrusted, door, people, script)
            VALUES (?1, ?2, 'entrance', ?3, ?3, 'staff', 'root', ?4, ?3, 1, 'front', 1, 'fr/jour-1')
            """)
        bare = try prepare("INSERT INTO bare VALUES (?1, ?2, 'entrance', ?3, ?3, 'staff', ?4)")
        let last = try prepare("SELECT coalesce(max(sequence), 0) FROM fact")
        defer { sqlite3_finalize(last) }
        guard sqlite3_step(last) == SQLITE_ROW else { throw failure("find the last fact") }
        next = sqlite3_column_int64(last, 0) + 1
    }

    deinit {
        for statement in [begin, fact, bare, commit] { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    /// One entrance, one commit, one sync.
    func insertOne() throws {
        try run(begin)
        bind(fact, next)
        try run(fact)
        try run(commit)
        next += 1
    }

    /// One row of a plain table, one commit, one sync.
    func insertBare() throws {
        bind(bare, nextBare)
        try run(bare)
        nextBare += 1
    }

    /// Binds the parameters that the statement has.
    private func bind(_ statement: OpaquePointer?, _ number: Int64) {
        let parameters = sqlite3_bind_parameter_count(statement)
        var id = [UInt8](repeating: 0, count: 16)
        for index in 0..<8 { id[index] = UInt8(truncatingIfNeeded: number >> (56 - index * 8)) }
        sqlite3_bind_int64(statement, 1, number)
        sqlite3_bind_int64(statement, 3, 1_795_000_000_000 + number)
        guard parameters == 4 else { return }
        sqlite3_bind_blob(statement, 2, id, 16, Self.transient)
        sqlite3_bind_int64(statement, 4, boot)
    }

    private func run(_ statement: OpaquePointer?) throws {
        guard sqlite3_step(statement) == SQLITE_DONE else { throw failure("insert") }
        sqlite3_reset(statement)
    }

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private func prepare(_ sql: String) throws -> OpaquePointer? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
            throw failure(sql)
        }
        return statement
    }

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
    }

    private func failure(_ step: String) -> BenchError {
        BenchError("SQLite could not \(step): \(String(cString: sqlite3_errmsg(database)))")
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
