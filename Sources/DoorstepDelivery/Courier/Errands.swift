import Synchronization

/// Which destinations are being served, and a bell for the courier when that or the queue changes.
final class Errands: Sendable {
    /// Several rings before anyone listens are one.
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let served = Mutex<Set<String>>([])

    /// The destinations that are being served.
    var underWay: Set<String> { served.withLock { $0 } }

    init() {
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { bell.yield() }

    func begin(_ destination: String) {
        served.withLock { _ = $0.insert(destination) }
    }

    func end(_ destination: String) {
        served.withLock { _ = $0.remove(destination) }
        ring()
    }
}
