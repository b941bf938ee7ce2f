import DoorstepCore

/// A test message to a destination, and the attempt to send it.
package struct DestinationTest: Hashable, Sendable {
    package let message: Message

    /// The body of the message in readable form.
    package let text: String
    package let attempt: Attempt
    package var isDelivered: Bool { attempt.error == nil }

    /// A caution beside a success, as a sentence without its full stop; nil for most receivers and after a failure.
    package let note: String?

    init(message: Message, legible: String?, attempt: Attempt, caveat: String? = nil) {
        self.message = message
        text = legible ?? String(decoding: message.body, as: UTF8.self)
        self.attempt = attempt
        note = attempt.error == nil ? caveat : nil
    }
}

extension Courier {
    /// Sends a test message to a destination at once, in one attempt, without the outbox.
    /// - Returns: Nil if there is no such destination.
    package func test(_ name: String) async throws -> DestinationTest? {
        guard let destination = destinations[name] else { return nil }
        let at = now()
        let id = "msg_test_\(makeID())"
        let message = try destination.subscription.testMessage(shop: shop, id: id, at: at)
        let legible = destination.subscription.legibleTest(shop: shop, id: id, at: at)
        guard isClockTrusted() else {
            let error =
                "nothing was sent: this machine's clock is not known to be right yet, "
                + "and receivers refuse messages signed at a wrong time"
            return DestinationTest(
                message: message, legible: legible,
                attempt: Attempt(
                    number: 1, at: at, duration: .zero, status: nil, error: error, answer: nil,
                    address: nil))
        }
        let transfer = destination.transfer(id: id, message: message, attemptAt: at)
        guard let result = await send(transfer, to: destination) else { throw CancellationError() }
        let attempt = result.attempt(1, at: at, gone: "the receiver wants no more messages")
        return DestinationTest(
            message: message, legible: legible, attempt: attempt, caveat: destination.format.caveat)
    }
}
