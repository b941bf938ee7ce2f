import Dispatch

/// One request on a connection of its own. `TransferConnection` makes several on the same connection.
package enum Transfer {
    /// Returns the complete answer, whatever its status. Blocks the thread.
    package static func perform(
        _ request: TransferRequest, cancellation: TransferCancellation? = nil
    ) throws(TransferError) -> TransferAnswer {
        try TransferConnection().perform(request, cancellation: cancellation)
    }

    /// Returns the complete answer, whatever its status. Waits on a thread of its own, so that Swift's few are left
    /// alone.
    ///
    /// - Throws: `TransferError`; `cancelled` once the task is cancelled, and not before the transfer has really ended.
    package static func send(_ request: TransferRequest) async throws -> TransferAnswer {
        try await onThreadOfItsOwn { try perform(request, cancellation: $0) }
    }

    static func onThreadOfItsOwn(
        _ work: @escaping @Sendable (TransferCancellation) throws -> TransferAnswer
    ) async throws -> TransferAnswer {
        let cancellation = TransferCancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A serial queue: a concurrent one would not start a third blocking call on two cores
                // before Dispatch notices, a second later, that the first two are stuck.
                DispatchQueue(label: "doorstep.transfer").async {
                    continuation.resume(with: Result { try work(cancellation) })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Hands on an answer as it comes, for server-sent events. Blocks the thread.
    ///
    /// Neither its length nor its time in all has a limit; `TransferLimits.lowSpeed` still counts.
    ///
    /// - Parameters:
    ///   - request: Its `limits.total` and `limits.maximumAnswer` are not used.
    ///   - cancellation: Ends the stream from another thread.
    ///   - onHead: Called once, before the body. An error ends the transfer.
    ///   - onBytes: Called with each piece of the body; false ends the transfer, as an error does.
    /// - Throws: `TransferError`, or an error of `onHead` or `onBytes`, unchanged.
    package static func stream(
        _ request: TransferRequest,
        cancellation: TransferCancellation? = nil,
        onHead: (TransferHead) throws -> Void,
        onBytes: ([UInt8]) throws -> Bool
    ) throws {
        try TransferConnection().stream(
            request, cancellation: cancellation, onHead: onHead, onBytes: onBytes)
    }
}
