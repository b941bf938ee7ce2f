import DoorstepCore
import GRDB

// An attempt is noted before it is made. If its result is never recorded, its message may have arrived.
extension DeliveryTable {
    /// An attempt under way, or cut off.
    struct BegunAttempt {
        let at: Timestamp
        let courier: String
    }

    static func begunAttempt(of id: DeliveryID, _ db: Database) throws -> BegunAttempt? {
        try Row.fetchOne(
            db,
            sql: "SELECT begunAt, begunBy FROM delivery WHERE id = ? AND begunAt IS NOT NULL",
            arguments: [id.rawValue]
        ).map { BegunAttempt(at: Timestamp(milliseconds: $0[0]), courier: $0[1]) }
    }

    static func begin(
        _ id: DeliveryID, at moment: Timestamp, by courier: String, _ db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE delivery SET begunAt = ?, begunBy = ? WHERE id = ?",
            arguments: [moment.milliseconds, courier, id.rawValue])
    }

    static func forgetBegunAttempt(of id: DeliveryID, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE delivery SET begunAt = NULL, begunBy = NULL WHERE id = ?",
            arguments: [id.rawValue])
    }

    /// Records the attempt that another run than `courier` has begun and cannot report any more, because that courier
    /// or the outbox was stopped. It counts as an attempt without an answer, and its message as one that may have
    /// arrived.
    /// - Returns: the delivery; nil when it is not due any more.
    static func settle(
        _ delivery: Delivery, begunByOthersThan courier: String, knowsRepeats: Bool,
        at now: Timestamp, _ db: Database
    ) throws -> Delivery? {
        guard let beginning = try begunAttempt(of: delivery.id, db), beginning.courier != courier
        else { return delivery }
        let attempts = delivery.attempts + 1
        // The clock may have been set back since the attempt began.
        let at = min(beginning.at, now)
        try record(
            Attempt(
                number: attempts, at: at, duration: .zero, status: nil,
                error: "the courier was stopped before it could report the result", answer: nil,
                address: nil, mayHaveArrived: true),
            of: delivery.id, begunIn: delivery.round,
            leadingTo: RetrySchedule.step(
                afterAttempts: attempts, status: nil,
                retryAfter: knowsRepeats ? nil : RetrySchedule.resendDelay, at: at, jitter: 0),
            db)
        try forgetBegunAttempt(of: delivery.id, db)
        return try due(delivery.id, at: now, db)
    }
}
