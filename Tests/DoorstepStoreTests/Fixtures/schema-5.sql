-- A ledger as versions before dropped messages left it: as schema-4, and a delivery whose place another has taken.
BEGIN TRANSACTION;
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
INSERT INTO "attempt" VALUES(1,1,1795319107411,12,503,'the receiver answered 503','busy','192.0.2.1');
INSERT INTO "attempt" VALUES(2,1,1795319107411,9,410,'410 Gone','','192.0.2.1');
CREATE TABLE boot (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "boot" VALUES(1,'00000000000000000000000000000000');
CREATE TABLE closedDay (
    day TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE "crossing" (
    id INTEGER PRIMARY KEY REFERENCES fact,
    direction TEXT NOT NULL
        CHECK (direction IN ('entrance', 'exit', 'opening', 'stay')),
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
    tiedBy INTEGER,
    tiedTo INTEGER,
    mergedBy INTEGER,
    mergedWith INTEGER,
    CHECK ((answer IS NULL) = (answeredAt IS NULL)),
    CHECK ((answer IS NULL) = (answeredBy IS NULL)),
    CHECK ((excluded IS NULL) = (excludedBy IS NULL)),
    CHECK ((tiedTo IS NULL) = (tiedBy IS NULL)),
    CHECK ((mergedWith IS NULL) = (mergedBy IS NULL))
) STRICT;
INSERT INTO "crossing" VALUES(2,'entrance','front',2,1795319107253,1795319107253,0,'fr/ensemble-1',NULL,1,0,NULL,3,'said',1795319107330,'{"thanks":true}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "crossing" VALUES(4,'exit','front',1,1795319107362,1795319107362,0,'fr/dimanche-1',2,1,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "delivery" (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    destination TEXT NOT NULL,
    subject TEXT NOT NULL,
    contentType TEXT NOT NULL,
    headers TEXT NOT NULL CHECK (json_valid(headers)),
    body BLOB NOT NULL,
    news TEXT CHECK (news IS NULL OR json_valid(news)),
    createdAt INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'delivered', 'dead', 'held', 'bundled')),
    dueAt INTEGER,
    bundledIn TEXT REFERENCES "delivery"(id),
    CHECK ((state = 'waiting') = (dueAt IS NOT NULL)),
    CHECK ((state = 'bundled') = (bundledIn IS NOT NULL))
) STRICT;
INSERT INTO "delivery" VALUES(1,'msg_1','manager','summary.day 2026-11-21, revision 1','application/json','[]',X'7B7D',NULL,1795319107411,1,'waiting',1795319112411,NULL);
INSERT INTO "delivery" VALUES(2,'msg_2','gone','summary.day 2026-11-21, revision 1','text/plain','[{"name":"Title","value":"a"}]',X'61',NULL,1795319107411,1,'held',NULL,NULL);
INSERT INTO "delivery" VALUES(3,'msg_3','manager','summary.day 2026-11-19, revision 1','application/json','[]',X'7B7D','{"kind":"day"}',1795319107411,0,'bundled',NULL,'msg_1');
CREATE TABLE device (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    role TEXT NOT NULL CHECK (role IN ('counter', 'kiosk', 'report')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
    pairedAt INTEGER NOT NULL,
    lastSeenAt INTEGER
) STRICT;
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
INSERT INTO "fact" VALUES(1,X'01A2015B8DE7752496136E5D1A4BBD42','doorUp',1795319107047,1795319107047,'doorstepd',NULL,1,26745061,1,'{"door":"front"}');
INSERT INTO "fact" VALUES(2,X'01A2015B8EB57584B55F69607CED54B4','entrance',1795319107253,1795319107253,'staff','lea',1,26745267,1,'{"door":"front","people":2,"script":"fr/ensemble-1"}');
INSERT INTO "fact" VALUES(3,X'01A2015B8F0270A2952DC10ABE289273','greeting',1795319107330,1795319107330,'staff','lea',1,26745344,1,'{"forPrompt":2,"answer":"said","script":"fr/ensemble-1","observed":{"thanks":true}}');
INSERT INTO "fact" VALUES(4,X'01A2015B8F2276298EFBB69305210F5F','exit',1795319107362,1795319107362,'staff','lea',1,26745376,1,'{"door":"front","people":1,"script":"fr/dimanche-1","visit":2,"certain":true}');
INSERT INTO "fact" VALUES(5,X'01A2015B8F4771F18772ED7B4E7EF1BD','occupancy',1795319107399,1795319107399,'staff','lea',1,26745413,1,'{"people":1}');
INSERT INTO "fact" VALUES(6,X'01A2015B8F5377CDA782CA81F2CBF77C','doorDown',1795319107411,1795319107411,'doorstepd',NULL,1,26745424,1,'{"door":"front","reason":"stopped"}');
CREATE TABLE factKind (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "factKind" VALUES('clockSet');
INSERT INTO "factKind" VALUES('dayClosed');
INSERT INTO "factKind" VALUES('doorDown');
INSERT INTO "factKind" VALUES('doorUp');
INSERT INTO "factKind" VALUES('entrance');
INSERT INTO "factKind" VALUES('exclusion');
INSERT INTO "factKind" VALUES('exit');
INSERT INTO "factKind" VALUES('farewell');
INSERT INTO "factKind" VALUES('feedback');
INSERT INTO "factKind" VALUES('greeting');
INSERT INTO "factKind" VALUES('lapse');
INSERT INTO "factKind" VALUES('lookIn');
INSERT INTO "factKind" VALUES('occupancy');
INSERT INTO "factKind" VALUES('opening');
INSERT INTO "factKind" VALUES('reentry');
INSERT INTO "factKind" VALUES('review');
INSERT INTO "factKind" VALUES('stay');
INSERT INTO "factKind" VALUES('tie');
INSERT INTO "factKind" VALUES('void');
CREATE TABLE feedback (
    sequence INTEGER PRIMARY KEY REFERENCES fact,
    at INTEGER NOT NULL,
    face INTEGER NOT NULL CHECK (face BETWEEN 0 AND 3),
    device TEXT,
    flag TEXT CHECK (flag IN ('repeated', 'burst', 'closed')),
    reviewedBy INTEGER,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1))
) STRICT;
CREATE TABLE gap (
    sequence INTEGER PRIMARY KEY, door TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER, reason TEXT NOT NULL
) STRICT;
INSERT INTO "gap" VALUES(6,'front',1795319107411,NULL,'stopped');
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1. ledger');
INSERT INTO "grdb_migrations" VALUES('2. reception');
INSERT INTO "grdb_migrations" VALUES('3. access');
INSERT INTO "grdb_migrations" VALUES('4. headers');
INSERT INTO "grdb_migrations" VALUES('5. bundles');
CREATE TABLE idempotency (
    key TEXT PRIMARY KEY,
    digest BLOB NOT NULL,
    answer BLOB NOT NULL,
    recordedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE pairing (
    code BLOB PRIMARY KEY CHECK (length(code) = 32),
    role TEXT NOT NULL CHECK (role IN ('counter', 'kiosk', 'report')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    expiresAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
INSERT INTO "probe" VALUES(1,1795319107043);
CREATE TABLE recount (
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL,
    people INTEGER NOT NULL CHECK (people >= 0)
) STRICT;
INSERT INTO "recount" VALUES(5,1795319107399,1);
CREATE TABLE summary (
    kind TEXT NOT NULL, period TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    madeAt INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (kind, period, revision)
) STRICT;
CREATE TABLE switchedOff (
    destination TEXT PRIMARY KEY, at INTEGER NOT NULL
, cause TEXT NOT NULL DEFAULT 'gone'
    CHECK (cause IN ('gone', 'paused'))) STRICT, WITHOUT ROWID;
INSERT INTO "switchedOff" VALUES('gone',1795319107420,'gone');
CREATE TABLE voided (sequence INTEGER PRIMARY KEY, voider INTEGER NOT NULL UNIQUE)
    STRICT;
CREATE INDEX crossingByTime ON crossing(at);
CREATE INDEX factClockSet ON fact(sequence) WHERE kind = 'clockSet';
CREATE INDEX factExclusion ON fact(detail ->> 'forPrompt') WHERE kind = 'exclusion';
CREATE INDEX factReview ON fact(detail ->> 'feedback') WHERE kind = 'review';
CREATE INDEX factTie ON fact(detail ->> 'forPrompt') WHERE kind = 'tie';
CREATE INDEX factUntrusted ON fact(boot) WHERE NOT isTrusted;
CREATE INDEX feedbackByTime ON feedback(at);
CREATE INDEX gapOpen ON gap(door) WHERE "end" IS NULL;
CREATE TRIGGER factIsNeverDeleted BEFORE DELETE ON fact
BEGIN SELECT raise(ABORT, 'a fact is never deleted'); END;
CREATE TRIGGER factIsNeverEdited BEFORE UPDATE ON fact
BEGIN SELECT raise(ABORT, 'a fact is never edited'); END;
CREATE TRIGGER factLeavesNoGap BEFORE INSERT ON fact
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM fact)
BEGIN SELECT raise(ABORT, 'a fact must follow the last one'); END;
CREATE INDEX deliveryWaiting ON delivery(destination, number)
    WHERE state = 'waiting';
CREATE INDEX deliveryByState ON delivery(state, number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('delivery',3);
COMMIT;
