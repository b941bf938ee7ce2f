/// A destination as the ledger must know it to make a delivery. Its address and secrets are the courier's alone.
package protocol LedgerDestination: Sendable {
    var name: String { get }

    /// Whether a program reads the messages. It gets every revision and every message; people get only news, and one
    /// message instead of many.
    var isForPrograms: Bool { get }

    /// Whether each message bears an id by which its receiver knows a repeat, so that a repeat does no harm.
    var knowsRepeats: Bool { get }

    func wants(_ fresh: NewSummary) -> Bool

    /// The message for `content`; `id` is the delivery's.
    func message(of content: MessageContent, id: DeliveryID) throws -> Message
}
