import NIOCore
import NIOHTTP1

/// The live events of one reader of a stream: a handler in the reader's connection, on whose event loop each frame
/// goes straight out. A task for each of fifty screens would change threads a hundred times for one entrance.
///
/// Events are kept until the reader has all that it had missed (`goLive`), and while the connection takes nothing. A
/// reader more than `backlog` events behind is cut off, and comes back with its `Last-Event-ID`.
final class StreamFeed: ChannelInboundHandler {
    typealias InboundIn = Never
    typealias OutboundOut = HTTPServerResponsePart

    private let backlog: Int
    private var context: ChannelHandlerContext?
    private var isLive = false

    /// The number of the last event that the reader has; nil while it has none and may begin with any.
    private var last: Int64?
    private var waiting: [ServerSentEvent] = []

    init(backlog: Int) {
        self.backlog = backlog
    }

    /// Adds a feed to the pipeline of a connection that is about to answer.
    static func added(
        to channel: any Channel, backlog: Int
    ) async throws -> NIOLoopBound<StreamFeed> {
        try await channel.eventLoop.submit {
            let feed = StreamFeed(backlog: backlog)
            let pipeline = channel.pipeline.syncOperations
            // Behind the codec, where answers are in parts, and behind `ProtocolGuard`, which must see the feed's
            // writes.
            let guardian = try pipeline.handler(type: ProtocolGuard.self)
            try pipeline.addHandler(feed, position: .after(guardian))
            return NIOLoopBound(feed, eventLoop: channel.eventLoop)
        }.get()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Starts to send live events; the reader has everything up to `last`.
    func goLive(after last: Int64?) {
        isLive = true
        self.last = last
        sendWaiting()
    }

    func take(_ events: [ServerSentEvent]) {
        guard let context else { return }
        waiting += events
        if isLive, context.channel.isWritable { return sendWaiting() }
        if waiting.count > backlog { cut() }
    }

    /// Ends the feed. A live reader is first sent the events that wait, even if its connection takes nothing yet.
    func end() {
        if isLive { sendWaiting() }
        context = nil
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isLive, context.channel.isWritable { sendWaiting() }
        context.fireChannelWritabilityChanged()
    }

    private func sendWaiting() {
        guard let context, !waiting.isEmpty else { return }
        let events = waiting
        waiting.removeAll(keepingCapacity: true)
        for event in events {
            if let number = event.number {
                if let last, number <= last { continue }
                // An event is missing; the reader gets it when it reconnects.
                if let last, number > last + 1 { return cut() }
                last = number
            }
            context.write(wrapOutboundOut(.body(.byteBuffer(event.frame))), promise: nil)
        }
        context.flush()
    }

    private func cut() {
        context?.channel.close(promise: nil)
        context = nil
        waiting = []
    }
}
