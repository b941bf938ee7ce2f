import Synchronization

/// Wakes whoever waits; signals that nobody has taken yet are one.
final class Signal: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])
    private let ids = Atomic<Int>(0)

    func stream() -> AsyncStream<Void> {
        let id = ids.add(1, ordering: .relaxed).newValue
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { [weak self] _ in
            _ = self?.listeners.withLock { $0.removeValue(forKey: id) }
        }
        listeners.withLock { $0[id] = continuation }
        return stream
    }

    func send() {
        for listener in listeners.withLock({ Array($0.values) }) { listener.yield() }
    }
}
