/// A delivery's name, the same for every attempt: its `webhook-id`.
package struct DeliveryID: Hashable, Sendable, RawRepresentable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// One message owed to one destination. The body is fixed when the delivery is made.
package struct Delivery: Hashable, Sendable {
    package let id: DeliveryID
    package let destination: String

    /// What it carries: `summary.day 2026-11-21, revision 1`.
    package let subject: String
    package let message: Message
    package let createdAt: Timestamp

    /// Attempts made in this round; a resend starts at 0 again.
    package let attempts: Int
    package let state: State

    /// When it is due next; nil once it has ended.
    package let dueAt: Timestamp?

    /// The delivery that took its place.
    package let bundledIn: DeliveryID?

    package init(
        id: DeliveryID, destination: String, subject: String, message: Message,
        createdAt: Timestamp, attempts: Int, state: State, dueAt: Timestamp?,
        bundledIn: DeliveryID? = nil
    ) {
        self.id = id
        self.destination = destination
        self.subject = subject
        self.message = message
        self.createdAt = createdAt
        self.attempts = attempts
        self.state = state
        self.dueAt = dueAt
        self.bundledIn = bundledIn
    }

    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case waiting, delivered
        /// Given up; a person can send it again.
        case dead
        /// Its destination answered 410 and was switched off.
        case held
        /// One message took its place, and that of others that waited with it.
        case bundled
        /// Somebody decided that nobody wants it; it is not sent again.
        case dropped
    }

    /// Whether somebody may drop it: what is still tried at a destination that `isConfigured` is not given up by the way.
    package func mayBeDropped(isConfigured: Bool) -> Bool {
        switch state {
        case .dead, .held, .dropped: true
        case .waiting: !isConfigured
        case .delivered, .bundled: false
        }
    }
}
