import NIOCore
import Synchronization

/// The readers of one stream of events. `send` never waits: events that a reader does not take at once stay in its
/// `StreamFeed`.
package final class Audience: Sendable {
    /// The number of events that a reader may be behind before it is cut off.
    let backlog: Int
    private let arrived: @Sendable () -> Void
    private let state = Mutex(State())

    private struct State {
        var rows: [ObjectIdentifier: Row] = [:]
        var nextID = 0
    }

    /// The readers whose connections share an event loop: it is woken once for all of them.
    private struct Row: Sendable {
        let loop: any EventLoop
        var feeds: [Int: NIOLoopBound<StreamFeed>] = [:]
    }

    /// `arrived` is called when a reader has joined.
    package init(backlog: Int, arrived: @escaping @Sendable () -> Void) {
        self.backlog = backlog
        self.arrived = arrived
    }

    /// The number of readers.
    package var count: Int { state.withLock { $0.rows.values.reduce(0) { $0 + $1.feeds.count } } }

    /// Adds a reader, which gets all events from now on.
    /// - Returns: A closure that removes the reader.
    func add(_ feed: NIOLoopBound<StreamFeed>, on loop: any EventLoop) -> (@Sendable () -> Void) {
        let key = ObjectIdentifier(loop)
        let id = state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            state.rows[key, default: Row(loop: loop)].feeds[id] = feed
            return id
        }
        arrived()
        return { [weak self] in
            self?.state.withLock { $0.rows[key]?.feeds[id] = nil }
            loop.execute { feed.value.end() }
        }
    }

    package func send(_ events: [ServerSentEvent]) {
        for row in state.withLock({ Array($0.rows.values) }) where !row.feeds.isEmpty {
            row.loop.execute {
                for feed in row.feeds.values { feed.value.take(events) }
            }
        }
    }
}
