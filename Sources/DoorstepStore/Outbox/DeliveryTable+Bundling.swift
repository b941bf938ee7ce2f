import DoorstepCore
import Foundation
import GRDB

// The deliveries that one message may replace, and the count of messages that never arrived.
extension DeliveryTable {
    /// The deliveries to a destination that are due and may become one message, oldest first. One that waits for
    /// another attempt stays by itself, and so does one that an attempt may have brought.
    static func bundle(
        for destination: String, at now: Timestamp, _ db: Database
    ) throws -> [Waiting] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, content FROM delivery
                WHERE state = 'waiting' AND destination = ? AND content IS NOT NULL AND dueAt <= ?
                    AND begunAt IS NULL ORDER BY number
                """, arguments: [destination, now.milliseconds]
        ).compactMap { row in
            // A delivery of an older version, or one that somebody edited, goes out by itself.
            guard let content = try? JSONDecoder().decode(MessageContent.self, from: row[1] as Data)
            else {
                return nil
            }
            return Waiting(id: DeliveryID(rawValue: row[0]), content: content)
        }
    }

    struct Waiting {
        let id: DeliveryID
        let content: MessageContent
    }

    static func end(_ ids: [DeliveryID], bundledIn bundle: DeliveryID, _ db: Database) throws {
        for id in ids {
            try db.execute(
                sql: """
                    UPDATE delivery SET state = 'bundled', dueAt = NULL, bundledIn = ? WHERE id = ?
                    """, arguments: [bundle.rawValue, id.rawValue])
        }
    }

    /// The messages that other destinations did not get since the last message to `destination` was made, by
    /// destination.
    static func undelivered(
        besides destination: String, _ db: Database
    ) throws -> [MessageContent.Undelivered] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT destination, count(*), max((SELECT max(mayHaveArrived) FROM attempt
                    WHERE delivery = delivery.number)) FROM delivery
                WHERE state IN ('dead', 'held') AND destination <> ?1
                    AND (SELECT max(at) FROM attempt WHERE delivery = delivery.number)
                        >= coalesce((SELECT max(createdAt) FROM delivery WHERE destination = ?1), 0)
                GROUP BY destination ORDER BY destination
                """, arguments: [destination]
        ).map {
            MessageContent.Undelivered(
                destination: $0[0], count: $0[1], isUncertain: ($0[2] as Bool?) ?? false)
        }
    }
}
