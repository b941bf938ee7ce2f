import Foundation
import GRDBSQLite

/// Days of a shop's facts, to fill a state directory with.
///
/// The rows go in by SQL, because recording five million facts one batch at a time is not measured here. They must keep
/// the shape that the daemon writes: a new column of a table belongs here too. Each visitor comes alone and leaves with
/// the next crossing, and no prompt is answered.
struct FilledDays {
    private let database: OpaquePointer?

    /// `path` is a database that a daemon has made and left.
    init(database path: String) throws {
        var database: OpaquePointer?
        guard sqlite3_open(path, &database) == SQLITE_OK else {
            throw BenchError("cannot open \(path)")
        }
        self.database = database
        try execute(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
            INSERT OR IGNORE INTO boot (number, id) VALUES (1000, 'bench');
            """)
    }

    func close() { sqlite3_close(database) }

    /// Ten years of a busy shop that end with the day `last`: some 1,370 facts a day for five million, each day closed.
    func addTenYears(facts: Int, to last: String) throws {
        let perDay = max(2, facts / 3650)
        let days = facts / perDay
        let day = "(\(days) - 1 - i / \(perDay))"
        try add(
            count: days * perDay,
            closes: "i % \(perDay) = \(perDay - 1)",
            at: """
                (unixepoch('\(last)', '+20 hours') - 86400 * \(day)
                    - (\(perDay) - 1 - i % \(perDay)) * 30) * 1000
                """,
            day: "date('\(last)', '-' || \(day) || ' days')")
    }

    /// One day of `facts`, evenly between two moments, in milliseconds. `closing` is its date, when it is to be closed.
    func addDay(facts: Int, from: Int64, to: Int64, closing date: String? = nil) throws {
        try add(
            count: facts, closes: date == nil ? "0" : "i = \(facts - 1)",
            at: "\(from) + (\(to) - \(from)) * i / \(facts)", day: "'\(date ?? "")'")
    }

    /// `closes`, `at` and `day` are SQL that tells of the row `i`.
    private func add(count: Int, closes: String, at: String, day: String) throws {
        try execute(
            """
            BEGIN;
            CREATE TEMP TABLE base AS SELECT coalesce(max(sequence), 0) AS s FROM fact;
            CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (
                SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i + 1 < \(count)) SELECT i FROM c;
            CREATE TEMP TABLE row AS SELECT (SELECT s FROM base) + i + 1 AS sequence,
                (\(closes)) AS closes, (i % 2 = 1) AS leaves, (\(at)) AS at, (\(day)) AS day FROM n;
            INSERT INTO fact (sequence, id, kind, at, recordedAt, source, bootNumber, monotonic,
                    isTrusted, day, door, people, visit, certain)
                SELECT sequence, CAST(printf('%016d', sequence) AS BLOB),
                    CASE WHEN closes THEN 'dayClosed' WHEN leaves THEN 'exit' ELSE 'entrance' END,
                    at, at, 'sensor:front', 1000, at, 1, iif(closes, day, NULL),
                    iif(closes, NULL, 'front'), iif(closes, NULL, 1),
                    iif(leaves AND NOT closes, sequence - 1, NULL),
                    iif(leaves AND NOT closes, 1, NULL)
                FROM row ORDER BY sequence;
            DROP TABLE base; DROP TABLE n; DROP TABLE row;
            COMMIT; PRAGMA wal_checkpoint(TRUNCATE);
            """)
    }

    /// The number of the last fact.
    func last() throws -> Int64 {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        let sql = "SELECT coalesce(max(sequence), 0) FROM fact"
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK,
            sqlite3_step(statement) == SQLITE_ROW
        else { throw BenchError("cannot fill: \(String(cString: sqlite3_errmsg(database)))") }
        return sqlite3_column_int64(statement, 0)
    }

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
            throw BenchError("cannot fill: \(String(cString: sqlite3_errmsg(database)))")
        }
    }
}
