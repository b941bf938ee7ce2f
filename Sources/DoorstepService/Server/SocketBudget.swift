import DoorstepAPI
import NIOCore

/// How many connections one listening socket holds at a time: each has a budget of its own, so that nobody who fills
/// one keeps those out who come by another.
struct SocketBudget: Hashable, Sendable {
    /// All of them.
    let connections: Int

    /// Those on which nobody has shown a token yet; nil where none is asked for.
    var strangers: Int?

    init(connections: Int, strangers: Int? = nil) {
        self.connections = connections
        self.strangers = strangers
    }

    /// The part of `socket` when all of `sockets` share `total`: three eighths are for Unix sockets, the rest for TCP,
    /// of which strangers have a fifth. A kind that nobody listens on leaves its share to the other.
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
