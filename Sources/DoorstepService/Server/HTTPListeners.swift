import Glibc
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
    package typealias Responder =
        @Sendable (
            Request, consuming ResponseWriter, Connection
        ) async throws -> Void

    private let sockets: [ListeningSocket]
    private let limits: ConnectionLimits
    private let eventLoops: any EventLoopGroup
    private let logger: Logger
    private let responder: Responder
    private let names = UserNames()

    package init(
        sockets: [ListeningSocket], limits: ConnectionLimits = ConnectionLimits(),
        eventLoops: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
        responder: @escaping Responder
    ) {
        self.sockets = sockets
        self.limits = limits
        self.eventLoops = eventLoops
        self.logger = logger
        self.responder = responder
    }

    private typealias Caller = (
        id: ObjectIdentifier, connection: Connection, http: HTTP1Channel,
        value: HTTP1Channel.Value
    )
    private typealias Listener = NIOAsyncChannel<Caller, Never>

    package func run() async throws {
        let connections = OpenConnections(limit: limits.connections)
        var listeners: [Listener] = []
        for socket in sockets { listeners.append(try await listener(socket, connections)) }
        let all = listeners

        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for listener in all { group.addTask { await serve(listener, connections) } }
            }
        } onGracefulShutdown: {
            for listener in all { connections.close(listener.channel) }
            connections.quiesce()
            all.first?.channel.eventLoop.scheduleTask(in: TimeAmount(limits.stopping)) {
                connections.closeAll()
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
                        group.addTask(executorPreference: RequestThreads.shared) {
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
        return try await ServerBootstrap(group: eventLoops)
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(connections))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(socket.descriptor) { channel in
                connections.setsUp(ObjectIdentifier(channel))
                let caller = Connection.reading(channel, way: way, names)
                    .flatMap { setUp(channel, $0) }
                caller.whenFailure { _ in connections.arrived(ObjectIdentifier(channel)) }
                return caller
            }
    }

    private func setUp(_ channel: any Channel, _ connection: Connection) -> EventLoopFuture<Caller>
    {
        let responder = responder
        let http = HTTP1Channel(
            responder: { request, writer, _ in
                try await responder(request, writer, connection)
            },
            configuration: HTTP1Channel.Configuration(
                idleTimeout: TimeAmount(limits.idle),
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
                    maxHeaderFieldCount: limits.headerFields)))
        return http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let bytes = ByteWatch(wholeRequest: limits.wholeRequest)
            try pipeline.addHandler(bytes, position: .first)
            try pipeline.addHandler(
                ProtocolGuard(limits: limits, bytes: bytes), position: .after(decoder))
            return (ObjectIdentifier(channel), connection, http, value)
        }
    }
}
