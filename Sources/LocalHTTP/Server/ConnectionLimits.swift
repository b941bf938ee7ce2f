import Glibc
import NIOCore

/// The limits of connections in size, time and number: DESIGN section 6.
package struct ConnectionLimits: Hashable, Sendable {
    /// The longest time without a byte of a request, or without an answer being read.
    package var idle = Duration.seconds(10)

    /// The longest time from a request's first byte to its last.
    package var wholeRequest = Duration.seconds(15)
    package var headerBytes = 16 * 1024
    package var headerFields = 64

    /// Connections open at the same time, over all sockets; `SocketBudget` divides them. Connections beyond a budget
    /// wait in the kernel's queue.
    package var connections = Self.connectionsThatFit()

    /// The time that requests under way have to end when the daemon stops.
    package var stopping = Duration.milliseconds(700)

    private static let most = 256

    package init() {}

    /// 256 connections, or less if the limit on open files leaves less room; at least 8.
    /// `reserve` is the number of files that the rest of the daemon may need at once: the database and its readers,
    /// webhooks under way, event loops, the lock, the journal.
    package static func connectionsThatFit(reserve: Int = 64) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return most
        }
        let files = Int(clamping: limit.rlim_cur)
        return max(8, min(most, files - reserve))
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
