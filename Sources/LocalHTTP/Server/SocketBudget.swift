/// The number of connections that one listening socket holds at a time. Each socket has its own budget, so that callers
/// who fill one do not keep out the callers of another.
struct SocketBudget: Hashable, Sendable {
    /// The most connections in all.
    let connections: Int

    /// The most connections that have shown no token yet; nil where none is asked for.
    var strangers: Int?

    init(connections: Int, strangers: Int? = nil) {
        self.connections = connections
        self.strangers = strangers
    }

    /// The part of `socket` when all of `sockets` share `total`: three eighths are for Unix sockets, the rest for TCP,
    /// of which strangers have a fifth. If there are no sockets of one kind, the other has its share.
    init(
        of socket: ListeningSocket, among sockets: [ListeningSocket], total: Int,
        asksForTokens: Bool
    ) {
        let alike = sockets.filter { $0.isTCP == socket.isTCP }.count
        let ofUnix = total * 3 / 8
        let share = alike == sockets.count ? total : socket.isTCP ? total - ofUnix : ofUnix
        connections = max(2, share / max(1, alike))
        if socket.isTCP, asksForTokens { strangers = max(1, connections / 5) }
    }
}
