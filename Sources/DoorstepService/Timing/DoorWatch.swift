import DoorstepCore
import DoorstepStore
import Synchronization

/// The last sign of life of each door: a heartbeat, or a crossing or opening that a device reported.
///
/// A door with `silentAfter` that stays silent for so long is not being observed, and `Clockwork` records that in the
/// ledger: crossings that were not counted are unknown, not zero.
package final class DoorWatch: Sendable {
    private let doors: [Door]
    private let alarm: Alarm
    private let state: Mutex<State>

    fileprivate struct State {
        /// The moment the watch began. It counts as the last sign of life of a door that has given none.
        var began: Timestamp
        var seen: [String: Timestamp] = [:]
        var down: Set<String> = []

        /// The moment at which each door was last recorded as observed again.
        var up: [String: Timestamp] = [:]

        /// Doors that were mad at the last check.
        var mad: Set<String> = []
    }

    /// `began` is the present moment: silence before it was the daemon's, not the door's. `alarm` is rung when a door
    /// that is down gives a sign of life.
    package init(doors: [Door], began: Timestamp, alarm: Alarm) {
        self.doors = doors
        self.alarm = alarm
        state = Mutex(State(began: began))
    }

    /// The door's last sign of life; nil when there was none in this run of the daemon.
    package func lastSeen(_ door: String) -> Timestamp? { state.withLock { $0.seen[door] } }

    package func heard(from door: String, at moment: Timestamp) {
        let wasDown = state.withLock { state in
            state.seen[door] = max(moment, state.seen[door] ?? moment)
            return state.down.contains(door)
        }
        if wasDown { alarm.ring() }
    }

    /// Notes the facts of a commit; called before the alarm is rung for the commit.
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

    /// The changes that the ledger does not have yet: doors that fell silent, and doors that came back.
    func changes(at now: Timestamp, doors statuses: [DoorStatus]) -> Changes {
        let (began, seen, up) = state.withLock { state in
            state.down = Set(statuses.filter { $0.down != nil }.map(\.door))
            return (state.began, state.seen, state.up)
        }
        return Changes(
            doors: doors, statuses: statuses, seen: seen, up: up, began: began, now: now)
    }

    /// The doors that have become mad doors since the last call, and the names of those that are none any more.
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

    struct Changes: Hashable, Sendable {
        private(set) var silent: [Silence] = []
        private(set) var back: [String] = []

        /// The moment at which the next door will have been silent for too long, unless it gives a sign of life.
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

/// A door that has been silent for too long, with the moment since which its crossings are unknown.
struct Silence: Hashable, Sendable {
    let door: String

    /// The last sign of life, but not before this run of the daemon or the last record that the door is observed.
    let since: Timestamp
}

extension DoorWatch.State {
    /// Notes that a door is observed again, and moves the remembered moments when a wrong clock was set.
    fileprivate mutating func note(_ fact: Fact) {
        switch fact.event {
        case .doorUp(let door): up[door] = fact.at
        case .clockSet(_, let shift):
            // Moments read since the clock is right must stay. Moved forward they would lie in the future, hence the
            // cap. After a step back they cannot be told from others up to `recordedAt`, so none of these is moved.
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
    /// The door whose device reported this fact just now; nil for facts of staff, of the daemon and of an import.
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
