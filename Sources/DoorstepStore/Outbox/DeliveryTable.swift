import DoorstepCore
import Foundation
import GRDB

/// The deliveries and their attempts.
enum DeliveryTable {
    private static let columns =
        "number, id, destination, subject, contentType, body, createdAt, attempts, state, dueAt, "
        + "headers, bundledIn, round"

    /// Adds a delivery. `content` is kept where one message may take its place.
    static func insert(_ delivery: Delivery, content: MessageContent?, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO delivery (id, destination, subject, contentType, body, createdAt,
                    attempts, state, dueAt, headers, content)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                delivery.id.rawValue, delivery.destination, delivery.subject,
                delivery.message.contentType, Data(delivery.message.body),
                delivery.createdAt.milliseconds, delivery.attempts, delivery.state.rawValue,
                delivery.dueAt?.milliseconds, try JSONWriter.string(delivery.message.headers),
                try content.map(JSONWriter.string),
            ])
    }

    /// The first waiting delivery of each destination that is not switched off.
    private static let heads = """
        SELECT min(number) FROM delivery WHERE state = 'waiting'
            AND destination NOT IN (SELECT destination FROM switchedOff)
        GROUP BY destination
        """

    static func work(at now: Timestamp, _ db: Database) throws -> OutboxWork {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, destination, round, attempts, dueAt FROM delivery
                WHERE number IN (\(heads)) AND dueAt IS NOT NULL ORDER BY dueAt, number
                """)
        let due = rows.prefix { ($0[4] as Int64) <= now.milliseconds }
        return OutboxWork(
            due: due.map {
                DueDelivery(
                    id: DeliveryID(rawValue: $0[0]), destination: $0[1], round: $0[2],
                    attempts: $0[3])
            },
            nextDue: rows.first.map { Timestamp(milliseconds: $0[4]) })
    }

    /// The delivery with its message, if it is its destination's turn and it is due at `now`; nil otherwise.
    static func due(
        _ id: DeliveryID, at now: Timestamp, _ db: Database
    ) throws -> Delivery? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(columns) FROM delivery
                WHERE id = ? AND number IN (\(heads)) AND dueAt <= ?
                """, arguments: [id.rawValue, now.milliseconds]
        ).map(delivery)
    }

    static func delivery(_ id: DeliveryID, _ db: Database) throws -> Delivery? {
        try Row.fetchOne(
            db, sql: "SELECT \(columns) FROM delivery WHERE id = ?", arguments: [id.rawValue]
        ).map(delivery)
    }

    /// The last `limit` deliveries with their attempts, newest first; nil stands for every state or destination.
    static func list(
        in state: Delivery.State?, to destination: String?, limit: Int, _ db: Database
    ) throws -> [(delivery: Delivery, attempts: [Attempt])] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns) FROM delivery
                WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR destination = ?2)
                ORDER BY number DESC LIMIT ?3
                """, arguments: [state?.rawValue, destination, limit]
        ).map { (delivery($0), try attempts(of: $0[0], db)) }
    }

    static func record(
        _ attempt: Attempt, of id: DeliveryID, begunIn round: Int, leadingTo step: DeliveryStep,
        _ db: Database
    ) throws {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT \(columns) FROM delivery WHERE id = ?", arguments: [id.rawValue])
        else { throw LedgerError.unknownDelivery(id.rawValue) }
        let number: Int64 = row[0]
        guard try !isKnown(attempt, of: number, db) else { return }
        try db.execute(
            sql: """
                INSERT INTO attempt (delivery, number, at, milliseconds, status, error, answer, address,
                    mayHaveArrived)
                SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
                FROM attempt WHERE delivery = ?1
                """,
            arguments: [
                number, attempt.at.milliseconds, attempt.duration.milliseconds, attempt.status,
                attempt.error, attempt.answer, attempt.address, attempt.mayHaveArrived,
            ])
        // An attempt that was begun later stays noted.
        try db.execute(
            sql: """
                UPDATE delivery SET begunAt = NULL, begunBy = NULL WHERE number = ? AND begunAt <= ?
                """, arguments: [number, attempt.at.milliseconds])
        let before = self.delivery(row)
        var delivery = before
        delivery.take(step, begunIn: round)
        guard delivery != before else { return }
        try keep(delivery, db)
        let cause: SwitchedOff.Cause? =
            switch step {
            case .switchOff: .gone
            case .refuseLogin: .login
            case .delivered, .retry, .waitForNetwork, .dead: nil
            }
        if let cause {
            try SwitchedOffTable.add(
                SwitchedOff(
                    destination: delivery.destination, cause: cause, at: attempt.at,
                    reason: cause == .login ? attempt.error : nil), db)
        }
    }

    /// Writes the columns of a delivery that change.
    private static func keep(_ delivery: Delivery, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE delivery SET round = ?, attempts = ?, state = ?, dueAt = ? WHERE id = ?
                """,
            arguments: [
                delivery.round, delivery.attempts, delivery.state.rawValue,
                delivery.dueAt?.milliseconds, delivery.id.rawValue,
            ])
    }

    /// Whether the attempt is recorded already: a courier that missed the answer sends it again. One delivery has one
    /// attempt at a time.
    private static func isKnown(
        _ attempt: Attempt, of number: Int64, _ db: Database
    ) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM attempt WHERE delivery = ?1 AND at = ?2
                    AND milliseconds = ?3 AND status IS ?4 AND error IS ?5)
                """,
            arguments: [
                number, attempt.at.milliseconds, attempt.duration.milliseconds, attempt.status,
                attempt.error,
            ]) ?? false
    }

    /// Makes an ended delivery due at once, with its schedule from the start, and switches its destination on.
    static func retry(_ id: DeliveryID, at now: Timestamp, _ db: Database) throws -> Delivery {
        guard var delivery = try delivery(id, db) else {
            throw LedgerError.unknownDelivery(id.rawValue)
        }
        guard ![.delivered, .bundled, .dropped].contains(delivery.state) else {
            throw LedgerError.deliveryNotEnded(id.rawValue, delivery.state)
        }
        delivery.sendAgain(at: now)
        try keep(delivery, db)
        try forgetBegunAttempt(of: id, db)
        try SwitchedOffTable.remove(delivery.destination, db)
        return delivery
    }

    /// Drops a delivery; one that was dropped before stays so. `isConfigured` says whether a destination is in the
    /// configuration.
    static func drop(
        _ id: DeliveryID, isConfigured: (String) -> Bool, _ db: Database
    ) throws -> Delivery {
        guard var delivery = try delivery(id, db) else {
            throw LedgerError.unknownDelivery(id.rawValue)
        }
        guard delivery.mayBeDropped(isConfigured: isConfigured(delivery.destination)) else {
            throw LedgerError.deliveryNotDead(
                id.rawValue, delivery.state, destination: delivery.destination)
        }
        delivery.drop()
        try keep(delivery, db)
        return delivery
    }

    /// The number of deliveries that were given up, are held, or wait for a destination that refuses the login.
    static func deadCount(_ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM delivery WHERE state IN ('dead', 'held')
                    OR state = 'waiting' AND destination IN
                        (SELECT destination FROM switchedOff WHERE cause = 'login')
                """) ?? 0
    }

    private static func delivery(_ row: Row) -> Delivery {
        let dueAt: Int64? = row[9]
        let body: Data = row[5]
        return Delivery(
            id: DeliveryID(rawValue: row[1]), destination: row[2], subject: row[3],
            message: Message(contentType: row[4], headers: headers(row[10]), body: Array(body)),
            createdAt: Timestamp(milliseconds: row[6]), round: row[12], attempts: row[7],
            state: Delivery.State(rawValue: row[8]) ?? .dead,
            dueAt: dueAt.map(Timestamp.init(milliseconds:)),
            bundledIn: (row[11] as String?).map(DeliveryID.init(rawValue:)))
    }

    /// The header fields of a row; none if somebody has edited them so that they cannot be read, since the delivery
    /// must still go out.
    private static func headers(_ text: String) -> [Message.Header] {
        guard text != "[]" else { return [] }
        return (try? JSONDecoder().decode([Message.Header].self, from: Data(text.utf8))) ?? []
    }

    private static func attempts(of number: Int64, _ db: Database) throws -> [Attempt] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT number, at, milliseconds, status, error, answer, address, mayHaveArrived
                FROM attempt WHERE delivery = ? ORDER BY number
                """, arguments: [number]
        ).map {
            Attempt(
                number: $0[0], at: Timestamp(milliseconds: $0[1]),
                duration: .milliseconds($0[2] as Int64), status: $0[3], error: $0[4],
                answer: $0[5], address: $0[6], mayHaveArrived: $0[7])
        }
    }
}
