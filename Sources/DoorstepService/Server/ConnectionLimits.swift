import DoorstepAPI
import Glibc
import NIOCore

/// What one connection may do and for how long: DESIGN section 6. Tests have smaller numbers.
package struct ConnectionLimits: Hashable, Sendable {
    /// Without a byte of a request, or without an answer being read.
    package var idle = Limit.idle

    /// From a request's first byte to its last.
    package var wholeRequest = Limit.wholeRequest
    package var headerBytes = Limit.headerBytes
    package var headerFields = Limit.headerFields

    /// Open at the same time, over all sockets: `SocketBudget` says how they share them. Those beyond a budget wait in
    /// the kernel's queue.
    package var connections = Self.connectionsThatFit()

    /// How long requests under way may take to end when the daemon stops.
    package var stopping = Duration.milliseconds(700)

    package init() {}

    /// As many as the contract says, or as the limit on open files leaves room for. `reserve` is what the
    /// rest of the daemon may need at once: the database and its readers, webhooks under way, event loops,
    /// the lock, the journal.
    package static func connectionsThatFit(reserve: Int = 64) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return Limit.connections
        }
        let files = Int(clamping: limit.rlim_cur)
        return max(8, min(Limit.connections, files - reserve))
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
