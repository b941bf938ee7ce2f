import GRDB

extension Schema {
    /// Devices that are programs: the role `metrics`. SQLite cannot change a CHECK, so the table is copied into a new one;
    /// the numbers of devices that are gone are not given again.
    static func metrics(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE newDevice (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    role TEXT NOT NULL CHECK (
                        role = 'counter' OR role = 'kiosk' OR role = 'report' OR role = 'metrics'),
                    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
                    token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
                    pairedAt INTEGER NOT NULL,
                    lastSeenAt INTEGER
                ) STRICT;
                INSERT INTO newDevice SELECT * FROM device ORDER BY id;
                DELETE FROM sqlite_sequence WHERE name = 'newDevice';
                INSERT INTO sqlite_sequence (name, seq)
                    SELECT 'newDevice', seq FROM sqlite_sequence WHERE name = 'device';
                DROP TABLE device;
                ALTER TABLE newDevice RENAME TO device;
                """)
    }
}
