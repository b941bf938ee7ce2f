import DoorstepCore

/// One delivery of `GET /v1/deliveries`, with its attempts, oldest first.
package struct DeliveryBody: Hashable, Sendable, Codable {
    package let id: DeliveryID
    package let destination: String
    package let subject: String
    package let state: Delivery.State
    package let createdAt: Timestamp
    package let dueAt: Timestamp?

    /// The delivery that took its place; left out of others than bundled ones.
    package let bundledIn: DeliveryID?
    package let attempts: [AttemptBody]

    package init(_ delivery: Delivery, attempts: [Attempt]) {
        id = delivery.id
        destination = delivery.destination
        subject = delivery.subject
        state = delivery.state
        createdAt = delivery.createdAt
        dueAt = delivery.dueAt
        bundledIn = delivery.bundledIn
        self.attempts = attempts.map(AttemptBody.init)
    }
}

package struct AttemptBody: Hashable, Sendable, Codable {
    package let number: Int
    package let at: Timestamp
    package let milliseconds: Int64
    package let status: Int?
    package let error: String?
    package let answer: String?
    package let address: String?

    /// Whether the whole message was sent and nobody knows whether it was taken; left out where that is not so.
    package let mayHaveArrived: Bool?

    package init(_ attempt: Attempt) {
        number = attempt.number
        at = attempt.at
        milliseconds = attempt.duration.milliseconds
        status = attempt.status
        error = attempt.error
        answer = attempt.answer
        address = attempt.address
        mayHaveArrived = attempt.mayHaveArrived ? true : nil
    }
}

/// The list is wrapped, so that a later version can say more beside it.
package struct DeliveriesBody: Hashable, Sendable, Codable {
    package let deliveries: [DeliveryBody]

    package init(deliveries: [DeliveryBody]) {
        self.deliveries = deliveries
    }
}

/// `POST /v1/destinations/{name}/test`: what was sent and what came back.
package struct DestinationTestBody: Hashable, Sendable, Codable {
    package let destination: String
    package let delivered: Bool

    /// Without the URL's path, which is often a secret.
    package let host: String
    package let contentType: String

    /// As it was sent; of a mail what people read of it.
    package let body: String
    package let attempt: AttemptBody

    /// A remark on an attempt that succeeded; left out of most.
    package var note: String?

    package init(
        destination: String, delivered: Bool, host: String, contentType: String, body: String,
        attempt: AttemptBody, note: String? = nil
    ) {
        self.destination = destination
        self.delivered = delivered
        self.host = host
        self.contentType = contentType
        self.body = body
        self.attempt = attempt
        self.note = note
    }
}
