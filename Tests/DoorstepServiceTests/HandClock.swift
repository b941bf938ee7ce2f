import Synchronization

/// A clock whose waits are seen and ended by the test.
final class HandClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private let waits: AsyncStream<Duration>
    private let waiting: AsyncStream<Duration>.Continuation
    private let wakes: AsyncStream<Void>
    private let waking: AsyncStream<Void>.Continuation

    init() {
        (waits, waiting) = AsyncStream.makeStream()
        (wakes, waking) = AsyncStream.makeStream()
    }

    var now: Instant { Instant(offset: .zero) }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        waiting.yield(deadline.offset)
        for await _ in wakes { break }
        try Task.checkCancellation()
    }

    /// How long somebody waits; returns when somebody does.
    func nextWait() async -> Duration? {
        for await wait in waits { return wait }
        return nil
    }

    func wake() { waking.yield() }
}
