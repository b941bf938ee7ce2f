import GRDB

extension Schema {
    /// The numbers of facts that damage has taken. They stay unused: what comes after them keeps the numbers that it was
    /// acknowledged with.
    static func lostFacts(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE lostFact (
                    first INTEGER PRIMARY KEY,
                    last INTEGER NOT NULL CHECK (last >= first)
                ) STRICT;
                DROP TRIGGER factLeavesNoGap;
                CREATE TRIGGER factLeavesNoGap BEFORE INSERT ON fact
                WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM fact)
                    AND NOT EXISTS (
                        SELECT 1 FROM lostFact
                        WHERE first = (SELECT coalesce(max(sequence), 0) + 1 FROM fact)
                            AND last = NEW.sequence - 1)
                BEGIN SELECT raise(ABORT, 'a fact must follow the last one'); END;
                """)
    }
}
