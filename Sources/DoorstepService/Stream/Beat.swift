import DoorstepAPI
import DoorstepCore
import LocalHTTP
import ServiceLifecycle

/// Sends a `beat` to every reader of the stream, so that each can tell silence from a dead connection.
///
/// One ticker serves all readers, and none runs without a reader, so that an idle daemon sleeps.
package struct Beat: Service {
    private let broadcaster: Broadcaster
    private let body: @Sendable () -> NowBody
    private let clock: any Clock<Duration>
    private let every: Duration

    /// `body` makes the data of each beat.
    package init(
        _ broadcaster: Broadcaster, body: @escaping @Sendable () -> NowBody,
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
                    broadcaster.beat(body())
                }
            }
        }
    }
}
