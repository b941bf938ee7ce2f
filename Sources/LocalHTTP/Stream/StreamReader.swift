import NIOCore
import ServiceLifecycle

/// One reader of a stream, to whom its own task sends the events that it has missed.
package struct StreamReader {
    private let writer: ChunkWriter
    private let goLive: @Sendable (Int64?) -> Void

    /// Ends when the server stops.
    private let end: AsyncStream<Never>

    /// Lets a reader join `audience`, and leave it when `tell` has returned.
    static func joining(
        _ audience: Audience, on channel: any Channel, _ writer: ChunkWriter,
        _ tell: @Sendable (StreamReader) async throws -> Void
    ) async throws {
        let feed = try await StreamFeed.added(to: channel, backlog: audience.backlog)
        // The reader joins before it is told what it has missed, so that nothing is lost in between.
        let leave = audience.add(feed, on: channel.eventLoop)
        defer { leave() }
        let (end, stopping) = AsyncStream.makeStream(of: Never.self)
        let reader = StreamReader(
            writer: writer,
            goLive: { last in channel.eventLoop.execute { feed.value.goLive(after: last) } },
            end: end)
        try await withGracefulShutdownHandler {
            try await writer.write(ServerSentEvent.retry)
            try await tell(reader)
        } onGracefulShutdown: {
            stopping.finish()
        }
    }

    /// Sends `events`, and waits until the connection takes more.
    package func write(_ events: [ServerSentEvent]) async throws {
        var frames = ByteBuffer()
        for event in events { frames.writeImmutableBuffer(event.frame) }
        try await writer.write(frames)
    }

    /// Sends the events of the audience that come after the one numbered `last`; any, when `last` is nil. It returns
    /// when the server stops, and is cancelled when the reader goes.
    package func live(after last: Int64?) async {
        goLive(last)
        for await _ in end {}
    }
}
