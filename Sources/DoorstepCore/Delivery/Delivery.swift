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

    /// The content in words: `summary.day 2026-11-21, revision 1`.
    package let subject: String
    package let message: Message
    package let createdAt: Timestamp

    /// The number of times that somebody had it sent again.
    package private(set) var round: Int

    /// Attempts made in this round.
    package private(set) var attempts: Int
    package private(set) var state: State

    /// The moment at which it is due next; nil once it has ended.
    package private(set) var dueAt: Timestamp?

    /// The delivery that took its place.
    package let bundledIn: DeliveryID?

    package init(
        id: DeliveryID, destination: String, subject: String, message: Message,
        createdAt: Timestamp, round: Int = 0, attempts: Int, state: State, dueAt: Timestamp?,
        bundledIn: DeliveryID? = nil
    ) {
        self.id = id
        self.destination = destination
        self.subject = subject
        self.message = message
        self.createdAt = createdAt
        self.round = round
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
        /// Dropped by a person; it is not sent again.
        case dropped
    }

    /// Starts a new round, due at `now` and with as many attempts as a new delivery has.
    package mutating func sendAgain(at now: Timestamp) {
        round += 1
        attempts = 0
        state = .waiting
        dueAt = now
    }

    /// Ends the delivery without sending it.
    package mutating func drop() {
        state = .dropped
        dueAt = nil
    }

    /// Applies the step of an attempt that was begun in `round`.
    ///
    /// Nothing changes if the delivery has ended or somebody had it sent again since: the end of an attempt under way
    /// must not undo that decision. Only `delivered` always applies, except to a bundled delivery.
    package mutating func take(_ step: DeliveryStep, begunIn round: Int) {
        guard
            step == .delivered ? state != .bundled : state == .waiting && round == self.round
        else { return }
        if step.counts { attempts += 1 }
        (state, dueAt) =
            switch step {
            case .delivered: (.delivered, nil)
            case .retry(let at), .waitForNetwork(let at): (.waiting, at)
            case .dead: (.dead, nil)
            case .switchOff: (.held, nil)
            case .refuseLogin: (.waiting, dueAt)
            }
    }

    /// Whether somebody may drop it. One that still waits may be dropped only if its destination is not configured any
    /// more.
    package func mayBeDropped(isConfigured: Bool) -> Bool {
        switch state {
        case .dead, .held, .dropped: true
        case .waiting: !isConfigured
        case .delivered, .bundled: false
        }
    }
}
