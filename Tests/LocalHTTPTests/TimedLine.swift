import DoorstepService
import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import LocalHTTP

/// A connection without a socket, whose time passes when a test says so: the guard, the decoder and the limits are the
/// real ones.
final class TimedLine {
    private let channel: EmbeddedChannel

    /// Requests that came through whole.
    private(set) var handedOn = 0

    init(bodyLimit: Int = 16 * 1024) throws {
        let limits = ConnectionLimits()
        let bytes = ByteWatch(limits)
        channel = EmbeddedChannel()
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(bytes)
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
        try pipeline.addHandler(
            ProtocolGuard(
                limits: limits, bytes: bytes, bodyLimit: { _ in bodyLimit },
                refusal: Responder.refusal))
        channel.connect(to: try SocketAddress(unixDomainSocketPath: "line"), promise: nil)
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    /// Whether the server has closed it.
    var isClosed: Bool { !channel.isActive }

    func send(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            if case .end = part { handedOn += 1 }
        }
    }

    func wait(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    /// What a handler answers.
    func answer() throws {
        channel.write(
            HTTPServerResponsePart.head(
                HTTPResponseHead(version: .http1_1, status: .noContent)), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        channel.embeddedEventLoop.run()
    }

    /// What has come since it was asked last, less what tells a caller to go on.
    func answers() throws -> String {
        var text = ""
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
            text += String(buffer: bytes)
        }
        return text.replacing("HTTP/1.1 100 Continue\r\n\r\n", with: "")
    }
}
