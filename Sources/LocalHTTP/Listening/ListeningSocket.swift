import Glibc

/// A socket that is bound and listens already: from systemd, or from `UnixSocket` and `TCPSocket`.
///
/// The kernel queues callers from here on; nobody is answered before `HTTPListeners` runs.
package struct ListeningSocket: Hashable, Sendable {
    package let descriptor: CInt
    package let kind: Kind

    package enum Kind: Hashable, Sendable {
        /// `isOurs`: the daemon made the file, and removes it when it stops. The file of a socket from systemd stays.
        case unix(path: String, isOurs: Bool)
        /// `127.0.0.1`, `0.0.0.0` or `[::1]`.
        case tcp(host: String, port: Int)
    }

    package init(descriptor: CInt, kind: Kind) {
        self.descriptor = descriptor
        self.kind = kind
    }

    /// The address as the journal shows it: `/run/doorstep/doorstep.sock`, `127.0.0.1:8787`.
    package var address: String {
        switch kind {
        case .unix(let path, _): path
        case .tcp(let host, let port): "\(host):\(port)"
        }
    }

    package var isTCP: Bool { if case .tcp = kind { true } else { false } }

    /// Whether only this machine can connect.
    package var isLoopback: Bool {
        switch kind {
        case .unix: true
        case .tcp(let host, _): TCPSocket.isLoopback(host.filter { !"[]".contains($0) })
        }
    }

    /// The number of callers that the kernel lets wait. It turns further callers of a Unix socket away (`EAGAIN`), and
    /// a sensor may not come back, so the number is the kernel's own maximum by default (`net.core.somaxconn`).
    static let backlog: CInt = 4096
}

/// The reason why a socket could not be bound, with a hint on what to do.
package struct ListeningError: Error, Hashable, Sendable {
    /// The path, or host and port.
    package let subject: String
    package let cause: String
    package let hint: String

    package init(subject: String, cause: String, hint: String) {
        self.subject = subject
        self.cause = cause
        self.hint = hint
    }
}

extension ListeningError: CustomStringConvertible {
    package var description: String { "cannot listen on \(subject): \(cause)" }
}

/// The system's text for an `errno`.
func errorText(_ number: CInt) -> String {
    String(cString: strerror(number))
}
