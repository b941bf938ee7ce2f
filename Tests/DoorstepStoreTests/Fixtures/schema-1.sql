-- A ledger of the first schema, as sqlite3's .dump writes it: a party of two greeted, one of them gone, a recount, a
-- message that waits, a paired counter.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1. ledger');
CREATE TABLE factKind (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO factKind VALUES('clockSet');
INSERT INTO factKind VALUES('dayClosed');
INSERT INTO factKind VALUES('dismissal');
INSERT INTO factKind VALUES('doorDown');
INSERT INTO factKind VALUES('doorUp');
INSERT INTO factKind VALUES('entrance');
INSERT INTO factKind VALUES('exclusion');
INSERT INTO factKind VALUES('exit');
INSERT INTO factKind VALUES('farewell');
INSERT INTO factKind VALUES('feedback');
INSERT INTO factKind VALUES('greeting');
INSERT INTO factKind VALUES('lapse');
INSERT INTO factKind VALUES('lookIn');
INSERT INTO factKind VALUES('occupancy');
INSERT INTO factKind VALUES('opening');
INSERT INTO factKind VALUES('reentry');
INSERT INTO factKind VALUES('review');
INSERT INTO factKind VALUES('stay');
INSERT INTO factKind VALUES('tie');
INSERT INTO factKind VALUES('void');
CREATE TABLE ledger (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    id TEXT NOT NULL CHECK (length(id) = 36),
    olderThan TEXT
) STRICT;
CREATE TABLE boot (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO boot VALUES(1,'00000000000000000000000000000000');
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
INSERT INTO fact VALUES(1,X'01a2015b8de7752496136e5d1a4bbd42','doorUp',1795319107047,1795319107047,'doorstepd',NULL,1,26745061,1,'front',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO fact VALUES(2,X'01a2015b8eb57584b55f69607ced54b4','entrance',1795319107253,1795319107253,'staff','lea',1,26745267,1,'front',2,'fr/ensemble-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO fact VALUES(3,X'01a2015b8f0270a2952dc10abe289273','greeting',1795319107330,1795319107330,'staff','lea',1,26745344,1,NULL,NULL,'fr/ensemble-1',NULL,NULL,NULL,NULL,NULL,2,'said','{"thanks":true}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO fact VALUES(4,X'01a2015b8f2276298efbb69305210f5f','exit',1795319107362,1795319107362,'staff','lea',1,26745376,1,'front',1,'fr/dimanche-1',NULL,NULL,NULL,2,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO fact VALUES(5,X'01a2015b8f4771f18772ed7b4e7ef1bd','occupancy',1795319107399,1795319107399,'staff','lea',1,26745413,1,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO fact VALUES(6,X'01a2015b8f5377cda782ca81f2cbf77c','doorDown',1795319107411,1795319107411,'doorstepd',NULL,1,26745424,1,'front',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'stopped',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE lostFact (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last >= first)
) STRICT;
CREATE TABLE idempotency (
    key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 64),
    digest BLOB NOT NULL,
    sequence INTEGER NOT NULL REFERENCES fact,
    recordedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO idempotency VALUES('tap-1',X'0102',2,1795319107253);
CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
INSERT INTO probe VALUES(1,1795319107043);
CREATE TABLE zoneRules (
    id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, file BLOB NOT NULL
) STRICT;
CREATE TABLE day (
    date TEXT PRIMARY KEY, totals TEXT NOT NULL CHECK (json_valid(totals))
) STRICT, WITHOUT ROWID;
CREATE TABLE gap (
    sequence INTEGER PRIMARY KEY, door TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER, reason TEXT NOT NULL
) STRICT;
INSERT INTO gap VALUES(6,'front',1795319107411,NULL,'stopped');
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
INSERT INTO delivery VALUES(1,'msg_1','manager','summary.day 2026-11-21, revision 1','application/json','[]',X'7b7d',NULL,1795319107411,0,1,'waiting',1795319112411,NULL,NULL,NULL);
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
INSERT INTO attempt VALUES(1,1,1795319107411,12,503,'the receiver answered 503','busy','192.0.2.1',0);
CREATE TABLE switchedOff (
    destination TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('gone', 'paused', 'login')),
    reason TEXT
) STRICT, WITHOUT ROWID;
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
INSERT INTO device VALUES(1,'counter','kasse',X'0000000000000000000000000000000000000000000000000000000000000000',1795319107000,NULL);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('delivery',1);
INSERT INTO sqlite_sequence VALUES('device',1);
CREATE INDEX factAbout ON fact(about) WHERE about IS NOT NULL;
CREATE INDEX factByTime ON fact(at);
CREATE INDEX factUntrusted ON fact(bootNumber, at) WHERE NOT isTrusted;
CREATE INDEX factOfDoor ON fact(door) WHERE kind IN ('doorDown', 'doorUp');
CREATE INDEX factClockSet ON fact(sequence) WHERE kind = 'clockSet';
CREATE INDEX factDismissal ON fact(sequence) WHERE kind = 'dismissal';
CREATE UNIQUE INDEX factDayClosed ON fact(day) WHERE kind = 'dayClosed';
CREATE INDEX gapOpen ON gap(door) WHERE "end" IS NULL;
CREATE INDEX deliveryWaiting ON delivery(destination, number)
    WHERE state = 'waiting';
CREATE INDEX deliveryByState ON delivery(state, number);
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
COMMIT;
