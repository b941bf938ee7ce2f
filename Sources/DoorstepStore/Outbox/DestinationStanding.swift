import DoorstepCore
import GRDB

/// The standing of a destination: its open deliveries, and whether it is switched off.
package struct DestinationStanding: Hashable, Sendable {
    /// Nil while the destination gets its messages.
    package fileprivate(set) var switchedOff: SwitchedOff?
    package fileprivate(set) var waiting = 0

    /// The number of deliveries that are dead, or held because the receiver accepts no more.
    package fileprivate(set) var dead = 0
    package fileprivate(set) var lastDeliveredAt: Timestamp?
}

extension DeliveryTable {
    static func standings(_ db: Database) throws -> [String: DestinationStanding] {
        var standings: [String: DestinationStanding] = [:]
        let owed = try Row.fetchAll(
            db,
            sql: """
                SELECT destination, state = 'waiting', count(*) FROM delivery
                WHERE state IN ('waiting', 'dead', 'held') GROUP BY 1, 2
                """)
        for row in owed {
            let count: Int = row[2]
            if row[1] {
                standings[row[0], default: DestinationStanding()].waiting = count
            } else {
                standings[row[0], default: DestinationStanding()].dead = count
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
            standings[row[0], default: DestinationStanding()].lastDeliveredAt =
                Timestamp(milliseconds: row[1])
        }
        for destination in try SwitchedOffTable.all(db) {
            standings[destination.destination, default: DestinationStanding()].switchedOff =
                destination
        }
        return standings
    }
}
