/// Returns the result of `work`. Once the task is cancelled it throws at once and leaves the work, cancelled too, to
/// end by itself: libcurl checks for a cancellation only once a second, and its caller must stop within that time.
package func untilCancelled<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let (results, continuation) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
    let task = Task {
        do {
            continuation.yield(.success(try await work()))
        } catch {
            continuation.yield(.failure(error))
        }
        continuation.finish()
    }
    return try await withTaskCancellationHandler {
        for await result in results { return try result.get() }
        throw CancellationError()
    } onCancel: {
        task.cancel()
    }
}
