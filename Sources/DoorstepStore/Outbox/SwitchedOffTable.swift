import DoorstepCore
import GRDB

/// The destinations that get nothing until a person resumes them.
enum SwitchedOffTable {
    static func all(_ db: Database) throws -> [SwitchedOff] {
        try Row.fetchAll(
            db, sql: "SELECT destination, cause, at FROM switchedOff ORDER BY destination"
        ).map {
            SwitchedOff(
                destination: $0[0], cause: SwitchedOff.Cause(rawValue: $0[1]) ?? .gone,
                at: Timestamp(milliseconds: $0[2]))
        }
    }

    static func add(_ destination: SwitchedOff, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO switchedOff (destination, cause, at) VALUES (?, ?, ?)",
            arguments: [
                destination.destination, destination.cause.rawValue, destination.at.milliseconds,
            ])
    }

    /// What was held is due from now on, with its schedule from the start.
    /// - Returns: False if it was not switched off.
    static func resume(_ destination: String, at now: Timestamp, _ db: Database) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE delivery SET attempts = 0, state = 'waiting', dueAt = ?
                WHERE destination = ? AND state = 'held'
                """, arguments: [now.milliseconds, destination])
        return try remove(destination, db)
    }

    /// - Returns: False if it was not there.
    @discardableResult
    static func remove(_ destination: String, _ db: Database) throws -> Bool {
        try db.execute(
            sql: "DELETE FROM switchedOff WHERE destination = ?", arguments: [destination])
        return db.changesCount > 0
    }
}
