import Synchronization

/// Which destinations are being served, and a bell for the courier when that or the queue changes.
final class Errands: Sendable {
    /// Several rings before anyone listens are one.
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let underWay = Mutex<Set<String>>([])

    init() {
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { bell.yield() }

    /// False if the destination is being served already.
    func begin(_ destination: String) -> Bool {
        underWay.withLock { $0.insert(destination).inserted }
    }

    func end(_ destination: String) {
        underWay.withLock { _ = $0.remove(destination) }
        ring()
    }
}
