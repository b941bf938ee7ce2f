import Glibc
import NIOCore

/// Who is at the other end of a connection, and by which way they came.
package struct Connection: Sendable {
    package let way: Way

    /// The user at the other end of the Unix socket; nil on TCP.
    package let uid: UInt32?

    /// Their process, as it is numbered here; nil on TCP, and where its number cannot be known.
    package let process: Int32?

    private let names: UserNames

    /// Nil for a request that came by no connection.
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

    /// Closes it at once, whatever is under way.
    func close() { channel?.close(promise: nil) }

    /// The user's name, or their number when they have none: a fact's `by`.
    package var user: String? { uid.map { names[$0] } }

    /// Whether it may be the courier: the daemon's own user, root, or the user that the shipped unit runs it as.
    var mayCarryMessages: Bool {
        guard let uid else { return false }
        return uid == geteuid() || uid == 0 || names[uid] == Self.courierUser
    }

    /// The courier's own user, which is there for nothing else.
    var isCourier: Bool {
        guard way == .unix, let uid, uid != 0, uid != geteuid() else { return false }
        return names[uid] == Self.courierUser
    }

    static let courierUser = "doorstep-courier"
}

extension Connection {
    /// Asks the kernel who connected.
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
