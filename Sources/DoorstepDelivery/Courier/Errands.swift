import Synchronization

/// The destinations being served or left to another courier, and a bell for the courier when these or the queue change.
final class Errands: Sendable {
    /// The rings of the bell; several before anyone listens count as one.
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let served = Mutex<Set<String>>([])
    private let left = Mutex<Set<String>>([])

    /// The destinations that are being served.
    var underWay: Set<String> { served.withLock { $0 } }

    init() {
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { bell.yield() }

    /// Leaves a destination's deliveries to another courier from now on.
    func leave(_ destination: String) {
        left.withLock { _ = $0.insert(destination) }
    }

    func isLeft(_ destination: String) -> Bool { left.withLock { $0.contains(destination) } }

    func begin(_ destination: String) {
        served.withLock { _ = $0.insert(destination) }
    }

    func end(_ destination: String) {
        served.withLock { _ = $0.remove(destination) }
        ring()
    }
}
