import Foundation
import GRDBSQLite

/// The floor that every budget is a ratio to: the same insert in C-level SQLite, WAL with FULL sync, on the
/// same disk.
final class SQLiteFloor {
    private var database: OpaquePointer?
    private var insert: OpaquePointer?
    private var next: Int64 = 1

    init(path: String) throws {
        guard sqlite3_open(path, &database) == SQLITE_OK else { throw failure("open") }
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
        try execute(
            """
            CREATE TABLE fact (sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
                at INTEGER NOT NULL, recordedAt INTEGER NOT NULL, source TEXT NOT NULL,
                detail TEXT NOT NULL)
            """)
        let sql = "INSERT INTO fact VALUES (?, ?, 'entrance', ?, ?, 'sensor:front', ?)"
        guard sqlite3_prepare_v2(database, sql, -1, &insert, nil) == SQLITE_OK else {
            throw failure("prepare")
        }
    }

    deinit {
        sqlite3_finalize(insert)
        sqlite3_close(database)
    }

    /// One row, one commit, one sync.
    func insertOne() throws {
        var id = [UInt8](repeating: 0, count: 16)
        for index in 0..<8 { id[index] = UInt8(truncatingIfNeeded: next >> (56 - index * 8)) }
        sqlite3_bind_int64(insert, 1, next)
        sqlite3_bind_blob(insert, 2, id, 16, Self.transient)
        sqlite3_bind_int64(insert, 3, next)
        sqlite3_bind_int64(insert, 4, next)
        sqlite3_bind_text(insert, 5, "{\"door\":\"front\",\"people\":1}", -1, Self.transient)
        guard sqlite3_step(insert) == SQLITE_DONE else { throw failure("insert") }
        sqlite3_reset(insert)
        next += 1
    }

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

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
