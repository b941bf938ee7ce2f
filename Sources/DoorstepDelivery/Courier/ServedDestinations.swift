import Synchronization

/// The destinations that the courier is serving or has set aside, and a signal that wakes the courier when these or the
/// outbox change.
final class ServedDestinations: Sendable {
    /// The signals to the courier; several before it listens count as one.
    let wakeUps: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let served = Mutex<Set<String>>([])
    private let asideNames = Mutex<Set<String>>([])

    /// The destinations that are being served.
    var underWay: Set<String> { served.withLock { $0 } }

    init() {
        (wakeUps, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func wake() { signal.yield() }

    /// Leaves a destination's deliveries to a courier that is started later and knows the destination.
    func setAside(_ destination: String) {
        asideNames.withLock { _ = $0.insert(destination) }
    }

    func isSetAside(_ destination: String) -> Bool {
        asideNames.withLock { $0.contains(destination) }
    }

    func begin(_ destination: String) {
        served.withLock { _ = $0.insert(destination) }
    }

    func end(_ destination: String) {
        served.withLock { _ = $0.remove(destination) }
        wake()
    }
}
