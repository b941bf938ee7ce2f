/// The durable queue of deliveries, as the courier uses it.
///
/// The store implements it in process, a client across the socket. No list holds a message: the bytes of one are read,
/// and travel, when it is sent.
package protocol Outbox: Sendable {
    /// The deliveries that are due at `now`, and the moment of the next one.
    func work(at now: Timestamp) async throws -> OutboxWork

    /// The delivery to send when it is the turn of `delivery`: itself, or one message for all that wait behind it, if
    /// people read it and the first of them is old. Nil when it is not due, or not any more.
    ///
    /// If an attempt `begins`, that is recorded before this returns: should the courier or the outbox be killed before
    /// the attempt is recorded, the message may have arrived.
    func outgoing(_ delivery: DeliveryID, begins: Bool) async throws -> Outgoing?

    /// Records an attempt and its step, in one transaction; `round` is the delivery's when the attempt was begun. The
    /// same attempt recorded again changes nothing; `Delivery.take` decides on the effect of another one.
    func record(
        _ attempt: Attempt, of delivery: DeliveryID, begunIn round: Int,
        leadingTo step: DeliveryStep
    ) async throws

    /// A stream with a value whenever deliveries were added or made due again.
    func changes() -> AsyncStream<Void>
}

/// The work of the outbox at one moment.
package struct OutboxWork: Hashable, Sendable {
    /// The oldest delivery of each destination, if it is due: at most one each, so that a destination gets its messages
    /// in order and a dead one delays no other.
    package let due: [DueDelivery]

    /// The moment at which the next delivery falls due, in the past while one is due; nil when none is waiting.
    package let nextDue: Timestamp?

    package init(due: [DueDelivery] = [], nextDue: Timestamp? = nil) {
        self.due = due
        self.nextDue = nextDue
    }
}

/// A delivery that is due, without its message.
package struct DueDelivery: Hashable, Sendable, Codable {
    package let id: DeliveryID
    package let destination: String

    /// The delivery's round and its attempts in that round, which tell whether an attempt was recorded since.
    package let round: Int
    package let attempts: Int

    package init(id: DeliveryID, destination: String, round: Int, attempts: Int) {
        self.id = id
        self.destination = destination
        self.round = round
        self.attempts = attempts
    }
}

/// A delivery to be sent.
package struct Outgoing: Hashable, Sendable {
    package let delivery: Delivery

    /// Whether the destination is in the configuration of the process that keeps the outbox. A courier of its own may
    /// have been started with another configuration.
    package let isConfigured: Bool

    package init(_ delivery: Delivery, isConfigured: Bool = true) {
        self.delivery = delivery
        self.isConfigured = isConfigured
    }
}

/// The message of a delivery: fixed bytes, their media type, and other header fields.
package struct Message: Hashable, Sendable {
    package let contentType: String

    /// Header fields beside the content type; ASCII, without line ends.
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

/// One try to deliver, and its result.
package struct Attempt: Hashable, Sendable {
    /// 1 for the first.
    package let number: Int
    package let at: Timestamp
    package let duration: Duration

    /// The HTTP status, or a mail server’s reply code; nil when there was no answer.
    package let status: Int?

    /// The error in a sentence; nil when it was delivered. Never contains a secret.
    package let error: String?

    /// The first 2 KiB of the receiver's answer.
    package let answer: String?

    /// The address that was reached.
    package let address: String?

    /// Whether the whole message was sent and it is unknown whether it was taken. False of a delivered one.
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

/// The step that an attempt leads to.
package enum DeliveryStep: Hashable, Sendable {
    case delivered
    case retry(at: Timestamp)
    /// The network is out of reach for all destinations: no receiver was asked, so the attempt does not count.
    case waitForNetwork(until: Timestamp)
    case dead
    /// 410: the destination is switched off until a person resumes it, and its deliveries are kept.
    case switchOff
    /// The mail server refused the login: the destination's deliveries wait until a person has mended that.
    case refuseLogin

    /// Whether the attempt counts in the schedule.
    package var counts: Bool {
        if case .waitForNetwork = self { false } else { true }
    }
}
