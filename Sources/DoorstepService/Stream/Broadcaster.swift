import DoorstepAPI
import DoorstepCore
import DoorstepStore
import NIOCore
import Synchronization

/// Passes commits on to the readers of the stream, the metrics, the door watch and the alarm.
///
/// `publish` is called on the ledger's writer thread and never waits: events that a reader does not take at once stay
/// in its `StreamFeed`.
package final class Broadcaster: Sendable {
    private let doorWatch: DoorWatch
    private let metrics: ServiceMetrics
    private let alarm: Alarm
    private let state = Mutex(State())
    let firstReader = Alarm()

    private struct State {
        var audiences: [ObjectIdentifier: Audience] = [:]
        var nextID = 0
    }

    /// The readers whose connections share an event loop: it is woken once for all of them.
    private struct Audience: Sendable {
        let loop: any EventLoop
        var feeds: [Int: NIOLoopBound<StreamFeed>] = [:]
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
        if readerCount > 0,
            let picture = try? Picture(
                NowBody(
                    at: commit.at, shop: commit.shop, ledger: commit.ledger,
                    snapshot: commit.floor, undelivered: commit.undelivered,
                    lastSeen: doorWatch.lastSeen))
        {
            // A reader that missed an event learns so from the next beat.
            send(
                commit.recorded.isEmpty
                    ? [ServerSentEvent(beat: picture)]
                    : commit.recorded.compactMap {
                        try? ServerSentEvent($0, of: commit.ledger, now: picture)
                    })
        }
        let prompts = commit.floor.prompts
        alarm.ring(
            for: [
                prompts.first?.window.lapsesAt, prompts.nextTurn(after: commit.at),
                commit.floor.nextLookIn,
            ].compactMap(\.self).min())
    }

    /// Sends the picture alone, for what has changed without a fact.
    package func beat(_ now: NowBody) {
        guard readerCount > 0, let picture = try? Picture(now) else { return }
        send([ServerSentEvent(beat: picture)])
    }

    package var readerCount: Int {
        state.withLock { $0.audiences.values.reduce(0) { $0 + $1.feeds.count } }
    }

    /// Adds a reader, which gets all events from now on.
    /// - Returns: A closure that removes the reader.
    func add(_ feed: NIOLoopBound<StreamFeed>, on loop: any EventLoop) -> (@Sendable () -> Void) {
        let key = ObjectIdentifier(loop)
        let id = state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            state.audiences[key, default: Audience(loop: loop)].feeds[id] = feed
            return id
        }
        firstReader.ring()
        return { [weak self] in
            self?.state.withLock { $0.audiences[key]?.feeds[id] = nil }
            loop.execute { feed.value.end() }
        }
    }

    func send(_ events: [ServerSentEvent]) {
        for audience in state.withLock({ Array($0.audiences.values) }) where !audience.feeds.isEmpty
        {
            audience.loop.execute {
                for feed in audience.feeds.values { feed.value.take(events) }
            }
        }
    }
}
