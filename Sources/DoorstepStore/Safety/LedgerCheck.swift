import GRDB

/// The checks of a database: SQLite's own of the file, and the ledger's promise that no fact is missing. Each throws a
/// `DatabaseError` that `StorageFault` understands.
enum LedgerCheck {
    /// Structure, types and constraints: a tenth of a second for 50 MB.
    static func quick(_ db: Database) throws { try run("PRAGMA quick_check(3)", db) }

    /// The indexes too. A read may find damage in an index that a quick check does not look for.
    static func thorough(_ db: Database) throws { try run("PRAGMA integrity_check(3)", db) }

    private static func run(_ pragma: String, _ db: Database) throws {
        let found = try String.fetchAll(db, sql: pragma)
        guard found == ["ok"] else { throw StorageFault.error(foundBy: found) }
        guard try db.tableExists("fact") else { return }
        let lost =
            try db.tableExists("lostFact") ? "SELECT sum(last - first + 1) FROM lostFact" : "0"
        let isGapless = try Bool.fetchOne(
            db,
            sql: "SELECT count(*) + coalesce((\(lost)), 0) = coalesce(max(sequence), 0) FROM fact")
        guard isGapless == true else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "facts are missing")
        }
    }
}
