import DoorstepCore
import DoorstepStore
import Synchronization

/// The last sign of life of each door: a heartbeat, or a crossing or opening that a device reported.
///
/// A door with `silentAfter` that stays silent for so long is not being observed, and the ledger must say so: what
/// it did not count is not zero. `Clockwork` asks here and records.
package final class DoorWatch: Sendable {
    private let doors: [Door]
    private let alarm: Alarm
    private let state: Mutex<State>

    fileprivate struct State {
        /// Doors that were never heard of count as heard when the watch began.
        var began: Timestamp
        var seen: [String: Timestamp] = [:]
        var down: Set<String> = []

        /// When each door was last said to be observed again.
        var up: [String: Timestamp] = [:]

        /// Doors that were mad when they were last looked at.
        var mad: Set<String> = []
    }

    /// It `began` now: silence before was ours, not the door's. The `alarm` is rung when a door that is down
    /// is heard of.
    package init(doors: [Door], began: Timestamp, alarm: Alarm) {
        self.doors = doors
        self.alarm = alarm
        state = Mutex(State(began: began))
    }

    /// Nil when it has not been heard of in this run of the daemon.
    package func lastSeen(_ door: String) -> Timestamp? { state.withLock { $0.seen[door] } }

    /// A sign of life.
    package func heard(from door: String, at moment: Timestamp) {
        let wasDown = state.withLock { state in
            state.seen[door] = max(moment, state.seen[door] ?? moment)
            return state.down.contains(door)
        }
        if wasDown { alarm.ring() }
    }

    /// Called after each commit, before the alarm is rung for it.
    func note(_ commit: Commit) {
        state.withLock { state in
            state.down = Set(commit.floor.doors.filter { $0.down != nil }.map(\.door))
        }
        for recorded in commit.recorded {
            state.withLock { $0.note(recorded.fact) }
            guard let door = recorded.fact.signOfLife else { continue }
            heard(from: door, at: recorded.fact.recordedAt)
        }
    }

    /// What has changed since the ledger was told: doors that fell silent, and doors that came back.
    func news(at now: Timestamp, doors statuses: [DoorStatus]) -> News {
        let (began, seen, up) = state.withLock { state in
            state.down = Set(statuses.filter { $0.down != nil }.map(\.door))
            return (state.began, state.seen, state.up)
        }
        return News(
            doors: doors, statuses: statuses, seen: seen, up: up, began: began, now: now)
    }

    /// Doors that have gone mad since it was last asked, and that are sane again.
    func madness(at now: Timestamp, _ doors: [MadDoor]) -> (begun: [MadDoor], over: [String]) {
        let mad = doors.filter { $0.isMad(at: now) }
        let before = state.withLock { state in
            defer { state.mad = Set(mad.map(\.door)) }
            return state.mad
        }
        return (
            mad.filter { !before.contains($0.door) },
            before.subtracting(mad.map(\.door)).sorted()
        )
    }

    struct News: Hashable, Sendable {
        private(set) var silent: [Silence] = []
        private(set) var back: [String] = []

        /// When the next door will have been silent for too long, if nothing is heard of it.
        private(set) var next: Timestamp?

        init(
            doors: [Door], statuses: [DoorStatus], seen: [String: Timestamp],
            up: [String: Timestamp] = [:], began: Timestamp, now: Timestamp
        ) {
            let down = Dictionary(statuses.map { ($0.door, $0.down) }) { first, _ in first }
            for door in doors {
                if case .some(.some(let down)) = down[door.name] {
                    if let seen = seen[door.name], seen > down.since { back.append(door.name) }
                    continue
                }
                guard let silentAfter = door.silentAfter else { continue }
                let last = seen[door.name] ?? began
                let deadline = last + silentAfter
                if deadline <= now {
                    let since = max(last, up[door.name] ?? last, began)
                    silent.append(Silence(door: door.name, since: min(since, now)))
                } else {
                    next = min(deadline, next ?? deadline)
                }
            }
        }
    }
}

/// A door that has been silent for too long: nobody knows what happened at it since its last sign of life.
struct Silence: Hashable, Sendable {
    let door: String

    /// The last sign of life, in this run of the daemon and since the door was last said to be observed.
    let since: Timestamp
}

extension DoorWatch.State {
    /// A clock that was wrong and is set moves what was seen by it.
    fileprivate mutating func note(_ fact: Fact) {
        switch fact.event {
        case .doorUp(let door): up[door] = fact.at
        case .clockSet(_, let shift):
            // What was seen since the clock is right is not moved: it would lie in the future, or is not known apart.
            func moved(_ moment: Timestamp) -> Timestamp {
                shift < 0 && moment <= fact.recordedAt
                    ? moment : min(moment + .milliseconds(shift), fact.recordedAt)
            }
            began = moved(began)
            seen = seen.mapValues(moved)
            up = up.mapValues(moved)
        default: break
        }
    }
}

extension Fact {
    /// The door that this fact shows to be observed: one whose device reported it, just now.
    fileprivate var signOfLife: String? {
        guard source != "staff", source != "doorstepd" else { return nil }
        switch event {
        case .entrance(let crossing) where !crossing.isImported: return crossing.door
        case .exit(let crossing, _) where !crossing.isImported: return crossing.door
        case .opening(let door, _): return door
        default: return nil
        }
    }
}
