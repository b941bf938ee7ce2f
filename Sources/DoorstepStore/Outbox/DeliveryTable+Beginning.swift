import DoorstepCore
import GRDB

// Attempts are noted before they are made. One that was begun and never reported may have delivered its message.
extension DeliveryTable {
    /// An attempt under way, or cut off.
    struct Beginning {
        let at: Timestamp
        let courier: String
    }

    static func beginning(of id: DeliveryID, _ db: Database) throws -> Beginning? {
        try Row.fetchOne(
            db,
            sql: "SELECT begunAt, begunBy FROM delivery WHERE id = ? AND begunAt IS NOT NULL",
            arguments: [id.rawValue]
        ).map { Beginning(at: Timestamp(milliseconds: $0[0]), courier: $0[1]) }
    }

    static func begin(
        _ id: DeliveryID, at moment: Timestamp, by courier: String, _ db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE delivery SET begunAt = ?, begunBy = ? WHERE id = ?",
            arguments: [moment.milliseconds, courier, id.rawValue])
    }

    static func forgetBeginning(of id: DeliveryID, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE delivery SET begunAt = NULL, begunBy = NULL WHERE id = ?",
            arguments: [id.rawValue])
    }

    /// Records the attempt that another courier than `courier` has begun and can no longer report, because that courier
    /// or the outbox was stopped. It counts as one without an answer, and its message as one that may have arrived.
    static func settle(
        _ delivery: Delivery, begunByOthersThan courier: String, knowsRepeats: Bool,
        at now: Timestamp, _ db: Database
    ) throws -> Delivery? {
        guard let beginning = try beginning(of: delivery.id, db), beginning.courier != courier
        else { return delivery }
        let attempts = delivery.attempts + 1
        // The clock may have been set back since.
        let at = min(beginning.at, now)
        try record(
            Attempt(
                number: attempts, at: at, duration: .zero, status: nil,
                error: "the courier was stopped before it could tell what came of it", answer: nil,
                address: nil, mayHaveArrived: true),
            of: delivery.id, begunIn: delivery.round,
            leadingTo: RetrySchedule.step(
                afterAttempts: attempts, status: nil,
                retryAfter: knowsRepeats ? nil : RetrySchedule.untilToldTwice, at: at, jitter: 0),
            db)
        try forgetBeginning(of: delivery.id, db)
        return try due(delivery.id, at: now, db)
    }
}
