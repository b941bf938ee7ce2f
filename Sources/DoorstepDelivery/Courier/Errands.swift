import Synchronization

/// Which destinations are being served, which cannot be, and a bell for the courier when that or the queue changes.
final class Errands: Sendable {
    /// Several rings before anyone listens are one.
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

    /// What is for it waits from now on for another courier than this one.
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
