import DoorstepCore
import GRDB

/// Rebuilds the floor after a start: DESIGN section 4, promise 6.
enum FloorTable {
    /// The floor of the trading day of `now`. Only facts since the last closing before that day are read, so it takes
    /// as long with ten years of facts as with two days'. A closing that came late, after a long outage, has facts of
    /// the day itself before it. By a clock that stands before every day that was closed, facts since the last closing
    /// are read.
    static func floor(shop: Shop, at now: Timestamp, _ db: Database) throws -> Floor {
        let day = shop.calendar.tradingDay(containing: now)
        let base =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT coalesce(
                        (SELECT sequence FROM fact
                            WHERE kind = 'dayClosed' AND day < ?1 AND recordedAt < ?2
                            ORDER BY day DESC LIMIT 1),
                        (SELECT max(sequence) FROM fact WHERE kind = 'dayClosed'
                            HAVING min(day) > ?1))
                    """,
                arguments: [
                    day.date.description,
                    (day.interval.start - Floor.tolerance).milliseconds,
                ]) ?? 0
        let facts = try FactTable.facts(
            where: """
                sequence > :base AND (at >= :start OR NOT isTrusted
                    OR kind = 'dismissal' AND "to" >= :start
                    OR about IN (SELECT sequence FROM fact WHERE sequence > :base AND at >= :start))
                """,
            ["base": base, "start": day.interval.start.milliseconds], limit: .max, db)
        let doors = try GapTable.gaps(at: day.interval.start, db).map {
            DoorStatus(door: $0.door, down: $0.down)
        }
        var floor = Floor(shop: shop, day: day, doors: doors, facts: facts)
        floor.resume(after: try FactTable.last(db))
        return floor
    }
}
