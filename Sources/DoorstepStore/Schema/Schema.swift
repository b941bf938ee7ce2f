import GRDB

/// The tables, step by step.
///
/// A step is never edited once a release has it; a later version adds a step of its own, in a file of its own. SQLite
/// cannot widen a CHECK: such a step copies the table into a new one.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1. ledger") { db in
            try ledger(db)
            try derived(db)
            try outbox(db)
            try access(db)
        }
        return migrator
    }

    /// The facts. Triggers keep what the design promises, whatever program writes: no gap, no edit, no deletion. The
    /// numbers in `lostFact` are those of facts that damage has taken; they stay unused. `ledger` has one row: see
    /// IdentityTable.
    private static func ledger(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE factKind (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
                INSERT INTO factKind VALUES ('entrance'), ('exit'), ('opening'), ('stay'),
                    ('greeting'), ('farewell'), ('lookIn'), ('outcome'), ('lapse'), ('exclusion'),
                    ('dismissal'), ('reentry'), ('tie'), ('void'), ('occupancy'), ('feedback'), ('review'),
                    ('doorDown'), ('doorUp'), ('dayClosed'), ('clockSet');

                CREATE TABLE ledger (
                    number INTEGER PRIMARY KEY CHECK (number = 1),
                    id TEXT NOT NULL CHECK (length(id) = 36),
                    olderThan TEXT
                ) STRICT;

                CREATE TABLE boot (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;

                CREATE TABLE fact (
                    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
                    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                    kind TEXT NOT NULL REFERENCES factKind,
                    at INTEGER NOT NULL,
                    recordedAt INTEGER NOT NULL,
                    source TEXT NOT NULL,
                    "by" TEXT,
                    bootNumber INTEGER NOT NULL REFERENCES boot,
                    monotonic INTEGER NOT NULL,
                    isTrusted INTEGER NOT NULL CHECK (isTrusted IN (0, 1)),
                    -- The members of single kinds: see FactMember.
                    door TEXT CHECK (length(door) BETWEEN 1 AND 64),
                    people INTEGER CHECK (people BETWEEN 0 AND 100000),
                    script TEXT,
                    opening INTEGER CHECK (opening > 0),
                    imported INTEGER CHECK (imported IN (0, 1)),
                    madSince INTEGER,
                    visit INTEGER CHECK (visit > 0),
                    certain INTEGER CHECK (certain IN (0, 1)),
                    about INTEGER CHECK (about > 0),
                    answer TEXT CHECK (
                        answer = 'said' OR answer = 'ownWords' OR answer = 'missed'),
                    observed TEXT CHECK (observed IS NULL OR json_valid(observed)),
                    outcome TEXT CHECK (
                        outcome = 'browsed' OR outcome = 'asked' OR outcome = 'accompanied'
                        OR outcome = 'cameForGift' OR outcome = 'bought'),
                    exit INTEGER CHECK (exit > 0),
                    "from" INTEGER,
                    "to" INTEGER,
                    reason TEXT,
                    face INTEGER CHECK (face BETWEEN 0 AND 3),
                    device TEXT,
                    flag TEXT CHECK (flag = 'repeated' OR flag = 'burst' OR flag = 'closed'),
                    counts INTEGER CHECK (counts IN (0, 1)),
                    day TEXT,
                    boot TEXT,
                    shiftMilliseconds INTEGER
                ) STRICT;
                CREATE INDEX factAbout ON fact(about) WHERE about IS NOT NULL;
                CREATE INDEX factByTime ON fact(at);
                CREATE INDEX factUntrusted ON fact(bootNumber, at) WHERE NOT isTrusted;
                CREATE INDEX factOfDoor ON fact(door) WHERE kind IN ('doorDown', 'doorUp');
                CREATE INDEX factClockSet ON fact(sequence) WHERE kind = 'clockSet';
                CREATE INDEX factDismissal ON fact(sequence) WHERE kind = 'dismissal';
                CREATE UNIQUE INDEX factDayClosed ON fact(day) WHERE kind = 'dayClosed';

                CREATE TABLE lostFact (
                    first INTEGER PRIMARY KEY,
                    last INTEGER NOT NULL CHECK (last >= first)
                ) STRICT;

                CREATE TRIGGER factLeavesNoGap BEFORE INSERT ON fact
                WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM fact)
                    AND NOT EXISTS (
                        SELECT 1 FROM lostFact
                        WHERE first = (SELECT coalesce(max(sequence), 0) + 1 FROM fact)
                            AND last = NEW.sequence - 1)
                BEGIN SELECT raise(ABORT, 'a fact must follow the last one'); END;
                CREATE TRIGGER factIsNeverEdited BEFORE UPDATE ON fact
                BEGIN SELECT raise(ABORT, 'a fact is never edited'); END;
                CREATE TRIGGER factIsNeverDeleted BEFORE DELETE ON fact
                BEGIN SELECT raise(ABORT, 'a fact is never deleted'); END;

                CREATE TABLE idempotency (
                    key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 64),
                    digest BLOB NOT NULL,
                    sequence INTEGER NOT NULL REFERENCES fact,
                    recordedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;

                CREATE TABLE zoneRules (
                    id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, file BLOB NOT NULL
                ) STRICT;
                """)
    }

    /// Rows that are derived from the facts, kept in the same transaction.
    private static func derived(_ db: Database) throws {
        try db.execute(
            sql: """
                -- The totals of each day that is over.
                CREATE TABLE day (
                    date TEXT PRIMARY KEY, totals TEXT NOT NULL CHECK (json_valid(totals))
                ) STRICT, WITHOUT ROWID;

                -- The times in which a door was not observed.
                CREATE TABLE gap (
                    sequence INTEGER PRIMARY KEY, door TEXT NOT NULL, start INTEGER NOT NULL,
                    "end" INTEGER, reason TEXT NOT NULL
                ) STRICT;
                CREATE INDEX gapOpen ON gap(door) WHERE "end" IS NULL;
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

                -- `headers` is a list of {"name":…,"value":…}. `begunAt` and `begunBy` tell of an attempt that is noted
                -- before it is made.
                CREATE TABLE delivery (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    destination TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    contentType TEXT NOT NULL,
                    headers TEXT NOT NULL CHECK (json_valid(headers)),
                    body BLOB NOT NULL,
                    content TEXT CHECK (content IS NULL OR json_valid(content)),
                    createdAt INTEGER NOT NULL,
                    round INTEGER NOT NULL DEFAULT 0 CHECK (round >= 0),
                    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                    state TEXT NOT NULL CHECK (
                        state IN ('waiting', 'delivered', 'dead', 'held', 'bundled', 'dropped')),
                    dueAt INTEGER,
                    bundledIn TEXT REFERENCES delivery(id),
                    begunAt INTEGER,
                    begunBy TEXT,
                    CHECK ((state = 'waiting') = (dueAt IS NOT NULL)),
                    CHECK ((state = 'bundled') = (bundledIn IS NOT NULL)),
                    CHECK ((begunBy IS NULL) = (begunAt IS NULL))
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
                    mayHaveArrived INTEGER NOT NULL DEFAULT 0 CHECK (mayHaveArrived IN (0, 1)),
                    PRIMARY KEY (delivery, number)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE switchedOff (
                    destination TEXT PRIMARY KEY,
                    at INTEGER NOT NULL,
                    cause TEXT NOT NULL CHECK (cause IN ('gone', 'paused', 'login')),
                    reason TEXT
                ) STRICT, WITHOUT ROWID;
                """)
    }

    /// The devices that may ask over TCP. Tokens and codes are kept as their SHA-256 alone: a person who reads the
    /// file, or a backup of it, cannot use them. A device's number is never given again.
    private static func access(_ db: Database) throws {
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
                    role TEXT NOT NULL CHECK (role IN ('counter', 'kiosk', 'report', 'metrics')),
                    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
                    token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
                    pairedAt INTEGER NOT NULL,
                    lastSeenAt INTEGER
                ) STRICT;
                """)
    }
}
