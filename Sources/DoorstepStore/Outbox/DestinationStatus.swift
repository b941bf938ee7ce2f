import DoorstepCore
import GRDB

/// The status of a destination: whether it is switched off, and the deliveries that it is owed.
package struct DestinationStatus: Hashable, Sendable {
    /// The reason why it gets nothing; nil while it is on.
    package fileprivate(set) var switchedOff: SwitchedOff?
    package fileprivate(set) var waiting = 0

    /// Deliveries that were given up, or are held because the receiver accepts no more.
    package fileprivate(set) var dead = 0
    package fileprivate(set) var lastDeliveredAt: Timestamp?
}

extension DeliveryTable {
    static func statuses(_ db: Database) throws -> [String: DestinationStatus] {
        var statuses: [String: DestinationStatus] = [:]
        let owed = try Row.fetchAll(
            db,
            sql: """
                SELECT destination, state = 'waiting', count(*) FROM delivery
                WHERE state IN ('waiting', 'dead', 'held') GROUP BY 1, 2
                """)
        for row in owed {
            let count: Int = row[2]
            if row[1] {
                statuses[row[0], default: DestinationStatus()].waiting = count
            } else {
                statuses[row[0], default: DestinationStatus()].dead = count
            }
        }
        let delivered = try Row.fetchAll(
            db,
            sql: """
                SELECT destination, max(attempt.at) FROM delivery
                JOIN attempt ON attempt.delivery = delivery.number
                WHERE state = 'delivered' GROUP BY destination
                """)
        for row in delivered {
            statuses[row[0], default: DestinationStatus()].lastDeliveredAt =
                Timestamp(milliseconds: row[1])
        }
        for destination in try SwitchedOffTable.all(db) {
            statuses[destination.destination, default: DestinationStatus()].switchedOff =
                destination
        }
        return statuses
    }
}
