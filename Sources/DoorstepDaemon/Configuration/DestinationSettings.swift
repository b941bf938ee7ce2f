import DoorstepCore
import DoorstepDelivery

/// A destination as configured: the courier's value, and what the wiring sends it.
package struct DestinationSettings: Hashable, Sendable {
    package let destination: Destination

    /// Of which periods it gets the summaries.
    package let sends: Set<Period>

    package init(_ destination: Destination, sends: Set<Period> = [.day]) {
        self.destination = destination
        self.sends = sends
    }

    package typealias Period = SummaryPeriod.Kind
}
