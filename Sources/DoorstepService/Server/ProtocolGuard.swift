import DoorstepAPI
import DoorstepCore
import NIOCore
import NIOHTTP1

/// Watches one connection for what neither NIO nor Hummingbird limits, and answers what is not HTTP with a
/// problem before it closes.
///
/// It stands behind the HTTP decoder; a `ByteWatch` in front of the decoder tells it of the bytes.
/// - A request must be complete `wholeRequest` after its first byte, however it drips.
/// - A reader that takes nothing for `idle` while there is something to take is cut.
/// - Ambiguous requests (two lengths, two hosts, a host in the target) are refused: two programs that read them differently are
///   how requests are smuggled.
final class ProtocolGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private let bytes: ByteWatch

    /// Requests begun less answers ended.
    private var answersOwed = 0
    private var isAnswering = false
    private var closesAfterAnswer = false
    private var isRefused = false
    private var stalled: Scheduled<Void>?

    init(limits: ConnectionLimits, bytes: ByteWatch) {
        self.limits = limits
        self.bytes = bytes
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        bytes.onTimeout = {
            let (guardian, context) = bound.value
            guardian.refuse(.requestTooSlow(limit: guardian.limits.wholeRequest), context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        bytes.onTimeout = nil
        stalled?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stalled?.cancel()
        context.fireChannelInactive()
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            answersOwed += 1
            if let problem = Self.problem(in: head) { return refuse(problem, context) }
        case .body: break
        case .end: bytes.requestEnded()
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            return context.fireErrorCaught(error)
        }
        refuse(.notHTTP(error), context)
    }

    static func problem(in head: HTTPRequestHead) -> ProblemBody? {
        let hosts = head.headers["Host"]
        if hosts.count > 1 || (head.version == .http1_1 && hosts.isEmpty) {
            return .hostHeader(count: hosts.count)
        }
        // `GET http://other/ HTTP/1.1` names a host that Host does not: this is no proxy.
        guard head.uri.hasPrefix("/") else { return .requestTarget }
        let lengths = head.headers["Content-Length"].count
        let encodings = head.headers["Transfer-Encoding"]
        if lengths > 1 || (lengths == 1 && !encodings.isEmpty) { return .ambiguousLength }
        if !encodings.isEmpty, encodings.map({ $0.lowercased() }) != ["chunked"] {
            return .ambiguousLength
        }
        return nil
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isRefused else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isAnswering = !(100..<200).contains(head.status.code)
            if head.headers["Connection"].contains(where: { $0.lowercased() == "close" }) {
                closesAfterAnswer = true
            }
        case .body: break
        case .end:
            isAnswering = false
            answersOwed -= 1
            guard closesAfterAnswer else { break }
            let sent = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            sent.futureResult.whenComplete { _ in
                let (guardian, context) = bound.value
                guardian.linger(context)
            }
            return context.write(data, promise: sent)
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalled?.cancel()
        stalled = nil
        if !context.channel.isWritable {
            let channel = context.channel
            stalled = context.eventLoop.scheduleTask(in: TimeAmount(limits.idle)) {
                channel.close(promise: nil)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Says why, if no other answer is in the way, and closes.
    private func refuse(_ problem: ProblemBody, _ context: ChannelHandlerContext) {
        guard !isRefused else { return }
        isRefused = true
        guard !isAnswering, answersOwed <= 1, let body = try? JSONWriter.bytes(problem) else {
            context.close(promise: nil)
            return
        }
        var headers: HTTPHeaders = [
            "Content-Type": "application/problem+json", "Content-Length": "\(body.count)",
            "Connection": "close",
        ]
        if problem.status == 405 { headers.add(name: "Allow", value: "GET, POST") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: problem.status),
            headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        let sent = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in
            let (guardian, context) = bound.value
            guardian.linger(context)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    }

    /// Closes our half, and throws away what still comes for a moment: a close with unread bytes resets
    /// the connection, and the caller would never read the answer.
    private func linger(_ context: ChannelHandlerContext) {
        isRefused = true
        guard context.channel.isActive else { return }
        bytes.drain()
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}

/// Sees the bytes before the decoder does: when a request's first one comes, and how long ago that was.
final class ByteWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    var onTimeout: (() -> Void)?

    private let wholeRequest: Duration

    /// Since a request's first byte, until its last one.
    private var isReading = false
    private var deadline: Scheduled<Void>?
    private var isDraining = false
    private var context: ChannelHandlerContext?

    init(wholeRequest: Duration) {
        self.wholeRequest = wholeRequest
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDraining else { return }
        isReading = true
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isDraining { context.read() }
        // Nearly every request comes in one piece, and has ended by now.
        if isReading, deadline == nil {
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            deadline = context.eventLoop.scheduleTask(in: TimeAmount(wholeRequest)) {
                bound.value.onTimeout?()
            }
        }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isDraining, case .inputClosed? = event as? ChannelEvent {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func requestEnded() {
        isReading = false
        deadline?.cancel()
        deadline = nil
    }

    func drain() {
        isDraining = true
        requestEnded()
        context?.read()
    }
}
