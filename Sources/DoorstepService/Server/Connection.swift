import Glibc
import NIOCore

/// Who is at the other end of a connection, and by which way they came.
package struct Connection: Sendable {
    package let way: Way

    /// The user at the other end of the Unix socket; nil on TCP.
    package let uid: UInt32?

    private let names: UserNames

    /// Closes it at once, whatever is under way.
    package let close: @Sendable () -> Void

    package enum Way: Hashable, Sendable { case unix, tcp }

    package init(
        way: Way, uid: UInt32?, names: UserNames = UserNames(),
        close: @escaping @Sendable () -> Void = {}
    ) {
        self.names = names
        self.way = way
        self.uid = uid
        self.close = close
    }

    /// The user's name, or their number when they have none: a fact's `by`.
    package var user: String? { uid.map { names[$0] } }
}

extension Connection {
    /// Asks the kernel who connected.
    static func reading(
        _ channel: any Channel, way: Way, _ names: UserNames
    ) -> EventLoopFuture<Connection> {
        let close: @Sendable () -> Void = { channel.close(promise: nil) }
        guard way == .unix, let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(
                Connection(way: way, uid: nil, close: close))
        }
        let credentials: EventLoopFuture<Credentials> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return credentials.map { Connection(way: way, uid: $0.uid, names: names, close: close) }
    }
}

/// The kernel's `struct ucred`, which Glibc's module hides.
private struct Credentials: Sendable {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
}
