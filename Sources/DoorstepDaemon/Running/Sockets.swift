import DoorstepAPI
import DoorstepConfiguration
import LocalHTTP

/// The sockets on which the daemon listens: those that systemd passed, and its own of the kinds that it did not pass.
enum Sockets {
    /// - Returns: The sockets, and a sentence for people when browsers cannot reach the configured pages.
    /// - Throws: `ListenDescriptorError`, `ListeningError`.
    static func take(
        _ server: ServerSettings, environment: [String: String]
    ) throws -> (sockets: [ListeningSocket], pagesProblem: String?) {
        let passed = try ListenDescriptors.take(environment: environment).map {
            try socket($0, server)
        }
        let hasUnix = passed.contains { !$0.isTCP }
        // The port comes first: when it is taken, no Unix socket is left behind without a listener.
        let (pages, problem) =
            passed.contains(where: \.isTCP)
            ? (nil, nil) : try ownPages(server, environment, isActivated: !passed.isEmpty)
        let own = hasUnix ? [] : [try UnixSocket.listen(at: server.socket, mode: server.socketMode)]
        return (passed + own + [pages].compactMap(\.self), problem)
    }

    /// The daemon's own socket for the pages, and why browsers cannot reach them, which does not keep it from
    /// recording. Where systemd has passed only other sockets, perhaps because the port is taken, a configured
    /// `address` is enough to report the missing pages.
    private static func ownPages(
        _ server: ServerSettings, _ environment: [String: String], isActivated: Bool
    ) throws(ListeningError) -> (socket: ListeningSocket?, problem: String?) {
        guard let listen = server.listen else {
            return (nil, isActivated ? server.address.map(OwnNetwork.problem) : nil)
        }
        guard OwnNetwork.mayOpenSockets else { return (nil, OwnNetwork.problem(listen)) }
        let socket = try TCPSocket.listen(host: listen.host, port: listen.port)
        return (socket, OwnNetwork.isOurs(environment) ? OwnNetwork.problem(listen) : nil)
    }

    /// A socket that systemd passed. Throws for one open to other machines that the configuration does not allow.
    private static func socket(
        _ passed: ListenDescriptor, _ server: ServerSettings
    ) throws -> ListeningSocket {
        guard passed.kind == .internet else {
            return ListeningSocket(
                descriptor: passed.descriptor, kind: .unix(path: server.socket, isOurs: false))
        }
        let socket = try TCPSocket.passed(passed.descriptor)
        guard socket.isLoopback || (server.allowsLAN && server.address != nil) else {
            throw ListeningError(
                subject: socket.address, cause: "systemd passed a socket that other machines reach",
                hint:
                    "ListenStream=127.0.0.1:8787 in doorstepd-pages.socket, or allowLAN, tls and address in [server]"
            )
        }
        return socket
    }

    /// The address at which browsers find the pages; nil when no socket listens for them.
    static func pagesAddress(_ server: ServerSettings, _ sockets: [ListeningSocket])
        -> PagesAddress?
    {
        guard let first = sockets.first(where: \.isTCP) else { return nil }
        if let address = server.address { return address }
        guard case .tcp(let host, let port) = first.kind else { return nil }
        return PagesAddress(host: host, port: port)
    }

    static func browserGuard(_ server: ServerSettings, _ sockets: [ListeningSocket]) -> BrowserGuard
    {
        BrowserGuard(
            address: server.address, takesLoopback: sockets.contains { $0.isTCP && $0.isLoopback })
    }
}
