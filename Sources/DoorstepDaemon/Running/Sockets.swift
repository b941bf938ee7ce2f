import DoorstepService

/// Where the daemon listens: on the sockets that systemd passed, or else on its own.
enum Sockets {
    /// - Throws: `ListenDescriptorTrouble`, `ListeningError`.
    static func take(
        _ server: ServerSettings, environment: [String: String]
    ) throws -> [ListeningSocket] {
        let passed = try ListenDescriptors.take(environment: environment)
        if !passed.isEmpty {
            return passed.map { descriptor in
                ListeningSocket(
                    descriptor: descriptor.descriptor,
                    kind: descriptor.kind == .unix
                        ? .unix(path: server.socket, isOurs: false) : .tcp(host: "systemd", port: 0)
                )
            }
        }
        // The port first: when it is taken, no socket is left behind that nobody listens on.
        let pages = try server.listen.map {
            try LoopbackSocket.listen(host: $0.host, port: $0.port)
        }
        return [try UnixSocket.listen(at: server.socket, mode: server.socketMode)]
            + [pages].compactMap(\.self)
    }
}
