import GRDB

extension Schema {
    /// One message in the place of several that people could not be sent: deliveries keep what they tell, and may end as
    /// part of another, or because somebody says so; they know how often they were sent again. Destinations can be
    /// paused by a person, beside being gone.
    ///
    /// SQLite cannot widen a CHECK: the table of deliveries is copied into a new one.
    static func bundles(_ db: Database) throws {
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
                    SELECT number, id, destination, subject, contentType, headers, body, NULL,
                        createdAt, 0, attempts, state, dueAt, NULL
                    FROM delivery ORDER BY number;
                DROP TABLE delivery;
                ALTER TABLE newDelivery RENAME TO delivery;
                CREATE INDEX deliveryWaiting ON delivery(destination, number)
                    WHERE state = 'waiting';
                CREATE INDEX deliveryByState ON delivery(state, number);

                ALTER TABLE switchedOff ADD COLUMN cause TEXT NOT NULL DEFAULT 'gone'
                    CHECK (cause IN ('gone', 'paused'));
                """)
    }
}
