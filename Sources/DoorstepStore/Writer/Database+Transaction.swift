import GRDB

extension Database {
    /// `BEGIN IMMEDIATE` … `COMMIT`, each compiled once for the life of the connection: `inTransaction` compiles
    /// them anew every time, which a lone entrance can tell.
    ///
    /// What `body` throws rolls everything back. It must not go on after an error of the database: SQLite may
    /// have rolled back already.
    func inCachedTransaction(_ body: () throws -> Void) throws {
        try cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
        do {
            try body()
            try cachedStatement(sql: "COMMIT TRANSACTION").execute()
        } catch {
            try? rollback()
            throw error
        }
    }
}
