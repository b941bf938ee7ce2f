import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import TestSupport

@testable import LocalHTTP

/// A reader's connection without a socket, with its feed in it.
struct StreamChannel: Sendable {
    let channel: NIOAsyncTestingChannel
    let feed: NIOLoopBound<StreamFeed>
    static let backlog = 256

    init() async throws {
        let channel = try await NIOAsyncTestingChannel { channel in
            let guardian = ProtocolGuard(
                limits: .patient, bytes: ByteWatch(.patient), bodyLimit: { _ in 0 },
                refusal: { _ in Response(status: .badRequest) })
            try channel.pipeline.syncOperations.addHandler(guardian)
        }
        try await channel.connect(to: try SocketAddress(unixDomainSocketPath: "reader")).get()
        self.channel = channel
        feed = try await StreamFeed.added(to: channel, backlog: Self.backlog)
    }

    var loop: any EventLoop { channel.eventLoop }

    func onLoop(_ body: @escaping @Sendable (StreamFeed) -> Void) async throws {
        try await loop.submit { [feed] in body(feed.value) }.get()
    }

    func goLive(after last: Int64? = nil) async throws {
        try await onLoop { $0.goLive(after: last) }
    }

    func take(_ events: [ServerSentEvent]) async throws { try await onLoop { $0.take(events) } }

    func set(isWritable: Bool) async throws {
        channel.isWritable = isWritable
        try await loop.submit { [channel] in channel.pipeline.fireChannelWritabilityChanged() }
            .get()
    }

    /// The first line of each frame that has gone out since it was last asked.
    func names() async throws -> [String] {
        // What is under way on the loop comes first.
        try await loop.submit {}.get()
        var names: [String] = []
        while let part = try await channel.readOutbound(as: HTTPServerResponsePart.self) {
            guard case .body(.byteBuffer(let frame)) = part else { continue }
            names.append(String(String(buffer: frame).prefix { $0 != "\n" }.dropFirst(7)))
        }
        return names
    }
}

extension ServerSentEvent {
    static func named(_ name: String, _ number: Int64? = nil) -> ServerSentEvent {
        ServerSentEvent(name: name, number: number, data: Array("{}".utf8))
    }
}
