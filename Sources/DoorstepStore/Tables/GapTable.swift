import DoorstepCore
import GRDB

/// The times in which a door was not observed.
enum GapTable {
    /// One fact's effect.
    static func apply(_ fact: Fact, _ db: Database) throws {
        if let door = fact.event.observedDoor {
            let open = try open(door, db)
            if let gap = DoorGap.told(by: fact, of: door, at: fact.at, open: open) {
                try put(gap, db)
            }
        }
        if case .clockSet = fact.event { try renew(db) }
    }

    /// The door's gap that lasts; nil while it is observed.
    static func open(_ door: String, _ db: Database) throws -> DoorGap? {
        try gaps(where: #"door = ? AND "end" IS NULL"#, [door], db).first
    }

    /// Whether the door was ever said to be observed, or not to be.
    static func isKnown(_ door: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM fact WHERE kind IN ('doorDown', 'doorUp') AND door = ?)
                """, arguments: [door]) ?? false
    }

    /// The gaps that reach into the interval, by their beginning.
    static func gaps(in interval: Interval, _ db: Database) throws -> [DoorGap] {
        try gaps(
            where: #"start < ? AND coalesce("end", ?) > ? ORDER BY start"#,
            [
                interval.end.milliseconds, interval.end.milliseconds, interval.start.milliseconds,
            ], db)
    }

    /// The gaps that last at the moment, or end then.
    static func gaps(at moment: Timestamp, _ db: Database) throws -> [DoorGap] {
        try gaps(
            where: #"start < ? AND ("end" IS NULL OR "end" >= ?)"#,
            [moment.milliseconds, moment.milliseconds], db)
    }

    /// A clock was set: what it had dated wrongly begins and ends at other times.
    private static func renew(_ db: Database) throws {
        let facts = try FactTable.facts(
            where: "kind IN ('doorDown', 'doorUp') OR kind = 'clockSet'", [], limit: .max, db)
        try db.execute(sql: "DELETE FROM gap")
        for gap in DoorGap.gaps(facts) { try put(gap, db) }
    }

    private static func put(_ gap: DoorGap, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO gap (sequence, door, start, "end", reason)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            gap.sequence.value, gap.door, gap.down.since.milliseconds, gap.end?.milliseconds,
            gap.down.reason,
        ])
    }

    private static func gaps(
        where condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> [DoorGap] {
        let statement = try db.cachedStatement(
            sql: #"SELECT sequence, door, start, "end", reason FROM gap WHERE \#(condition)"#)
        return try Row.fetchAll(statement, arguments: arguments).map { row in
            DoorGap(
                sequence: Sequence(row["sequence"]), door: row["door"],
                down: DoorStatus.Down(
                    since: Timestamp(milliseconds: row["start"]), reason: row["reason"]),
                end: (row["end"] as Int64?).map(Timestamp.init(milliseconds:)))
        }
    }
}
