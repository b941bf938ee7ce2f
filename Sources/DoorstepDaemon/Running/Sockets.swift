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
                        ? .unix(path: server.socket, isOurs: false) : .tcp(port: 0))
            }
        }
        var sockets = [try UnixSocket.listen(at: server.socket, mode: server.socketMode)]
        if let listen = server.listen {
            sockets.append(try LoopbackSocket.listen(port: listen.port))
        }
        return sockets
    }
}
