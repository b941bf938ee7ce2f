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

        /// People who crossed, by door and direction.
        var people: [Crossed: Int] = [:]

        /// Requests answered, by status.
        var requests: [Int: Int] = [:]
    }

    struct Crossed: Hashable, Sendable {
        let door: String

        /// `in` or `out`
        let direction: String
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
                add(crossing, "in")
            case .exit(let crossing, _) where !crossing.isImported:
                add(crossing, "out")
            default: break
            }
        }
    }

    private func add(_ crossing: Crossing, _ direction: String) {
        let crossed = Crossed(door: crossing.door, direction: direction)
        counts.withLock { $0.people[crossed, default: 0] += crossing.people }
    }
}
