/// The durable queue of deliveries, as the courier knows it: a few calls.
///
/// The store fills it in process, a client across the socket.
package protocol Outbox: Sendable {
    /// The oldest delivery of each destination that is due at `now`: at most one each, so that a destination gets
    /// its messages in order and a dead one delays no other.
    func due(at now: Timestamp) async throws -> [Delivery]

    /// When the next delivery falls due; nil when none is waiting.
    func nextDue() async throws -> Timestamp?

    /// What goes out when it is the turn of `delivery`: itself, or one message for all that waits behind it, where
    /// people read and the first of it is old news. Nil when it is not due, or not any more.
    ///
    /// Where an attempt `begins`, that is kept before this returns: should the courier or the outbox be killed before the
    /// attempt is recorded, the message may have arrived.
    func outgoing(_ delivery: DeliveryID, begins: Bool) async throws -> Outgoing?

    /// Keeps an attempt and what it led to, in one transaction; `round` is the delivery's when the attempt was begun.
    /// The same attempt told again changes nothing; what another one changes is `Delivery.take`'s to say.
    func record(
        _ attempt: Attempt, of delivery: DeliveryID, begunIn round: Int,
        leadingTo step: DeliveryStep
    ) async throws

    /// A value whenever deliveries were added or made due again.
    func changes() -> AsyncStream<Void>
}

/// What goes out when it is a delivery's turn.
package struct Outgoing: Hashable, Sendable {
    package let delivery: Delivery

    /// Whether its destination is in the configuration of whoever keeps the outbox. A courier of its own may have been
    /// started with another.
    package let isConfigured: Bool

    package init(_ delivery: Delivery, isConfigured: Bool = true) {
        self.delivery = delivery
        self.isConfigured = isConfigured
    }
}

/// What is posted: fixed bytes, their media type, and what else a receiver reads from the head.
package struct Message: Hashable, Sendable {
    package let contentType: String

    /// Beside the content type; ASCII, without line ends.
    package let headers: [Header]
    package let body: [UInt8]

    package struct Header: Hashable, Sendable, Codable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(contentType: String, headers: [Header] = [], body: [UInt8]) {
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }
}

/// One try to deliver, and what came of it.
package struct Attempt: Hashable, Sendable {
    /// 1 for the first.
    package let number: Int
    package let at: Timestamp
    package let duration: Duration

    /// The HTTP status, or a mail server’s reply code; nil when there was no answer.
    package let status: Int?

    /// What went wrong, in a sentence; nil when it was delivered. Never contains a secret.
    package let error: String?

    /// The first 2 KiB of what came back.
    package let answer: String?

    /// The address that was reached.
    package let address: String?

    /// Whether the whole message was sent and nobody knows whether it was taken. False of one that was delivered.
    package let mayHaveArrived: Bool

    package init(
        number: Int, at: Timestamp, duration: Duration, status: Int?, error: String?,
        answer: String?, address: String?, mayHaveArrived: Bool = false
    ) {
        self.number = number
        self.at = at
        self.duration = duration
        self.status = status
        self.error = error
        self.answer = answer
        self.address = address
        self.mayHaveArrived = mayHaveArrived
    }
}

/// What an attempt leads to.
package enum DeliveryStep: Hashable, Sendable {
    case delivered
    case retry(at: Timestamp)
    /// The way to the network is closed, for this destination as for all: nobody was asked, so it does not count.
    case waitForNetwork(until: Timestamp)
    case dead
    /// 410: the destination is switched off until a person says otherwise, and keeps what it is owed.
    case switchOff
    /// The mail server refused the login: the destination gets nothing until a person has mended that, and what it is
    /// owed waits.
    case refuseLogin

    /// Whether the attempt is one of the schedule's.
    package var counts: Bool {
        if case .waitForNetwork = self { false } else { true }
    }
}
