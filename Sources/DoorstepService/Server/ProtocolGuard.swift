import DoorstepAPI
import DoorstepCore
import NIOCore
import NIOHTTP1

/// Hands on the requests of one connection, each when it is whole, and answers what is no whole request of HTTP with a
/// problem before it closes.
///
/// It stands behind the HTTP decoder; a `ByteWatch` in front of the decoder tells it of the time.
/// - **Half a request is no request.** Head, body and end go on together, so that no handler ever begins on less.
/// - A body that is larger than its call takes is refused as soon as that is known, and never kept.
/// - A reader that takes nothing for `idle` while there is something to take is cut.
final class ProtocolGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private let bodyLimit: (HTTPRequestHead) -> Int
    private let bytes: ByteWatch

    /// What has come of the next one.
    private var request: IncomingRequest?

    private var closesAfterAnswer = false

    /// Nothing that comes is looked at any more.
    private var isDeaf = false

    /// The last answer has been written.
    private var isLeaving = false

    /// What is to be said when the requests before it have been answered.
    private var refusal: ProblemBody?

    /// The daemon stops, and a request is on its way in.
    private var quiescesLater = false
    private var stalled: Scheduled<Void>?

    init(
        limits: ConnectionLimits, bytes: ByteWatch, bodyLimit: @escaping (HTTPRequestHead) -> Int
    ) {
        self.limits = limits
        self.bytes = bytes
        self.bodyLimit = bodyLimit
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        bytes.onExpiry = { expiry in
            let (guardian, context) = bound.value
            switch expiry {
            case .tooSlow:
                guardian.refuse(.requestTooSlow(limit: guardian.limits.wholeRequest), context)
            case .stopped: guardian.refuse(.requestStopped(for: guardian.limits.idle), context)
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
        do throws(ProblemBody) {
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
            refuse(.requestBrokenOff(request), context)
        } else {
            refuse(.notHTTP(error), context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Whoever is in the middle of a request may finish it: it is answered, and then the connection closes.
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
            if bytes.answersOwed == 0, let refusal {
                context.write(data, promise: promise)
                return say(refusal, context)
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

    /// Looks at nothing more, and says why when it is the refused request's turn: an answer that is still owed to a
    /// request before it must not be taken for its own.
    private func refuse(_ problem: ProblemBody, _ context: ChannelHandlerContext) {
        guard !isDeaf else { return }
        isDeaf = true
        request = nil
        bytes.ignoresRequests()
        if bytes.answersOwed == 0 { say(problem, context) } else { refusal = problem }
    }

    private func say(_ problem: ProblemBody, _ context: ChannelHandlerContext) {
        guard let body = try? JSONWriter.bytes(problem) else {
            return context.close(promise: nil)
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
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: lingers(nil, context))
    }

    /// - Returns: `promise` or a new one, for the last write: when it is done the connection closes.
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

    /// Closes our half, and throws away what still comes for a moment: a close with unread bytes resets
    /// the connection, and the caller would never read the answer.
    private func linger(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        bytes.drain()
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}
