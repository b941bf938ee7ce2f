/// Who is told of summaries, and how: as much as the ledger must know to make a delivery. Where it is sent, and with
/// what secrets, is the courier's alone.
package protocol Addressee: Sendable {
    var name: String { get }

    /// Whether a program reads it: it gets every revision and every message. People get what they want to hear of, and
    /// one message instead of many.
    var isForPrograms: Bool { get }

    /// Whether each message bears an id by which its receiver knows one that it has had before, so that a repeat does no
    /// harm.
    var knowsRepeats: Bool { get }

    /// Whether the summary is news here.
    func wants(_ fresh: FreshSummary) -> Bool

    /// The message that tells it; `id` is the delivery's.
    func message(of news: News, id: DeliveryID) throws -> Message
}
