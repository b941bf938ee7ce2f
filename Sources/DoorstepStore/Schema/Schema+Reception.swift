import GRDB

extension Schema {
    /// Stays and look-ins, parties that come back, farewells tied by hand, and visitors' feedback.
    ///
    /// SQLite cannot widen a CHECK: the table of crossings is copied into a new one.
    static func reception(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO factKind VALUES ('stay'), ('lookIn'), ('reentry'), ('tie'), ('review');

                CREATE TABLE newCrossing (
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
                INSERT INTO newCrossing
                    SELECT id, direction, door, people, at, recordedAt, isImported, script, visit,
                        isCertain, hasLapsed, crossedAs, answeredBy, answer, answeredAt, observed,
                        outcome, excludedBy, excluded, voidedBy, NULL, NULL, NULL, NULL
                    FROM crossing ORDER BY id;
                DROP TABLE crossing;
                ALTER TABLE newCrossing RENAME TO crossing;
                CREATE INDEX crossingByTime ON crossing(at);

                CREATE TABLE feedback (
                    sequence INTEGER PRIMARY KEY REFERENCES fact,
                    at INTEGER NOT NULL,
                    face INTEGER NOT NULL CHECK (face BETWEEN 0 AND 3),
                    device TEXT,
                    flag TEXT CHECK (flag IN ('repeated', 'burst', 'closed')),
                    reviewedBy INTEGER,
                    counts INTEGER NOT NULL CHECK (counts IN (0, 1))
                ) STRICT;
                INSERT INTO feedback (sequence, at, face, device, counts)
                    SELECT sequence, at, detail ->> 'face', detail ->> 'device', 1 FROM fact
                    WHERE kind = 'feedback'
                        AND NOT EXISTS (SELECT 1 FROM voided WHERE voided.sequence = fact.sequence);
                CREATE INDEX feedbackByTime ON feedback(at);

                -- What was said of the same prompt before holds again when the last word is undone.
                CREATE INDEX factExclusion ON fact(detail ->> 'forPrompt') WHERE kind = 'exclusion';
                CREATE INDEX factTie ON fact(detail ->> 'forPrompt') WHERE kind = 'tie';
                CREATE INDEX factReview ON fact(detail ->> 'feedback') WHERE kind = 'review';
                """)
    }
}
