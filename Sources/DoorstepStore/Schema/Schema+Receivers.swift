import GRDB

extension Schema {
    /// An attempt is noted before it is made, so that one whose end nobody told is known to be one; it says whether the
    /// message may have arrived. A destination may be held because its mail server refuses the login, with the reason.
    ///
    /// SQLite cannot widen a CHECK: the table of what is switched off is copied into a new one.
    static func receivers(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE attempt ADD COLUMN mayHaveArrived INTEGER NOT NULL DEFAULT 0
                    CHECK (mayHaveArrived IN (0, 1));
                ALTER TABLE delivery ADD COLUMN begunAt INTEGER;
                ALTER TABLE delivery ADD COLUMN begunBy TEXT
                    CHECK ((begunBy IS NULL) = (begunAt IS NULL));

                CREATE TABLE newSwitchedOff (
                    destination TEXT PRIMARY KEY,
                    at INTEGER NOT NULL,
                    cause TEXT NOT NULL CHECK (cause IN ('gone', 'paused', 'login')),
                    reason TEXT
                ) STRICT, WITHOUT ROWID;
                INSERT INTO newSwitchedOff (destination, at, cause)
                    SELECT destination, at, cause FROM switchedOff;
                DROP TABLE switchedOff;
                ALTER TABLE newSwitchedOff RENAME TO switchedOff;
                """)
    }
}
