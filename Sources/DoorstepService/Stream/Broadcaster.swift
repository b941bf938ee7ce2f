import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Synchronization

/// Passes on what was committed: to the readers of the stream, and to those who only want to know that something
/// happened.
///
/// `publish` is called on the ledger's writer thread. It never waits: a reader that is more than
/// `Limit.streamBacklog` events behind is cut off, and comes back with its `Last-Event-ID`.
package final class Broadcaster: Sendable {
    private let doorWatch: DoorWatch
    private let metrics: ServiceMetrics
    private let alarm: Alarm
    private let state = Mutex(State())
    let firstReader = Alarm()

    private struct State {
        var readers: [Int: Reader] = [:]
        var nextID = 0
    }

    private struct Reader: Sendable {
        let continuation: AsyncStream<ServerSentEvent>.Continuation
        let cut: @Sendable () -> Void
    }

    /// `alarm` is rung after a commit that brings something due sooner than the clockwork expects.
    package init(doorWatch: DoorWatch, metrics: ServiceMetrics, alarm: Alarm) {
        self.doorWatch = doorWatch
        self.metrics = metrics
        self.alarm = alarm
    }

    /// The ledger's `onCommit`.
    package func publish(_ commit: Commit) {
        metrics.note(commit)
        doorWatch.note(commit)
        if readerCount > 0 {
            let counts = CountsBody(commit.floor)
            for recorded in commit.recorded {
                guard let event = try? ServerSentEvent(recorded, counts: counts) else { continue }
                send(event)
            }
        }
        alarm.ring(
            for: [commit.floor.prompts.first?.window.lapsesAt, commit.floor.nextLookIn]
                .compactMap(\.self).min())
    }

    package var readerCount: Int { state.withLock { $0.readers.count } }

    /// Events from now on, until the reader goes or falls behind.
    ///
    /// When it has fallen behind, `cut` is called; it should close the connection, for the reader may be
    /// stuck in a write that never ends.
    func subscribe(cut: @escaping @Sendable () -> Void) -> Subscription {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerSentEvent.self, bufferingPolicy: .bufferingOldest(Limit.streamBacklog))
        let id = state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            state.readers[id] = Reader(continuation: continuation, cut: cut)
            return id
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.readers.removeValue(forKey: id) }
        }
        firstReader.ring()
        return Subscription(events: stream, end: { continuation.finish() })
    }

    /// What one reader gets.
    struct Subscription: AsyncSequence, Sendable {
        fileprivate let events: AsyncStream<ServerSentEvent>

        /// Lets the reader go after what waits for it.
        let end: @Sendable () -> Void

        func makeAsyncIterator() -> AsyncStream<ServerSentEvent>.Iterator {
            events.makeAsyncIterator()
        }
    }

    func send(_ event: ServerSentEvent) {
        // Outside the lock: finishing a reader takes the lock again.
        for reader in state.withLock({ Array($0.readers.values) }) {
            guard case .dropped = reader.continuation.yield(event) else { continue }
            reader.continuation.finish()
            reader.cut()
        }
    }
}
