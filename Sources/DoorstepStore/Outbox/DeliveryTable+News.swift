import DoorstepCore
import Foundation
import GRDB

// The news in deliveries, for one message in the place of several, and for the list of those that never arrived.
extension DeliveryTable {
    /// The deliveries to a destination that are due and may become one message, oldest first. One that is put off stays
    /// by itself, and so does one that another attempt may have brought.
    static func bundle(
        for destination: String, at now: Timestamp, _ db: Database
    ) throws -> [Waiting] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, news FROM delivery
                WHERE state = 'waiting' AND destination = ? AND news IS NOT NULL AND dueAt <= ?
                    AND begunAt IS NULL ORDER BY number
                """, arguments: [destination, now.milliseconds]
        ).compactMap { row in
            // A delivery whose news cannot be read, or was edited, goes out by itself.
            guard let news = try? JSONDecoder().decode(News.self, from: row[1] as Data) else {
                return nil
            }
            return Waiting(id: DeliveryID(rawValue: row[0]), news: news)
        }
    }

    struct Waiting {
        let id: DeliveryID
        let news: News
    }

    static func end(_ ids: [DeliveryID], bundledIn bundle: DeliveryID, _ db: Database) throws {
        for id in ids {
            try db.execute(
                sql: """
                    UPDATE delivery SET state = 'bundled', dueAt = NULL, bundledIn = ? WHERE id = ?
                    """, arguments: [bundle.rawValue, id.rawValue])
        }
    }

    /// The news that destinations other than `destination` were not told since it heard last.
    static func undelivered(
        besides destination: String, _ db: Database
    ) throws -> [News.Undelivered] {
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
            News.Undelivered(
                destination: $0[0], count: $0[1], isUncertain: ($0[2] as Bool?) ?? false)
        }
    }
}
