import Synchronization

/// A clock that stands still until the test moves it on, and knows who waits on it for how long.
package final class ManualClock: Clock, Sendable {
    package struct Instant: InstantProtocol {
        package let sinceStart: Duration

        package func advanced(by duration: Duration) -> Instant {
            Instant(sinceStart: sinceStart + duration)
        }

        package func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }

        package static func < (a: Instant, b: Instant) -> Bool { a.sinceStart < b.sinceStart }
    }

    private struct Sleeper {
        let deadline: Instant
        let wait: Duration
        let wake: AsyncStream<Void>.Continuation
    }

    private struct State {
        var now = Instant(sinceStart: .zero)
        var sleepers: [Int: Sleeper] = [:]
        var watchers: [(wait: Duration, notify: AsyncStream<Void>.Continuation)] = []
        var waits: [Duration] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var now: Instant { state.withLock { $0.now } }
    package let minimumResolution = Duration.zero

    /// Every wait that was begun, in order.
    package var waits: [Duration] { state.withLock { $0.waits } }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let (over, wake) = AsyncStream.makeStream(of: Void.self)
        let id: Int? = state.withLock { state in
            guard deadline > state.now else { return nil }
            let wait = state.now.duration(to: deadline)
            let id = state.waits.count
            state.waits.append(wait)
            state.sleepers[id] = Sleeper(deadline: deadline, wait: wait, wake: wake)
            for watcher in state.watchers where watcher.wait == wait { watcher.notify.finish() }
            state.watchers.removeAll { $0.wait == wait }
            return id
        }
        guard let id else { return }
        // Ends when the stream does, or when the task is cancelled.
        for await _ in over {}
        state.withLock { _ = $0.sleepers.removeValue(forKey: id) }
        try Task.checkCancellation()
    }

    /// Returns once somebody is waiting for exactly this long.
    package func sleeper(for wait: Duration) async {
        let (found, notify) = AsyncStream.makeStream(of: Void.self)
        state.withLock { state in
            if state.sleepers.values.contains(where: { $0.wait == wait }) {
                notify.finish()
            } else {
                state.watchers.append((wait, notify))
            }
        }
        for await _ in found {}
    }

    /// Lets time pass, and wakes those whose time has come.
    package func advance(by duration: Duration) {
        state.withLock { state in
            state.now = state.now.advanced(by: duration)
            for (id, sleeper) in state.sleepers where sleeper.deadline <= state.now {
                sleeper.wake.finish()
                state.sleepers[id] = nil
            }
        }
    }
}
