import GRDB

extension Schema {
    /// The zone rules that the summaries of closed days were made with, as the bytes of their zoneinfo file: when the
    /// machine gets others, also while no daemon runs, it can be told which days are to be made anew.
    static func zoneRules(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE zoneRules (
                    id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, file BLOB NOT NULL
                ) STRICT;
                """)
    }
}
