import DoorstepAPI
import DoorstepCore
import ServiceLifecycle

/// Sends a `beat` to every reader of the stream, so that each can tell silence from a dead connection.
///
/// One ticker for all, and none while nobody listens: an idle daemon sleeps.
package struct Beat: Service {
    private let broadcaster: Broadcaster
    private let sequence: @Sendable () -> Sequence
    private let now: @Sendable () -> Timestamp
    private let clock: any Clock<Duration>
    private let every: Duration

    /// `sequence` tells the last fact's.
    package init(
        _ broadcaster: Broadcaster, sequence: @escaping @Sendable () -> Sequence,
        now: @escaping @Sendable () -> Timestamp,
        clock: any Clock<Duration> = ContinuousClock(), every: Duration = Limit.beat
    ) {
        self.broadcaster = broadcaster
        self.sequence = sequence
        self.now = now
        self.clock = clock
        self.every = every
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            for await _ in broadcaster.firstReader.rings {
                while broadcaster.readerCount > 0 {
                    try await clock.sleep(for: every)
                    broadcaster.send(
                        try ServerSentEvent(
                            name: StreamEventName.beat,
                            data: BeatBody(at: now(), sequence: sequence())))
                }
            }
        }
    }
}
