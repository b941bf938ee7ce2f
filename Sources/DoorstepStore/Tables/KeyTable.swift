import DoorstepCore
import Foundation
import GRDB

/// Idempotency keys and the answers that they were given.
enum KeyTable {
    /// DESIGN section 4 promises 48 h at least; they are cleared away when a day is closed.
    static let kept = Duration.seconds(48 * 3600)

    static func answer(to key: IdempotencyKey, _ db: Database) throws -> [UInt8]? {
        let statement = try db.cachedStatement(
            sql: "SELECT digest, answer FROM idempotency WHERE key = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key.key]) else { return nil }
        let digest: Data = row[0]
        guard Array(digest) == key.digest else { throw LedgerError.keyReused }
        let answer: Data = row[1]
        return Array(answer)
    }

    static func keep(
        _ key: IdempotencyKey, _ answer: [UInt8], at now: Timestamp, _ db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO idempotency (key, digest, answer, recordedAt) VALUES (?, ?, ?, ?)")
        try statement.execute(
            arguments: [key.key, Data(key.digest), Data(answer), now.milliseconds])
    }

    static func forget(before moment: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM idempotency WHERE recordedAt < ?", arguments: [moment.milliseconds])
    }
}
