import DoorstepCore
import GRDB

/// The ledger's own id.
///
/// A backup has none, so a ledger that begins with a backup gets a new one, whether a restore or a person put it in its
/// place.
enum IdentityTable {
    /// The id; nil when the ledger is to get one. `newer` names a backup of this very ledger that has facts which the
    /// ledger does not have: somebody put an older copy in its place, and that is another ledger from now on.
    static func id(olderThan newer: String?, _ db: Database) throws -> LedgerID? {
        guard let row = try Row.fetchOne(db, sql: "SELECT id, olderThan FROM ledger"),
            newer == nil || row["olderThan"] == newer
        else { return nil }
        guard let id = LedgerID(row["id"]) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "the ledger's id is not valid")
        }
        return id
    }

    static func newID(at now: Timestamp) -> LedgerID {
        var chance = SystemRandomNumberGenerator()
        return LedgerID(at: now, random: (chance.next(), chance.next()))
    }

    static func keep(_ id: LedgerID, olderThan newer: String?, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO ledger (number, id, olderThan) VALUES (1, ?, ?)",
            arguments: [id.description, newer])
    }

    /// Deletes the id from a copy, since a ledger that begins with the copy is another one.
    static func forget(_ db: Database) throws { try db.execute(sql: "DELETE FROM ledger") }
}
