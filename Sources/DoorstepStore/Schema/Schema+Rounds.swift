import GRDB

extension Schema {
    /// Deliveries know how often somebody had them sent again, and may end because nobody wants them.
    ///
    /// SQLite cannot widen a CHECK: the table of deliveries is copied into a new one.
    static func rounds(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE newDelivery (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    destination TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    contentType TEXT NOT NULL,
                    headers TEXT NOT NULL CHECK (json_valid(headers)),
                    body BLOB NOT NULL,
                    news TEXT CHECK (news IS NULL OR json_valid(news)),
                    createdAt INTEGER NOT NULL,
                    round INTEGER NOT NULL DEFAULT 0 CHECK (round >= 0),
                    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                    state TEXT NOT NULL CHECK (
                        state IN ('waiting', 'delivered', 'dead', 'held', 'bundled', 'dropped')),
                    dueAt INTEGER,
                    bundledIn TEXT REFERENCES newDelivery(id),
                    CHECK ((state = 'waiting') = (dueAt IS NOT NULL)),
                    CHECK ((state = 'bundled') = (bundledIn IS NOT NULL))
                ) STRICT;
                INSERT INTO newDelivery
                    SELECT number, id, destination, subject, contentType, headers, body, news,
                        createdAt, 0, attempts, state, dueAt, bundledIn
                    FROM delivery ORDER BY number;
                DROP TABLE delivery;
                ALTER TABLE newDelivery RENAME TO delivery;
                CREATE INDEX deliveryWaiting ON delivery(destination, number)
                    WHERE state = 'waiting';
                CREATE INDEX deliveryByState ON delivery(state, number);
                """)
    }
}
