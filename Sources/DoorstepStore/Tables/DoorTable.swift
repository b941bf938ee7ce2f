import DoorstepCore
import GRDB

/// What the ledger knows of doors.
enum DoorTable {
    /// Why the door is not observed; nil while it is.
    static func reasonDown(_ door: String, _ db: Database) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: #"SELECT reason FROM gap WHERE door = ? AND "end" IS NULL"#),
            arguments: [door])
    }

    /// Whether it was ever said to be observed, or not to be.
    static func isKnown(_ door: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM door WHERE name = ?)", arguments: [door])
            ?? false
    }
}
