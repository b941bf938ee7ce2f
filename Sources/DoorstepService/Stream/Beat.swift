import DoorstepAPI
import DoorstepCore
import ServiceLifecycle

/// Sends a `beat` to every reader of the stream, so that each can tell silence from a dead connection.
///
/// One ticker for all, and none while nobody listens: an idle daemon sleeps.
package struct Beat: Service {
    private let broadcaster: Broadcaster
    private let body: @Sendable () -> BeatBody
    private let clock: any Clock<Duration>
    private let every: Duration

    /// `body` is asked for at each beat.
    package init(
        _ broadcaster: Broadcaster, body: @escaping @Sendable () -> BeatBody,
        clock: any Clock<Duration> = ContinuousClock(), every: Duration = Limit.beat
    ) {
        self.broadcaster = broadcaster
        self.body = body
        self.clock = clock
        self.every = every
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            for await _ in broadcaster.firstReader.rings {
                while broadcaster.readerCount > 0 {
                    try await clock.sleep(for: every)
                    broadcaster.send([
                        try ServerSentEvent(name: StreamEventName.beat, data: body())
                    ])
                }
            }
        }
    }
}
