import GRDB

extension Schema {
    /// Crossings that are one too many know since when their door was mad, and what a door reported in a stretch of time
    /// can be excluded by one fact, because its sensor was at fault.
    ///
    /// SQLite cannot widen a CHECK: the table of crossings is copied into a new one.
    static func dismissals(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO factKind VALUES ('dismissal');
                CREATE INDEX factDismissal ON fact(sequence) WHERE kind = 'dismissal';

                CREATE TABLE newCrossing (
                    id INTEGER PRIMARY KEY REFERENCES fact,
                    direction TEXT NOT NULL CHECK (
                        direction = 'entrance' OR direction = 'exit' OR direction = 'opening'
                        OR direction = 'stay'),
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
                    answer TEXT CHECK (
                        answer = 'said' OR answer = 'ownWords' OR answer = 'missed'),
                    answeredAt INTEGER,
                    observed TEXT CHECK (observed IS NULL OR json_valid(observed)),
                    outcome TEXT,
                    excludedBy INTEGER,
                    excluded TEXT CHECK (
                        excluded = 'staff' OR excluded = 'delivery' OR excluded = 'test'
                        OR excluded = 'fault'),
                    voidedBy INTEGER,
                    tiedBy INTEGER,
                    tiedTo INTEGER,
                    mergedBy INTEGER,
                    mergedWith INTEGER,
                    madSince INTEGER,
                    CHECK ((answer IS NULL) = (answeredAt IS NULL)),
                    CHECK ((answer IS NULL) = (answeredBy IS NULL)),
                    CHECK ((excluded IS NULL) = (excludedBy IS NULL)),
                    CHECK ((tiedTo IS NULL) = (tiedBy IS NULL)),
                    CHECK ((mergedWith IS NULL) = (mergedBy IS NULL))
                ) STRICT;
                INSERT INTO newCrossing SELECT *, NULL FROM crossing ORDER BY id;
                DROP TABLE crossing;
                ALTER TABLE newCrossing RENAME TO crossing;
                CREATE INDEX crossingByTime ON crossing(at);
                CREATE INDEX crossingMad ON crossing(at) WHERE madSince IS NOT NULL;
                """)
    }
}
