import NIOCore
import Synchronization

/// An observer of callers for whom a socket had no room.
package protocol CrowdObserver: Sendable {
    /// Notes that a stranger's connection was closed for another's.
    func sentAway(from address: String)

    /// Notes that no more connections are accepted until one closes.
    func full(_ address: String, connections: Int)
}

/// The connections of one listening socket. It holds new ones back when there are too many.
///
/// Connections that have shown a token, and all on a Unix socket, stay until they close. Strangers share a small part:
/// when it is full, the one that was silent longest makes room for the next, since the next may be a paired screen that
/// is about to show its token.
final class OpenConnections: Sendable {
    private let address: String
    private let budget: SocketBudget
    private let crowding: (any CrowdObserver)?
    private let state = Mutex(State())

    fileprivate struct State {
        var seats: [ObjectIdentifier: Seat] = [:]

        /// Connections that were told to close, and are not closed yet.
        var leaving: Set<ObjectIdentifier> = []
        var waiting: [@Sendable () -> Void] = []
        var isStopping = false

        /// Connections accepted and not handed on yet; true for those that are being set up.
        var arriving: [ObjectIdentifier: Bool] = [:]

        /// Listeners to close as soon as no connection is arriving.
        var closing: [any Channel] = []
    }

    init(_ address: String, _ budget: SocketBudget, _ crowding: (any CrowdObserver)?) {
        self.address = address
        self.budget = budget
        self.crowding = crowding
    }

    /// Counts the connection until it closes, and sends a stranger away if it needs the room.
    func add(_ channel: any Channel) {
        let seat = Seat(channel, isStranger: budget.strangers != nil)
        let sentAway = state.withLock { state in
            state.seats[seat.id] = seat
            state.arriving[seat.id] = false
            return state.makeRoom(for: seat, budget)
        }
        channel.closeFuture.whenComplete { _ in self.remove(seat.id) }
        guard let sentAway else { return }
        crowding?.sentAway(from: address)
        // A connection that is still arriving is closed by `arrived`.
        if !sentAway.isArriving { sentAway.seat.channel.close(promise: nil) }
    }

    func seat(of id: ObjectIdentifier) -> Seat? { state.withLock { $0.seats[id] } }

    /// Notes that the connection's streams are being made: from here on `arrived` is called for it in any case.
    func setsUp(_ id: ObjectIdentifier) { state.withLock { $0.arriving[id] = true } }

    /// Notes that the connection was handed on, or could not be set up. One that arrives while the daemon stops, or was
    /// sent away meanwhile, is closed only now: a channel that closes before its streams have an owner ends the
    /// program, as does one that is dropped (NIOAsyncWriter wants to be finished).
    func arrived(_ id: ObjectIdentifier) {
        let (late, listeners) = state.withLock { state -> ((any Channel)?, [any Channel]) in
            state.arriving[id] = nil
            let late =
                state.isStopping || state.leaving.contains(id) ? state.seats[id]?.channel : nil
            guard state.arriving.isEmpty else { return (late, []) }
            defer { state.closing = [] }
            return (late, state.closing)
        }
        late?.close(promise: nil)
        for listener in listeners { close(listener) }
    }

    /// Closes a listener once no accepted connection is still arriving; the listener's stream would drop it.
    func close(_ listener: any Channel) {
        // The listener also accepts on its own loop, so no connection comes between the check and the close.
        listener.eventLoop.execute { [self] in
            let isQuiet = state.withLock { state in
                if !state.arriving.isEmpty { state.closing.append(listener) }
                return state.arriving.isEmpty
            }
            if isQuiet { listener.close(promise: nil) }
        }
    }

    private func remove(_ id: ObjectIdentifier) {
        // The connection closed before it was set up, so nothing else calls `arrived`.
        if state.withLock({ $0.arriving[id] == false }) { arrived(id) }
        let waiting = state.withLock { state in
            state.seats[id] = nil
            state.leaving.remove(id)
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        for wake in waiting { wake() }
    }

    /// Whether one more connection is accepted. If not, `wake` is called once, as soon as one may be.
    func hasRoom(orElse wake: @escaping @Sendable () -> Void) -> Bool {
        let (hasRoom, isFull) = state.withLock { state in
            if state.seats.count < budget.connections || state.staying < budget.connections {
                return (true, false)
            }
            state.waiting.append(wake)
            return (false, state.leaving.isEmpty)
        }
        if isFull { crowding?.full(address, connections: budget.connections) }
        return hasRoom
    }

    /// Closes connections without a request under way now, and the others when they have answered.
    func quiesce() {
        let channels = state.withLock { state in
            state.isStopping = true
            return state.seats.values.filter { state.arriving[$0.id] == nil }.map(\.channel)
        }
        for channel in channels {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    func closeAll() {
        for seat in state.withLock({ Array($0.seats.values) }) { seat.channel.close(promise: nil) }
    }
}

extension OpenConnections.State {
    /// The number of connections that cannot make room for others: not strangers, or closing already.
    fileprivate var staying: Int {
        seats.values.count { !$0.isStranger || leaving.contains($0.id) }
    }

    /// Chooses the stranger that is closed for `newcomer`; nil when there is room.
    fileprivate mutating func makeRoom(
        for newcomer: Seat, _ budget: SocketBudget
    ) -> (seat: Seat, isArriving: Bool)? {
        guard let most = budget.strangers else { return nil }
        let strangers = seats.values.filter { $0.isStranger && !leaving.contains($0.id) }
        guard strangers.count > max(1, min(most, budget.connections - staying)),
            let silent = strangers.filter({ $0 !== newcomer }).min(by: { $0.heardAt < $1.heardAt })
        else { return nil }
        leaving.insert(silent.id)
        return (silent, arriving[silent.id] != nil)
    }
}

/// The handler in a listener's pipeline that accepts no more connections than fit. The others wait in the kernel's
/// queue, which is better than an error: a crossing recorded a second later is still recorded.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never
    typealias OutboundOut = Never

    private let connections: OpenConnections

    init(_ connections: OpenConnections) {
        self.connections = connections
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connections.add(unwrapInboundIn(data))
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        let listener = context.channel
        if connections.hasRoom(orElse: { listener.read() }) { context.read() }
    }
}
