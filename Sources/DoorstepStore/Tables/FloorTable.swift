import DoorstepCore
import GRDB

/// Rebuilds the floor after a start: DESIGN section 4, promise 6.
enum FloorTable {
    /// The floor of the trading day of `now`. Only facts since the last closing before that day are read, so it takes as
    /// long with ten years of facts as with two days'. A closing that came late, after a long outage, has facts of the
    /// day itself before it. By a clock that stands before every day that was closed, facts since the last closing are
    /// read.
    static func floor(shop: Shop, at now: Timestamp, _ db: Database) throws -> Floor {
        let day = shop.calendar.tradingDay(containing: now)
        let base =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT coalesce(
                        (SELECT closedDay.sequence FROM closedDay
                            JOIN fact ON fact.sequence = closedDay.sequence
                            WHERE closedDay.day < ?1 AND recordedAt < ?2
                            ORDER BY closedDay.day DESC LIMIT 1),
                        (SELECT max(sequence) FROM closedDay HAVING min(day) > ?1))
                    """,
                arguments: [
                    day.date.description,
                    (day.interval.start - Floor.tolerance).milliseconds,
                ]) ?? 0
        let facts = try FactTable.facts(
            where: "sequence > ? AND (at >= ? OR NOT isTrusted)",
            [base, day.interval.start.milliseconds], limit: .max, db)
        let doors = try Row.fetchAll(
            db,
            sql: """
                SELECT door, start, reason FROM gap
                WHERE start < ?1 AND ("end" IS NULL OR "end" >= ?1)
                """, arguments: [day.interval.start.milliseconds]
        ).map {
            DoorStatus(
                door: $0[0],
                down: DoorStatus.Down(since: Timestamp(milliseconds: $0[1]), reason: $0[2]))
        }
        var floor = Floor(shop: shop, day: day, doors: doors, facts: facts)
        floor.resume(after: try FactTable.last(db))
        return floor
    }
}
