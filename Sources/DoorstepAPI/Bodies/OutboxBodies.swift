import DoorstepCore
import FoundationEssentials

// Between the recorder and a courier that runs as a process of its own.

/// The courier that asks.
package struct CourierBody: Hashable, Sendable, Codable {
    /// The name of this run of the courier, 1 to 64 characters. The recorder gives work to one run at a time.
    package let courier: String

    /// Whether this run got work before, as far as it knows. It then gets work at once from a restarted recorder.
    package let resuming: Bool

    package init(courier: String, resuming: Bool) {
        self.courier = courier
        self.resuming = resuming
    }
}

/// `POST /v1/outbox/claims`: a courier asks what there is to do.
package struct ClaimBody: Hashable, Sendable, Codable {
    package let courier: String
    package let resuming: Bool

    /// The version in the last answer. While the outbox is still at this version, the answer waits; nil does not wait.
    package let version: String?

    /// The longest wait in seconds, 0...25; nil for 0.
    package let waitSeconds: Int?

    package init(_ courier: CourierBody, version: String? = nil, waitSeconds: Int? = nil) {
        self.courier = courier.courier
        resuming = courier.resuming
        self.version = version
        self.waitSeconds = waitSeconds
    }

    package var caller: CourierBody { CourierBody(courier: courier, resuming: resuming) }
}

/// `POST /v1/outbox/{id}/outgoing`: a courier asks what it is to send.
package struct OutgoingRequestBody: Hashable, Sendable, Codable {
    package let courier: String
    package let resuming: Bool

    /// Whether its attempt begins with the answer, which is kept before it is given.
    package let begins: Bool

    package init(_ courier: CourierBody, begins: Bool) {
        self.courier = courier.courier
        resuming = courier.resuming
        self.begins = begins
    }

    package var caller: CourierBody { CourierBody(courier: courier, resuming: resuming) }
}

/// The work that waits for a courier.
package struct WorkBody: Hashable, Sendable, Codable {
    /// A text that changes whenever there may be more to do.
    package let version: String

    /// The oldest delivery of each destination, if it is due now, without its message.
    package let due: [DueDelivery]

    /// The moment at which the next delivery falls due; left out when none waits.
    package let nextDue: Timestamp?
    package let tests: [TestRequestBody]

    package init(version: String, _ work: OutboxWork, tests: [TestRequestBody]) {
        self.version = version
        due = work.due
        nextDue = work.nextDue
        self.tests = tests
    }

    package var work: OutboxWork { OutboxWork(due: due, nextDue: nextDue) }
}

/// A delivery to be sent, with its message.
package struct OutboxDeliveryBody: Hashable, Sendable, Codable {
    package let id: DeliveryID
    package let destination: String
    package let subject: String
    package let contentType: String
    package let headers: [Message.Header]

    /// The message's bytes in base64.
    package let body: String
    package let createdAt: Timestamp

    /// The round, to be sent back with the attempt.
    package let round: Int
    package let attempts: Int
    package let dueAt: Timestamp?

    package init(_ delivery: Delivery) {
        id = delivery.id
        destination = delivery.destination
        subject = delivery.subject
        contentType = delivery.message.contentType
        headers = delivery.message.headers
        body = Data(delivery.message.body).base64EncodedString()
        createdAt = delivery.createdAt
        round = delivery.round
        attempts = delivery.attempts
        dueAt = delivery.dueAt
    }

    /// Nil if its body is not base64.
    package var delivery: Delivery? {
        guard let bytes = Data(base64Encoded: body) else { return nil }
        return Delivery(
            id: id, destination: destination, subject: subject,
            message: Message(contentType: contentType, headers: headers, body: Array(bytes)),
            createdAt: createdAt, round: round, attempts: attempts, state: .waiting, dueAt: dueAt)
    }
}

/// `POST /v1/outbox/{id}/outgoing`: what goes out when it is the delivery's turn.
package struct OutgoingBody: Hashable, Sendable, Codable {
    /// Left out when the delivery is not to be sent, or not yet.
    package let delivery: OutboxDeliveryBody?

    /// Whether the recorder's configuration has its destination; left out when there is no delivery.
    package let configured: Bool?

    package init(_ outgoing: Outgoing?) {
        delivery = outgoing.map { OutboxDeliveryBody($0.delivery) }
        configured = outgoing?.isConfigured
    }

    /// Nil also if its body is not base64.
    package var outgoing: Outgoing? {
        delivery?.delivery.map { Outgoing($0, isConfigured: configured ?? true) }
    }
}

/// A test message that a caller of the daemon waits for. Its result goes to `POST /v1/outbox/tests/{id}`.
package struct TestRequestBody: Hashable, Sendable, Codable {
    package let id: String
    package let destination: String

    package init(id: String, destination: String) {
        self.id = id
        self.destination = destination
    }
}
