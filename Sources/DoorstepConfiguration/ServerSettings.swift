import Glibc
import LocalHTTP
import Logging

/// The settings of the daemon's socket, pages, state directory and log.
package struct ServerSettings: Hashable, Sendable {
    /// The path of the Unix socket.
    package var socket: String

    /// Permission bits of the socket when the daemon makes it itself, 0 to 0o777.
    package let socketMode: UInt32

    /// The address at which the pages are served; nil without pages.
    package let listen: ListenAddress?

    /// Whether other machines may connect: the configuration allows it and names the end of TLS.
    package let allowsLAN: Bool

    /// The address at which a reverse proxy shows the pages; nil without one.
    package let address: PagesAddress?
    package var stateDirectory: String
    package let logLevel: Logger.Level

    package init(
        socket: String = "/run/doorstep/doorstep.sock", socketMode: UInt32 = 0o660,
        listen: ListenAddress? = nil, allowsLAN: Bool = false, address: PagesAddress? = nil,
        stateDirectory: String = "/var/lib/doorstep",
        logLevel: Logger.Level = .info
    ) {
        self.socket = socket
        self.socketMode = socketMode
        self.listen = listen
        self.allowsLAN = allowsLAN
        self.address = address
        self.stateDirectory = stateDirectory
        self.logLevel = logLevel
    }
}

/// An address of this machine and a port.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A literal address, without brackets: `127.0.0.1`, `0.0.0.0`, `::1`.
    package let host: String
    package let port: Int

    /// Whether only this machine can connect to it: 127.0.0.0/8, or `::1`.
    package var isLoopback: Bool { TCPSocket.isLoopback(host) }

    /// Reads `127.0.0.1:8787` or `[::1]:8787`; nil when it is neither.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let host = text[..<colon]
        let port = text[text.index(after: colon)...]
        guard (1...5).contains(port.utf8.count),
            port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = Int(port), (1...65535).contains(port)
        else { return nil }
        if host.first == "[", host.last == "]" {
            let inner = String(host.dropFirst().dropLast())
            var address = in6_addr()
            guard inet_pton(AF_INET6, inner, &address) == 1 else { return nil }
            self.host = inner.lowercased()
        } else {
            let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
            let isPlain = numbers.allSatisfy { UInt8($0).map(String.init) == String($0) }
            guard numbers.count == 4, isPlain else { return nil }
            self.host = String(host)
        }
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// The place where TLS from browsers on other machines ends.
package enum TLSEnd: String, Hashable, Sendable, CaseIterable {
    /// A reverse proxy ends TLS and passes requests on. It is the only choice, because proxies already manage
    /// certificates and their renewal.
    case proxy
}
