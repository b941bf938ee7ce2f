import GRDB

extension Schema {
    /// Doors that the ledger has heard of, and the fact that ended each gap: its time moves when a wrong clock is set.
    static func presence(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE door (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL)
                    STRICT, WITHOUT ROWID;
                CREATE TEMP TABLE doorTold (
                    door TEXT NOT NULL, sequence INTEGER NOT NULL, isUp INTEGER NOT NULL);
                INSERT INTO doorTold
                    SELECT json_extract(detail, '$.door'), sequence, kind = 'doorUp'
                    FROM fact WHERE kind IN ('doorDown', 'doorUp');
                CREATE INDEX temp.doorToldByDoor ON doorTold(door, isUp, sequence);
                INSERT INTO door SELECT door, min(sequence) FROM doorTold GROUP BY door;

                ALTER TABLE gap ADD COLUMN endedBy INTEGER;
                UPDATE gap SET endedBy = (
                    SELECT min(sequence) FROM doorTold
                    WHERE doorTold.door = gap.door AND isUp AND doorTold.sequence > gap.sequence)
                WHERE "end" IS NOT NULL;
                DROP TABLE doorTold;
                """)
    }
}
