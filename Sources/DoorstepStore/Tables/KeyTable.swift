import DoorstepCore
import Foundation
import GRDB

/// Idempotency keys and the facts that they were used for.
enum KeyTable {
    /// The time for which keys are kept, and which DESIGN section 4 promises. Older ones are deleted when a day is
    /// closed.
    static let kept = Duration.seconds(48 * 3600)

    /// The fact that the key was used for; nil when it was not used.
    static func fact(of key: IdempotencyKey, _ db: Database) throws -> Sequence? {
        let statement = try db.cachedStatement(
            sql: "SELECT digest, sequence FROM idempotency WHERE key = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key.key]) else { return nil }
        let digest: Data = row[0]
        guard Array(digest) == key.digest else { throw LedgerError.keyReused }
        return Sequence(row[1])
    }

    static func keep(
        _ key: IdempotencyKey, for fact: Sequence, at now: Timestamp, _ db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO idempotency (key, digest, sequence, recordedAt) VALUES (?, ?, ?, ?)")
        try statement.execute(
            arguments: [key.key, Data(key.digest), fact.value, now.milliseconds])
    }

    static func forget(before moment: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM idempotency WHERE recordedAt < ?", arguments: [moment.milliseconds])
    }
}
