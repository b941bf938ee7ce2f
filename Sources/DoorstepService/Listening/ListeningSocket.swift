import Glibc

/// A socket that is bound and listens already: from systemd, or from `UnixSocket` and `TCPSocket`.
///
/// The kernel queues callers from here on; nobody is answered before `HTTPListeners` runs.
package struct ListeningSocket: Hashable, Sendable {
    package let descriptor: CInt
    package let kind: Kind

    package enum Kind: Hashable, Sendable {
        /// `isOurs`: we made the file, and take it away when we stop. systemd's stays.
        case unix(path: String, isOurs: Bool)
        /// `127.0.0.1`, `0.0.0.0` or `[::1]`.
        case tcp(host: String, port: Int)
    }

    package init(descriptor: CInt, kind: Kind) {
        self.descriptor = descriptor
        self.kind = kind
    }

    /// What to write in the journal: `/run/doorstep/doorstep.sock`, `127.0.0.1:8787`.
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

    /// How many callers the kernel lets wait. Beyond it, it turns callers of a Unix socket away (`EAGAIN`), and a sensor
    /// may not come back: so as many as the kernel has by itself at most (`net.core.somaxconn`).
    static let backlog: CInt = 4096
}

/// Why a socket could not be bound. `hint` says what to do.
package struct ListeningError: Error, Hashable, Sendable {
    /// Path or host and port.
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

/// The system's words for `number`.
func errorText(_ number: CInt) -> String {
    String(cString: strerror(number))
}
