import DoorstepCore
import DoorstepStore
import Synchronization

/// The counters of this run of the daemon, for `GET /metrics`. They begin at 0 with each start, as
/// Prometheus expects.
package final class ServiceMetrics: Sendable {
    private let counts = Mutex(Counts())

    struct Counts: Sendable {
        /// Commits that had facts in them: one sync each.
        var commits = 0
        var peopleIn = 0
        var peopleOut = 0

        /// Requests answered, by status.
        var requests: [Int: Int] = [:]
    }

    package init() {}

    var current: Counts { counts.withLock { $0 } }

    func answered(_ status: Int) {
        counts.withLock { $0.requests[status, default: 0] += 1 }
    }

    func note(_ commit: Commit) {
        if !commit.recorded.isEmpty { counts.withLock { $0.commits += 1 } }
        for recorded in commit.recorded {
            switch recorded.fact.event {
            case .entrance(let crossing) where !crossing.isImported:
                counts.withLock { $0.peopleIn += crossing.people }
            case .exit(let crossing, _) where !crossing.isImported:
                counts.withLock { $0.peopleOut += crossing.people }
            default: break
            }
        }
    }
}
