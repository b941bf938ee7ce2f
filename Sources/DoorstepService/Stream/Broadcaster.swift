import DoorstepAPI
import DoorstepCore
import DoorstepStore
import LocalHTTP

/// Passes commits on to the readers of the stream, the metrics, the door watch and the alarm.
///
/// `publish` is called on the ledger's writer thread and never waits.
package final class Broadcaster: Sendable {
    private let doorWatch: DoorWatch
    private let metrics: ServiceMetrics
    private let alarm: Alarm
    let firstReader = Alarm()

    /// The readers of the stream.
    let audience: Audience

    /// `alarm` is rung after a commit that brings something due sooner than the clockwork expects.
    package init(doorWatch: DoorWatch, metrics: ServiceMetrics, alarm: Alarm) {
        self.doorWatch = doorWatch
        self.metrics = metrics
        self.alarm = alarm
        audience = Audience(backlog: Limit.streamBacklog, arrived: firstReader.ring)
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
            audience.send(
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
        audience.send([ServerSentEvent(beat: picture)])
    }

    package var readerCount: Int { audience.count }
}
