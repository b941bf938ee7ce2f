import Glibc

/// The channel on which the daemon tells systemd its state: `sd_notify(3)` without its library.
///
/// A message is one datagram. Sending waits at most a tenth of a second. A lost message does not stop the daemon:
/// systemd's own time limits decide what follows.
package struct Notifier: Hashable, Sendable {
    /// A path, or `@` and the name of an abstract socket.
    private let address: String

    /// The time that systemd waits for a ping before it kills the daemon; nil without a watchdog.
    package let watchdogTimeout: Duration?

    /// The time between two pings: a third of the timeout. sd_watchdog_enabled(3) asks for half; so one may get lost.
    var pingInterval: Duration? { watchdogTimeout.map { $0 / 3 } }

    /// Nil without `NOTIFY_SOCKET`: the daemon was not started by a unit with `Type=notify`.
    package init?(environment: [String: String], process: Int32 = getpid()) {
        guard let address = environment["NOTIFY_SOCKET"],
            address.hasPrefix("/") || address.hasPrefix("@"), address.utf8.count > 1
        else { return nil }
        self.address = address
        watchdogTimeout = Self.watchdogTimeout(environment, process: process)
    }

    /// The timeout by sd_watchdog_enabled(3): without `WATCHDOG_PID` it holds for every process.
    private static func watchdogTimeout(
        _ environment: [String: String], process: Int32
    ) -> Duration? {
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text),
            microseconds > 0
        else { return nil }
        if let owner = environment["WATCHDOG_PID"], Int32(owner) != process { return nil }
        return .microseconds(microseconds)
    }

    package enum Message: Hashable, Sendable {
        /// Recording works, and the socket is open.
        case ready
        case stopping
        case watchdog
        /// A line for `systemctl status`.
        case status(String)

        fileprivate var text: String {
            switch self {
            case .ready: "READY=1"
            case .stopping: "STOPPING=1"
            case .watchdog: "WATCHDOG=1"
            case .status(let text):
                "STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " ")
            }
        }
    }

    /// Sends the messages together; false when systemd did not take them.
    @discardableResult
    package func send(_ messages: Message...) -> Bool {
        let bytes = Array(messages.map(\.text).joined(separator: "\n").utf8)
        var socketAddress = sockaddr_un()
        let capacity = MemoryLayout.size(ofValue: socketAddress.sun_path)
        var path = Array(address.utf8)
        guard path.count < capacity else { return false }
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        socketAddress.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &socketAddress.sun_path) { $0.copyBytes(from: path) }
        // Without the NULs that follow: they would be part of an abstract name.
        let length = socklen_t(MemoryLayout<sockaddr_un>.size - capacity + path.count)

        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // A full queue may have room a moment later.
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        var patience = 100
        while true {
            let sent = withUnsafePointer(to: &socketAddress) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    sendto(descriptor, bytes, bytes.count, flags, $0, length)
                }
            }
            if sent == bytes.count { return true }
            guard sent < 0, errno == EAGAIN || errno == EINTR, patience > 0 else { return false }
            usleep(1000)
            patience -= 1
        }
    }
}
