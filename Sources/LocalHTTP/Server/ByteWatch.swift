import NIOCore

/// A watch over the times of one connection. It stands before the HTTP decoder and sees the bytes; the `ProtocolGuard`
/// behind the decoder tells it which requests and answers they were.
///
/// One timer serves all limits. It is set once and compares the limits when it rings, so that a request costs none.
final class ByteWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// The time limit that a connection has passed.
    enum Expiry {
        /// A request began, and was not whole `wholeRequest` after its first byte, even if bytes kept coming.
        case tooSlow
        /// A request began, and nothing more came for `idle`.
        case stopped
        /// No request came for `idle`.
        case idle
    }

    var onExpiry: ((Expiry) -> Void)?

    private let limits: ConnectionLimits
    private let seat: Seat?
    private var lastHeard = NIODeadline.uptimeNanoseconds(0)

    /// The first byte's time of the request that is coming in; nil when there is none.
    private var firstByte: NIODeadline?

    /// The number of requests handed on, less the answers ended.
    private(set) var answersOwed = 0
    private var timer: (rings: NIODeadline, task: Scheduled<Void>)?
    private var isDraining = false
    private var context: ChannelHandlerContext?

    init(_ limits: ConnectionLimits, _ seat: Seat? = nil) {
        self.limits = limits
        self.seat = seat
    }

    /// Whether a request has begun and is not whole yet.
    var isReading: Bool { firstByte != nil }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        lastHeard = context.eventLoop.now
        setTimer()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stopTimer()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDraining else { return }
        lastHeard = context.eventLoop.now
        seat?.heard(at: lastHeard)
        if firstByte == nil { firstByte = lastHeard }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isDraining { context.read() }
        // Nearly every request comes in one piece and has ended by now, so that it needs no timer.
        if isReading { setTimer() }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isDraining, case .inputClosed? = event as? ChannelEvent {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopTimer()
        context.fireChannelInactive()
    }

    // MARK: Requests and answers

    /// Notes the head of a request. Its first byte may have come in one piece with the end of the one before.
    func requestBegan() { if firstByte == nil { firstByte = lastHeard } }

    /// Notes that the request is whole; from now on it is owed an answer.
    func requestEnded() {
        firstByte = nil
        answersOwed += 1
    }

    func answerEnded() {
        answersOwed -= 1
        if let context { lastHeard = context.eventLoop.now }
        setTimer()
    }

    /// Ends the watch over requests: further input is not looked at.
    func ignoresRequests() { firstByte = nil }

    /// Throws further input away. The end of the input closes the connection.
    func drain() {
        isDraining = true
        firstByte = nil
        stopTimer()
        context?.read()
    }

    // MARK: Time

    private var expiry: (at: NIODeadline, why: Expiry)? {
        let idle = lastHeard + TimeAmount(limits.idle)
        if let firstByte {
            let whole = firstByte + TimeAmount(limits.wholeRequest)
            return whole < idle ? (whole, .tooSlow) : (idle, .stopped)
        }
        // No limit applies to the making of an answer.
        return answersOwed > 0 ? nil : (idle, .idle)
    }

    /// Sets the timer so that it rings in time. A ring that is too early does no harm.
    private func setTimer() {
        guard !isDraining, let context, let expiry else { return }
        if let timer, timer.rings <= expiry.at { return }
        timer?.task.cancel()
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: expiry.at) { bound.value.ring() }
        timer = (expiry.at, task)
    }

    private func ring() {
        timer = nil
        guard let context, let expiry else { return }
        if expiry.at <= context.eventLoop.now { onExpiry?(expiry.why) } else { setTimer() }
    }

    private func stopTimer() {
        timer?.task.cancel()
        timer = nil
    }
}
