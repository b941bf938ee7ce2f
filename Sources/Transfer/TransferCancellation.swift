import Synchronization

/// A message, from any thread, that a transfer under way is no longer wanted.
///
/// The transfer ends with `TransferError.cancelled` within about a second, at once if bytes flow.
package final class TransferCancellation: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package var isCancelled: Bool { flag.load(ordering: .relaxed) }

    package func cancel() {
        flag.store(true, ordering: .relaxed)
    }
}
