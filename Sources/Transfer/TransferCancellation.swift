import Synchronization

/// The cancellation of a transfer under way, from any thread.
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
