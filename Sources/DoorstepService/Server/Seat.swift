import NIOCore
import Synchronization

/// The place that one connection takes among those of its socket.
final class Seat: Sendable {
    let channel: any Channel
    private let lastHeard: Atomic<UInt64>
    private let stranger: Atomic<Bool>

    init(_ channel: any Channel, isStranger: Bool) {
        self.channel = channel
        lastHeard = Atomic(NIODeadline.now().uptimeNanoseconds)
        stranger = Atomic(isStranger)
    }

    var id: ObjectIdentifier { ObjectIdentifier(channel) }

    /// Whether no request on it has shown a token that is known.
    var isStranger: Bool { stranger.load(ordering: .relaxed) }

    /// When its last byte came, or when it was accepted.
    var heardAt: UInt64 { lastHeard.load(ordering: .relaxed) }

    func heard(at moment: NIODeadline) {
        lastHeard.store(moment.uptimeNanoseconds, ordering: .relaxed)
    }

    func isKnown() { stranger.store(false, ordering: .relaxed) }
}
