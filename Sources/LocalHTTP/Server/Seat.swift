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

    /// Whether no request on the connection has shown a known token.
    var isStranger: Bool { stranger.load(ordering: .relaxed) }

    /// The time of the connection's last byte, or of its acceptance, in nanoseconds of uptime.
    var heardAt: UInt64 { lastHeard.load(ordering: .relaxed) }

    func heard(at moment: NIODeadline) {
        lastHeard.store(moment.uptimeNanoseconds, ordering: .relaxed)
    }

    func isKnown() { stranger.store(false, ordering: .relaxed) }
}
