import Glibc
import NIOCore

/// A connection: its way in, and the user and process at the other end.
package struct Connection: Sendable {
    package let way: Way

    /// The user at the other end of the Unix socket; nil on TCP.
    package let uid: UInt32?

    /// The process at the other end, by its number in the daemon's own namespace; nil on TCP, and when unknown.
    package let process: Int32?

    private let names: UserNames

    /// The connection's place at its socket; nil for a request that came by no connection.
    let seat: Seat?

    var channel: (any Channel)? { seat?.channel }

    package enum Way: Hashable, Sendable { case unix, tcp }

    package init(
        way: Way, uid: UInt32?, process: Int32? = nil, names: UserNames = UserNames()
    ) {
        self.init(way: way, uid: uid, process: process, names: names, seat: nil)
    }

    init(way: Way, uid: UInt32?, process: Int32?, names: UserNames, seat: Seat?) {
        self.names = names
        self.way = way
        self.uid = uid
        self.process = process
        self.seat = seat
    }

    /// Closes the connection at once, whatever is under way.
    package func close() { channel?.close(promise: nil) }

    /// Whether no request on the connection has shown a known token, although its socket asks for one.
    package var isStranger: Bool { seat?.isStranger ?? false }

    /// Notes that a request has shown a known token.
    package func isKnown() { seat?.isKnown() }

    /// The user's name, or their number when they have none.
    package var user: String? { uid.map { names[$0] } }
}

extension Connection {
    /// Makes the connection of a channel, with the user and process that the kernel names.
    static func reading(
        _ channel: any Channel, way: Way, _ names: UserNames, _ seat: Seat?
    ) -> EventLoopFuture<Connection> {
        guard way == .unix, let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(
                Connection(way: way, uid: nil, process: nil, names: names, seat: seat))
        }
        let credentials: EventLoopFuture<Credentials> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return credentials.map {
            Connection(
                way: way, uid: $0.uid, process: $0.pid > 0 ? $0.pid : nil, names: names,
                seat: seat)
        }
    }
}

/// The kernel's `struct ucred`, which Glibc's module hides.
private struct Credentials: Sendable {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
}
