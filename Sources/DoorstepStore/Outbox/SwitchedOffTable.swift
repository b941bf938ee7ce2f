import DoorstepCore
import GRDB

/// The destinations that get nothing until a person resumes them.
enum SwitchedOffTable {
    static func all(_ db: Database) throws -> [SwitchedOff] {
        try Row.fetchAll(
            db, sql: "SELECT destination, cause, at, reason FROM switchedOff ORDER BY destination"
        ).map {
            SwitchedOff(
                destination: $0[0], cause: SwitchedOff.Cause(rawValue: $0[1]) ?? .gone,
                at: Timestamp(milliseconds: $0[2]), reason: $0[3])
        }
    }

    static func add(_ destination: SwitchedOff, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO switchedOff (destination, cause, at, reason)
                VALUES (?, ?, ?, ?)
                """,
            arguments: [
                destination.destination, destination.cause.rawValue, destination.at.milliseconds,
                destination.reason,
            ])
    }

    /// Switches a destination on. Its waiting, held and dead deliveries are due from `now`, with the schedule from the
    /// start.
    /// - Returns: False if it was not switched off; then nothing changes.
    static func resume(_ destination: String, at now: Timestamp, _ db: Database) throws -> Bool {
        guard try remove(destination, db) else { return false }
        try db.execute(
            sql: """
                UPDATE delivery SET round = round + 1, attempts = 0, state = 'waiting', dueAt = ?,
                    begunAt = NULL, begunBy = NULL
                WHERE destination = ? AND state IN ('waiting', 'held', 'dead')
                """, arguments: [now.milliseconds, destination])
        return true
    }

    /// - Returns: False if it was not there.
    @discardableResult
    static func remove(_ destination: String, _ db: Database) throws -> Bool {
        try db.execute(
            sql: "DELETE FROM switchedOff WHERE destination = ?", arguments: [destination])
        return db.changesCount > 0
    }
}
