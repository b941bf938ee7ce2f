import DoorstepCore
import GRDB

/// How a destination stands: what it is owed, and whether it gets it.
package struct DestinationStatus: Hashable, Sendable {
    /// Nil while it gets what it is owed.
    package fileprivate(set) var switchedOff: SwitchedOff?
    package fileprivate(set) var waiting = 0

    /// Given up, or held because it wants no more.
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
