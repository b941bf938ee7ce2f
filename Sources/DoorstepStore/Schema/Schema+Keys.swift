import GRDB

extension Schema {
    /// A key is kept with the fact that it was used for, and no more with the whole answer: 80 bytes in place of 600. Keys
    /// longer than 64 characters have another form since, so that old ones would never be asked for.
    static func keys(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE newIdempotency (
                    key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 64),
                    digest BLOB NOT NULL,
                    sequence INTEGER NOT NULL REFERENCES fact,
                    recordedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                INSERT INTO newIdempotency
                    SELECT key, digest, fact.sequence, idempotency.recordedAt
                    FROM idempotency JOIN fact ON fact.sequence = CASE
                        WHEN json_valid(CAST(answer AS TEXT))
                        THEN CAST(answer AS TEXT) ->> '$.sequence' END
                    WHERE length(key) <= 64 ORDER BY key;
                DROP TABLE idempotency;
                ALTER TABLE newIdempotency RENAME TO idempotency;
                """)
    }
}
