import Synchronization

/// A signal that wakes its listeners and counts. Signals that a listener has not taken yet become one.
package final class Signal: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])
    private let ids = Atomic<Int>(0)
    private let sent = Atomic<Int>(0)

    package init() {}

    /// The number of signals sent, by which a caller who was not listening finds that there is something new.
    package var count: Int { sent.load(ordering: .acquiring) }

    package func stream() -> AsyncStream<Void> {
        let id = ids.add(1, ordering: .relaxed).newValue
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { [weak self] _ in
            _ = self?.listeners.withLock { $0.removeValue(forKey: id) }
        }
        listeners.withLock { $0[id] = continuation }
        return stream
    }

    package func send() {
        sent.add(1, ordering: .acquiringAndReleasing)
        for listener in listeners.withLock({ Array($0.values) }) { listener.yield() }
    }
}
