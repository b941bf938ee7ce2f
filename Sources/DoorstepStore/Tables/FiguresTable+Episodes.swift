import DoorstepCore
import GRDB

extension FiguresTable {
    /// The times in which a door was mad, by the day that they lie in; none on nearly all days.
    static func episodes(in days: [Interval], _ db: Database) throws -> [[DayRecord.Episode]] {
        let none = days.map { _ in [DayRecord.Episode]() }
        guard let first = days.first, let last = days.last,
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM crossing INDEXED BY crossingMad
                        WHERE madSince IS NOT NULL AND at >= ? AND at < ?)
                    """, arguments: [first.start.milliseconds, last.end.milliseconds]) ?? false
        else { return none }
        return try days.map { try episodes(in: $0, db) }
    }

    private static func episodes(
        in day: Interval, _ db: Database
    ) throws -> [DayRecord.Episode] {
        let spans = try Row.fetchAll(
            db,
            sql: """
                SELECT door, max(madSince, ?1), max(at) FROM crossing INDEXED BY crossingMad
                WHERE madSince IS NOT NULL AND at >= ?1 AND at < ?2 AND voidedBy IS NULL
                GROUP BY door, madSince ORDER BY madSince, door
                """, arguments: [day.start.milliseconds, day.end.milliseconds])
        return try spans.map { span in
            let (door, from, to): (String, Int64, Int64) = (span[0], span[1], span[2])
            let counts = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), coalesce(sum(excluded IS NULL), 0) FROM crossing
                    WHERE at BETWEEN ? AND ? AND door = ? AND voidedBy IS NULL AND NOT isImported
                        AND direction <> 'stay'
                    """, arguments: [from, to, door])
            return DayRecord.Episode(
                door: door, from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: to),
                crossings: counts?[0] ?? 0, isExcluded: counts?[1] == 0)
        }
    }
}
