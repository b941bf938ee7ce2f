import NIOCore
import Synchronization

/// The connections that are open, over all listeners, and the gates that hold new ones back when there are
/// too many.
final class OpenConnections: Sendable {
    let limit: Int
    private let state = Mutex(State())

    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var waiting: [@Sendable () -> Void] = []
        var isStopping = false

        /// Accepted, and not handed on yet; true of those that are being set up.
        var arriving: [ObjectIdentifier: Bool] = [:]

        /// Listeners to close as soon as nobody is arriving.
        var closing: [any Channel] = []
    }

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { state.withLock { $0.channels.count } }

    /// Takes the connection in until it closes.
    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLock {
            $0.channels[id] = channel
            $0.arriving[id] = false
        }
        channel.closeFuture.whenComplete { _ in self.remove(id) }
    }

    /// Its streams are being made: from here on it arrives, whatever becomes of it.
    func setsUp(_ id: ObjectIdentifier) { state.withLock { $0.arriving[id] = true } }

    /// It was handed on, or could not be set up. Whoever arrives while the daemon stops is let go only now: a channel that
    /// closes before somebody has its streams ends the program, as does one that is dropped (NIOAsyncWriter wants to be
    /// finished).
    func arrived(_ id: ObjectIdentifier) {
        let (late, listeners) = state.withLock { state -> ((any Channel)?, [any Channel]) in
            state.arriving[id] = nil
            let late = state.isStopping ? state.channels[id] : nil
            guard state.arriving.isEmpty else { return (late, []) }
            defer { state.closing = [] }
            return (late, state.closing)
        }
        late?.close(promise: nil)
        for listener in listeners { close(listener) }
    }

    /// Closes a listener when nobody who was accepted is still on the way, or its stream would drop them.
    func close(_ listener: any Channel) {
        // On its own loop, where it accepts: nobody comes between the look and the end.
        listener.eventLoop.execute { [self] in
            let isQuiet = state.withLock { state in
                if !state.arriving.isEmpty { state.closing.append(listener) }
                return state.arriving.isEmpty
            }
            if isQuiet { listener.close(promise: nil) }
        }
    }

    private func remove(_ id: ObjectIdentifier) {
        // Gone before anything could be made of it.
        if state.withLock({ $0.arriving[id] == false }) { arrived(id) }
        let waiting = state.withLock { state in
            state.channels[id] = nil
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        for wake in waiting { wake() }
    }

    /// Whether one more fits. When it does not, `wake` is called once as soon as one may.
    func hasRoom(orElse wake: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if state.channels.count < limit { return true }
            state.waiting.append(wake)
            return false
        }
    }

    /// Those without a request under way close now, the others when they have answered.
    func quiesce() {
        let channels = state.withLock { state in
            state.isStopping = true
            return state.channels.filter { state.arriving[$0.key] == nil }.map(\.value)
        }
        for channel in channels {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    func closeAll() {
        for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
    }
}

/// Accepts no more connections than fit, in a listener's pipeline. The others wait in the kernel's queue, which
/// is kinder than an error: a crossing recorded a second later is recorded.
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
