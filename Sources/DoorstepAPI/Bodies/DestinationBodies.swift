import DoorstepCore
import DoorstepWords

/// `GET /v1/destinations`, in the order of the configuration.
package struct DestinationsBody: Hashable, Sendable, Codable {
    package let destinations: [DestinationBody]

    package init(destinations: [DestinationBody]) {
        self.destinations = destinations
    }
}

/// Where summaries go, and how it stands.
package struct DestinationBody: Hashable, Sendable, Codable {
    package let name: String

    /// `slack`, as in the configuration.
    package let format: String

    /// `https://hooks.example/…`, without the path, which is often a secret; left out where the daemon does not know
    /// it.
    package let host: String?

    /// Of which periods it gets summaries, shortest first.
    package let periods: [SummaryPeriod.Kind]

    /// Of what people read.
    package let language: ScreenLanguage
    package let state: State

    /// Since when it gets nothing; left out while it is on.
    package let since: Timestamp?

    /// The mail server's answer to the login, and the remedy; left out of other destinations.
    package let reason: String?
    package let waiting: Int

    /// Deliveries given up, or held because it wants no more.
    package let dead: Int
    package let lastDeliveredAt: Timestamp?

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case on
        /// By a person.
        case paused
        /// Its receiver answered 410.
        case gone
        /// Its mail server refused the login.
        case login
    }

    package init(
        name: String, format: String, host: String?, periods: [SummaryPeriod.Kind],
        language: ScreenLanguage, switchedOff: SwitchedOff?, waiting: Int, dead: Int,
        lastDeliveredAt: Timestamp?
    ) {
        self.name = name
        self.format = format
        self.host = host
        self.periods = periods
        self.language = language
        state =
            switch switchedOff?.cause {
            case nil: .on
            case .paused: .paused
            case .gone: .gone
            case .login: .login
            }
        since = switchedOff?.at
        reason = switchedOff?.reason
        self.waiting = waiting
        self.dead = dead
        self.lastDeliveredAt = lastDeliveredAt
    }
}

/// `POST /v1/summaries/{kind}/{id}/deliver`.
package struct DeliverBody: Hashable, Sendable, Codable {
    /// The one that gets it, whatever it wants; when left out, every one that wants such periods.
    package var destination: String?

    package init(destination: String? = nil) {
        self.destination = destination
    }
}
