import Logging

/// Where the daemon listens, and where it keeps what it records.
package struct ServerSettings: Hashable, Sendable {
    /// The path of the Unix socket.
    package var socket: String

    /// Permission bits of the socket when the daemon makes it itself, 0 to 0o777.
    package let socketMode: UInt32

    /// Where the pages are served; nil: nowhere.
    package let listen: ListenAddress?
    package var stateDirectory: String
    package let logLevel: Logger.Level

    package init(
        socket: String = "/run/doorstep/doorstep.sock", socketMode: UInt32 = 0o660,
        listen: ListenAddress? = nil, stateDirectory: String = "/var/lib/doorstep",
        logLevel: Logger.Level = .info
    ) {
        self.socket = socket
        self.socketMode = socketMode
        self.listen = listen
        self.stateDirectory = stateDirectory
        self.logLevel = logLevel
    }
}

/// A loopback address and a port.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// `127.0.0.1` or its neighbours, or `::1`.
    package let host: String
    package let port: Int

    /// Reads `127.0.0.1:8787` or `[::1]:8787`; nil when it is neither, or not loopback.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let host = text[..<colon]
        let port = text[text.index(after: colon)...]
        guard (1...5).contains(port.utf8.count),
            port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = Int(port), (1...65535).contains(port)
        else { return nil }
        if host == "[::1]" {
            self.host = "::1"
        } else {
            let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
            let isPlain = numbers.allSatisfy { UInt8($0).map(String.init) == String($0) }
            guard numbers.count == 4, isPlain, numbers[0] == "127" else { return nil }
            self.host = String(host)
        }
        self.port = port
    }

    package var description: String { host == "::1" ? "[::1]:\(port)" : "\(host):\(port)" }
}
