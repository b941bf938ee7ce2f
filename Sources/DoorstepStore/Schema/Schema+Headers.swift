import GRDB

extension Schema {
    /// Headers of a message beside its content type, in which some receivers want its title: a list of
    /// `{"name":…,"value":…}`.
    static func headers(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE delivery ADD COLUMN headers TEXT NOT NULL DEFAULT '[]'
                    CHECK (json_valid(headers))
                """)
    }
}
