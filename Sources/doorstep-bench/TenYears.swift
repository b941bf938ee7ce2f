import Foundation
import GRDBSQLite

/// Ten years of a busy shop, to fill a state directory: some 1,370 facts a day, each day closed.
///
/// The rows go in by SQL, because recording five million facts one batch at a time is not measured here. They must keep
/// the shape that the daemon writes: a new column of a table belongs here too. Each visitor comes alone and leaves with
/// the next crossing, and no prompt is answered.
enum TenYears {
    static func fill(database path: String, facts: Int) throws {
        var database: OpaquePointer?
        guard sqlite3_open(path, &database) == SQLITE_OK else {
            throw BenchError("cannot open \(path)")
        }
        defer { sqlite3_close(database) }
        let perDay = max(2, facts / 3650)
        let days = facts / perDay
        let sql = """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
            BEGIN;
            INSERT OR IGNORE INTO boot (number, id) VALUES (1000, 'bench');
            CREATE TEMP TABLE base AS SELECT coalesce(max(sequence), 0) AS s FROM fact;
            CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (
                SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i + 1 < \(days * perDay)) SELECT i FROM c;
            CREATE TEMP TABLE row AS SELECT (SELECT s FROM base) + i + 1 AS sequence,
                (i % \(perDay) = \(perDay - 1)) AS closes, (i % 2 = 1) AS leaves,
                (unixepoch('now', 'start of day', '-1 day', '+20 hours') - 86400 * (\(days) - 1 - i / \(perDay))
                    - (\(perDay) - 1 - i % \(perDay)) * 30) * 1000 AS at,
                date('now', '-1 day', '-' || (\(days) - 1 - i / \(perDay)) || ' days') AS day FROM n;
            INSERT INTO fact (sequence, id, kind, at, recordedAt, source, bootNumber, monotonic,
                    isTrusted, day, door, people, visit, certain)
                SELECT sequence, CAST(printf('%016d', sequence) AS BLOB),
                    CASE WHEN closes THEN 'dayClosed' WHEN leaves THEN 'exit' ELSE 'entrance' END,
                    at, at, 'sensor:front', 1000, at, 1, iif(closes, day, NULL),
                    iif(closes, NULL, 'front'), iif(closes, NULL, 1),
                    iif(leaves AND NOT closes, sequence - 1, NULL), iif(leaves AND NOT closes, 1, NULL)
                FROM row ORDER BY sequence;
            COMMIT; PRAGMA wal_checkpoint(TRUNCATE);
            """
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
            throw BenchError("cannot fill: \(String(cString: sqlite3_errmsg(database)))")
        }
    }
}
