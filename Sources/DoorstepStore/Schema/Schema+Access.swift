import GRDB

extension Schema {
    /// Who may ask over TCP. Tokens and codes are kept as their SHA-256 alone: who reads the file, or a backup of
    /// it, cannot use them.
    static func access(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE pairing (
                    code BLOB PRIMARY KEY CHECK (length(code) = 32),
                    role TEXT NOT NULL CHECK (role IN ('counter', 'kiosk', 'report')),
                    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
                    expiresAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE device (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    role TEXT NOT NULL CHECK (role IN ('counter', 'kiosk', 'report')),
                    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
                    token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
                    pairedAt INTEGER NOT NULL,
                    lastSeenAt INTEGER
                ) STRICT;
                """)
    }
}
