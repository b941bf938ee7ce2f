import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// Serves HTTP on sockets that listen already.
///
/// Hummingbird's own server binds its addresses itself; its HTTP/1 channel is used here beneath listeners made
/// from descriptors, with the limits of DESIGN section 6 around it.
package struct HTTPListeners: Service {
    package typealias Responder = @Sendable (Request, Connection) async -> Response

    /// The most bytes that the body of a request may have, by its method and path.
    package typealias BodyLimit =
        @Sendable (_ method: String, _ path: String, Connection.Way) -> Int

    /// The answer to a request that no handler gets to see. Its body is bytes.
    package typealias Refusal = @Sendable (RequestFault) -> Response

    private let sockets: [ListeningSocket]
    private let limits: ConnectionLimits
    private let eventLoops: any EventLoopGroup
    private let logger: Logger
    private let asksForTokens: Bool
    private let crowding: (any CrowdObserver)?
    private let bodyLimit: BodyLimit
    private let refusal: Refusal
    private let responder: Responder
    private let names = UserNames()

    /// With `asksForTokens`, a TCP connection is a stranger's until `responder` calls its `isKnown()`.
    /// `responder` gets a request only when the whole of it is here.
    package init(
        sockets: [ListeningSocket], limits: ConnectionLimits = ConnectionLimits(),
        eventLoops: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
        asksForTokens: Bool = false, crowding: (any CrowdObserver)? = nil,
        bodyLimit: @escaping BodyLimit, refusal: @escaping Refusal,
        responder: @escaping Responder
    ) {
        self.sockets = sockets
        self.limits = limits
        self.eventLoops = eventLoops
        self.logger = logger
        self.asksForTokens = asksForTokens
        self.crowding = crowding
        self.bodyLimit = bodyLimit
        self.refusal = refusal
        self.responder = responder
    }

    private typealias Caller = (
        id: ObjectIdentifier, connection: Connection, http: HTTP1Channel,
        value: HTTP1Channel.Value
    )
    private typealias Listener = NIOAsyncChannel<Caller, Never>

    package func run() async throws {
        var listeners: [(listener: Listener, connections: OpenConnections)] = []
        for socket in sockets {
            let budget = SocketBudget(
                of: socket, among: sockets, total: limits.connections, asksForTokens: asksForTokens)
            let connections = OpenConnections(socket.address, budget, crowding)
            listeners.append((try await listener(socket, connections), connections))
        }
        let all = listeners

        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for (listener, connections) in all {
                    group.addTask { await serve(listener, connections) }
                }
            }
        } onGracefulShutdown: {
            for (listener, connections) in all {
                connections.close(listener.channel)
                connections.quiesce()
                listener.channel.eventLoop.scheduleTask(in: TimeAmount(limits.stopping)) {
                    connections.closeAll()
                }
            }
        }
        for case .unix(let path, isOurs: true) in sockets.map(\.kind) { unlink(path) }
    }

    private func serve(_ listener: Listener, _ connections: OpenConnections) async {
        await withDiscardingTaskGroup { group in
            do {
                try await listener.executeThenClose { callers in
                    for try await caller in callers {
                        connections.arrived(caller.id)
                        group.addTask {
                            await caller.http.handle(value: caller.value, logger: logger)
                        }
                    }
                }
            } catch {
                logger.error("a listener ended", metadata: ["error": "\(error)"])
            }
        }
    }

    private func listener(
        _ socket: ListeningSocket, _ connections: OpenConnections
    ) async throws -> Listener {
        let way: Connection.Way =
            switch socket.kind {
            case .unix: .unix
            case .tcp: .tcp
            }
        let listener = try await ServerBootstrap(group: eventLoops)
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(connections))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(socket.descriptor) { channel in
                let id = ObjectIdentifier(channel)
                connections.setsUp(id)
                let seat = connections.seat(of: id)
                let caller = Connection.reading(channel, way: way, names, seat)
                    .flatMap { setUp(channel, $0) }
                caller.whenFailure { _ in connections.arrived(id) }
                return caller
            }
        // NIO calls `listen` again on a given descriptor, with a queue of 128. This call restores the longer queue.
        _ = Glibc.listen(socket.descriptor, ListeningSocket.backlog)
        return listener
    }

    private func setUp(_ channel: any Channel, _ connection: Connection) -> EventLoopFuture<Caller>
    {
        let (responder, bodyLimit, way) = (responder, bodyLimit, connection.way)
        let refusal = refusal
        // No idle time is set here: it would close where a request on its way in wants an answer. `ByteWatch` has one.
        let http = HTTP1Channel(
            responder: { request, writer, _ in
                // The guard has waited for the whole body, and has checked its size. The body stays in the request,
                // where Hummingbird looks for it as it watches for the end of a stream.
                var request = request
                let body = try await request.collectBody(upTo: .max)
                let whole = Request(head: request.head, body: Array(body.readableBytesView))
                let response = await responder(whole, connection)
                try await response.write(to: writer, answering: request, over: connection)
            },
            configuration: HTTP1Channel.Configuration(
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
                    maxHeaderFieldCount: limits.headerFields)))
        return http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let bytes = ByteWatch(limits, connection.seat)
            try pipeline.addHandler(bytes, position: .first)
            try pipeline.addHandler(
                ProtocolGuard(
                    limits: limits, bytes: bytes,
                    bodyLimit: { head in
                        bodyLimit(head.method.rawValue, String(head.uri.prefix { $0 != "?" }), way)
                    }, refusal: refusal),
                position: .after(decoder))
            return (ObjectIdentifier(channel), connection, http, value)
        }
    }
}
