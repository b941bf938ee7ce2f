import GRDB

/// The tables, step by step. A step is never edited once it has shipped.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1. ledger") { db in
            try ledger(db)
            try readTables(db)
            try outbox(db)
        }
        migrator.registerMigration("2. reception", migrate: reception)
        migrator.registerMigration("3. access", migrate: access)
        migrator.registerMigration("4. headers", migrate: headers)
        migrator.registerMigration("5. bundles", migrate: bundles)
        migrator.registerMigration("6. checks", migrate: checks)
        migrator.registerMigration("7. rounds", migrate: rounds)
        migrator.registerMigration("8. keys", migrate: keys)
        migrator.registerMigration("9. metrics", migrate: metrics)
        migrator.registerMigration("10. dismissals", migrate: dismissals)
        migrator.registerMigration("11. receivers", migrate: receivers)
        migrator.registerMigration("13. zone rules", migrate: zoneRules)
        migrator.registerMigration("14. presence", migrate: presence)
        migrator.registerMigration("15. lost facts", migrate: lostFacts)
        return migrator
    }

    /// The facts. Triggers keep what the design promises, whatever program writes: no gap, no edit, no
    /// deletion.
    private static func ledger(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE factKind (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
                INSERT INTO factKind VALUES ('entrance'), ('exit'), ('opening'), ('greeting'),
                    ('farewell'), ('lapse'), ('exclusion'), ('void'), ('occupancy'), ('feedback'),
                    ('doorDown'), ('doorUp'), ('dayClosed'), ('clockSet');

                CREATE TABLE boot (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;

                CREATE TABLE fact (
                    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
                    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                    kind TEXT NOT NULL REFERENCES factKind,
                    at INTEGER NOT NULL,
                    recordedAt INTEGER NOT NULL,
                    source TEXT NOT NULL,
                    "by" TEXT,
                    boot INTEGER NOT NULL REFERENCES boot,
                    monotonic INTEGER NOT NULL,
                    isTrusted INTEGER NOT NULL CHECK (isTrusted IN (0, 1)),
                    detail TEXT NOT NULL CHECK (json_valid(detail))
                ) STRICT;
                CREATE INDEX factUntrusted ON fact(boot) WHERE NOT isTrusted;
                CREATE INDEX factClockSet ON fact(sequence) WHERE kind = 'clockSet';

                CREATE TRIGGER factLeavesNoGap BEFORE INSERT ON fact
                WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM fact)
                BEGIN SELECT raise(ABORT, 'a fact must follow the last one'); END;
                CREATE TRIGGER factIsNeverEdited BEFORE UPDATE ON fact
                BEGIN SELECT raise(ABORT, 'a fact is never edited'); END;
                CREATE TRIGGER factIsNeverDeleted BEFORE DELETE ON fact
                BEGIN SELECT raise(ABORT, 'a fact is never deleted'); END;

                CREATE TABLE idempotency (
                    key TEXT PRIMARY KEY,
                    digest BLOB NOT NULL,
                    answer BLOB NOT NULL,
                    recordedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
                """)
    }

    /// What is derived from the facts, kept in the same transaction by `ReadTables`.
    private static func readTables(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE crossing (
                    id INTEGER PRIMARY KEY REFERENCES fact,
                    direction TEXT NOT NULL CHECK (direction IN ('entrance', 'exit', 'opening')),
                    door TEXT NOT NULL,
                    people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 500),
                    at INTEGER NOT NULL,
                    recordedAt INTEGER NOT NULL,
                    isImported INTEGER NOT NULL CHECK (isImported IN (0, 1)),
                    script TEXT,
                    visit INTEGER,
                    isCertain INTEGER NOT NULL CHECK (isCertain IN (0, 1)),
                    hasLapsed INTEGER NOT NULL DEFAULT 0 CHECK (hasLapsed IN (0, 1)),
                    crossedAs INTEGER,
                    answeredBy INTEGER,
                    answer TEXT CHECK (answer IN ('said', 'ownWords', 'missed')),
                    answeredAt INTEGER,
                    observed TEXT CHECK (observed IS NULL OR json_valid(observed)),
                    outcome TEXT,
                    excludedBy INTEGER,
                    excluded TEXT CHECK (excluded IN ('staff', 'delivery', 'test')),
                    voidedBy INTEGER,
                    CHECK ((answer IS NULL) = (answeredAt IS NULL)),
                    CHECK ((answer IS NULL) = (answeredBy IS NULL)),
                    CHECK ((excluded IS NULL) = (excludedBy IS NULL))
                ) STRICT;
                CREATE INDEX crossingByTime ON crossing(at);

                CREATE TABLE voided (sequence INTEGER PRIMARY KEY, voider INTEGER NOT NULL UNIQUE)
                    STRICT;
                CREATE TABLE recount (
                    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL,
                    people INTEGER NOT NULL CHECK (people >= 0)
                ) STRICT;
                CREATE TABLE gap (
                    sequence INTEGER PRIMARY KEY, door TEXT NOT NULL, start INTEGER NOT NULL,
                    "end" INTEGER, reason TEXT NOT NULL
                ) STRICT;
                CREATE INDEX gapOpen ON gap(door) WHERE "end" IS NULL;
                CREATE TABLE closedDay (
                    day TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE
                ) STRICT, WITHOUT ROWID;
                """)
    }

    private static func outbox(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE summary (
                    kind TEXT NOT NULL, period TEXT NOT NULL,
                    revision INTEGER NOT NULL CHECK (revision > 0),
                    madeAt INTEGER NOT NULL,
                    body TEXT NOT NULL CHECK (json_valid(body)),
                    PRIMARY KEY (kind, period, revision)
                ) STRICT;

                CREATE TABLE delivery (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    destination TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    contentType TEXT NOT NULL,
                    body BLOB NOT NULL,
                    createdAt INTEGER NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead', 'held')),
                    dueAt INTEGER,
                    CHECK ((state = 'waiting') = (dueAt IS NOT NULL))
                ) STRICT;
                CREATE INDEX deliveryWaiting ON delivery(destination, number)
                    WHERE state = 'waiting';
                CREATE INDEX deliveryByState ON delivery(state, number);
                CREATE TABLE attempt (
                    delivery INTEGER NOT NULL REFERENCES delivery,
                    number INTEGER NOT NULL CHECK (number > 0),
                    at INTEGER NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    status INTEGER,
                    error TEXT,
                    answer TEXT,
                    address TEXT,
                    PRIMARY KEY (delivery, number)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE switchedOff (
                    destination TEXT PRIMARY KEY, at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
