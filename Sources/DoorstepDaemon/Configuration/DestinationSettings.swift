import DoorstepDelivery

/// A destination as configured: the courier's value, and what the wiring sends it.
package struct DestinationSettings: Hashable, Sendable {
    package let destination: Destination

    /// Only days are sent in this version.
    package let sends: Set<Period>

    package init(_ destination: Destination, sends: Set<Period> = [.day]) {
        self.destination = destination
        self.sends = sends
    }

    package enum Period: String, CaseIterable, Hashable, Sendable {
        case day, week, month
    }
}

extension MessageFormat {
    /// Every format that Doorstep is to have: DESIGN section 10. Those that have no case yet are refused
    /// by name.
    static let planned = [
        "standard", "cloudevents", "slack", "teams", "discord", "mattermost", "googlechat", "ntfy",
        "homeassistant",
    ]
}
