import HTTPTypes
import NIOCore
import NIOHTTP1

/// Hands on the whole requests of one connection, and answers anything else with a refusal before it closes.
///
/// It stands behind the HTTP decoder; a `ByteWatch` in front of the decoder tells it when a time limit has passed.
/// - Head, body and end go on together, so that no handler begins on half a request.
/// - A body that is larger than its call takes is refused as soon as that is known, and never kept.
/// - A reader that takes nothing for `idle` while there is something to take is cut.
final class ProtocolGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private let bodyLimit: (HTTPRequestHead) -> Int
    private let refusal: (RequestFault) -> Response
    private let bytes: ByteWatch

    /// The part of the next request that has come.
    private var request: IncomingRequest?

    private var closesAfterAnswer = false

    /// Whether further input is ignored.
    private var isDeaf = false

    /// Whether the last answer has been written.
    private var isLeaving = false

    /// The fault to answer with a refusal when the requests before it have been answered.
    private var fault: RequestFault?

    /// Whether the daemon stops while a request is on its way in.
    private var quiescesLater = false
    private var stalled: Scheduled<Void>?

    init(
        limits: ConnectionLimits, bytes: ByteWatch, bodyLimit: @escaping (HTTPRequestHead) -> Int,
        refusal: @escaping (RequestFault) -> Response
    ) {
        self.limits = limits
        self.bytes = bytes
        self.bodyLimit = bodyLimit
        self.refusal = refusal
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        bytes.onExpiry = { expiry in
            let (guardian, context) = bound.value
            switch expiry {
            case .tooSlow: guardian.refuse(.tooSlow(limit: guardian.limits.wholeRequest), context)
            case .stopped: guardian.refuse(.stopped(for: guardian.limits.idle), context)
            case .idle: context.close(promise: nil)
            }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        bytes.onExpiry = nil
        stalled?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stalled?.cancel()
        context.fireChannelInactive()
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDeaf else { return }
        do throws(RequestFault) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                bytes.requestBegan()
                request = try IncomingRequest(head, bodyLimit: bodyLimit)
                if bytes.answersOwed == 0, head.waitsToSendBody { sayContinue(context) }
            case .body(let piece): try request?.add(piece)
            case .end: handOn(context)
            }
        } catch {
            refuse(error, context)
        }
    }

    private func handOn(_ context: ChannelHandlerContext) {
        guard let request else { return }
        self.request = nil
        bytes.requestEnded()
        context.fireChannelRead(wrapInboundOut(.head(request.head)))
        if let body = request.body { context.fireChannelRead(wrapInboundOut(.body(body))) }
        // Trailers mean nothing here.
        context.fireChannelRead(wrapInboundOut(.end(nil)))
        if quiescesLater { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            return context.fireErrorCaught(error)
        }
        guard !isDeaf else { return }
        if case .invalidEOFState = error {
            refuse(
                request.map {
                    .bodyBrokenOff(received: $0.received, length: $0.head.bodyLength)
                } ?? .headerBrokenOff, context)
        } else {
            refuse(RequestFault(error, limits), context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // A request that has begun may end: it is answered, and then the connection closes.
        if event is ChannelShouldQuiesceEvent, bytes.isReading {
            quiescesLater = true
            return
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func sayContinue(_ context: ChannelHandlerContext) {
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isLeaving else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.headers["Connection"].contains(where: { $0.lowercased() == "close" }) {
                closesAfterAnswer = true
            }
        case .body: break
        case .end:
            bytes.answerEnded()
            if closesAfterAnswer { return context.write(data, promise: lingers(promise, context)) }
            if bytes.answersOwed == 0, let fault {
                context.write(data, promise: promise)
                return say(fault, context)
            }
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

    // MARK: Refusing

    /// Ignores further input, and answers `fault` with a refusal when it is the refused request's turn: the caller must
    /// not take it for the answer that is still owed to a request before.
    private func refuse(_ fault: RequestFault, _ context: ChannelHandlerContext) {
        guard !isDeaf else { return }
        isDeaf = true
        request = nil
        bytes.ignoresRequests()
        if bytes.answersOwed == 0 { say(fault, context) } else { self.fault = fault }
    }

    private func say(_ fault: RequestFault, _ context: ChannelHandlerContext) {
        let answer = refusal(fault)
        var body: [UInt8] = []
        if case .bytes(let bytes) = answer.body { body = bytes }
        var headers = HTTPHeaders(answer.headers.map { ($0.name.rawName, $0.value) })
        headers.add(contentsOf: [("Content-Length", "\(body.count)"), ("Connection", "close")])
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status.code),
            headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: lingers(nil, context))
    }

    /// - Returns: `promise` or a new one, for the last write. When the write is done the connection closes.
    private func lingers(
        _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) -> EventLoopPromise<Void> {
        isDeaf = true
        isLeaving = true
        let sent = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in
            let (guardian, context) = bound.value
            guardian.linger(context)
        }
        return sent
    }

    /// Closes the daemon's half, and throws further input away for a second: a close with unread bytes resets the
    /// connection, and the caller would never read the answer.
    private func linger(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        bytes.drain()
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}
