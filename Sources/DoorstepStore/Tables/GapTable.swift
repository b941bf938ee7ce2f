import DoorstepCore
import GRDB

/// The times in which a door was not observed.
enum GapTable {
    /// One fact's effect.
    static func apply(_ fact: Fact, _ db: Database) throws {
        if let door = fact.event.observedDoor {
            let open = try open(door, db)
            if let gap = DoorGap.changed(by: fact, of: door, at: fact.at, open: open) {
                try put(gap, db)
            }
        }
        if case .clockSet(let boot, _) = fact.event { try renew(boot, db) }
    }

    /// The door's gap that lasts; nil while it is observed.
    static func open(_ door: String, _ db: Database) throws -> DoorGap? {
        try gaps(where: #"door = ? AND "end" IS NULL"#, [door], db).first
    }

    /// Whether any fact says that the door was observed, or was not.
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

    /// Makes the gaps anew that a wrong clock had dated, after the clock of the boot was set. Gaps before the first
    /// fact of a door under that clock stay as they are.
    private static func renew(_ boot: String, _ db: Database) throws {
        let first = try Int64.fetchOne(
            db,
            sql: """
                SELECT min(sequence) FROM fact
                WHERE NOT isTrusted AND bootNumber = (SELECT number FROM boot WHERE id = ?)
                    AND kind IN ('doorDown', 'doorUp')
                """, arguments: [boot])
        guard let first else { return }
        let facts = try FactTable.facts(
            where: "sequence >= ? AND kind IN ('doorDown', 'doorUp', 'clockSet')", [first],
            limit: .max, db)
        var open: [String: DoorGap] = [:]
        for door in Set(facts.compactMap(\.event.observedDoor)) {
            open[door] = try lasting(door, before: first, db)
        }
        try db.execute(sql: "DELETE FROM gap WHERE sequence >= ?", arguments: [first])
        for gap in DoorGap.gaps(facts, open: open) { try put(gap, db) }
    }

    /// The door's gap that lasted before the fact numbered `first`.
    private static func lasting(
        _ door: String, before first: Int64, _ db: Database
    ) throws -> DoorGap? {
        let kind = try String.fetchOne(
            db,
            sql: """
                SELECT kind FROM fact
                WHERE kind IN ('doorDown', 'doorUp') AND door = ? AND sequence < ?
                ORDER BY sequence DESC LIMIT 1
                """, arguments: [door, first])
        guard kind == Event.Kind.doorDown.rawValue else { return nil }
        let last = try gaps(
            where: "door = ? AND sequence < ? ORDER BY sequence DESC LIMIT 1", [door, first], db)
        return last.first.map {
            DoorGap(sequence: $0.sequence, door: $0.door, down: $0.down)
        }
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
