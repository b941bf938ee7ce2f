/// A time in which a door was not observed, made from the facts `doorDown` and `doorUp`.
package struct DoorGap: Hashable, Sendable {
    /// The number of the `doorDown`.
    package let sequence: Sequence
    package let door: String
    package let down: DoorStatus.Down

    /// Nil while it lasts; never before its beginning.
    package private(set) var end: Timestamp?

    package init(sequence: Sequence, door: String, down: DoorStatus.Down, end: Timestamp? = nil) {
        self.sequence = sequence
        self.door = door
        self.down = down
        self.end = end
    }

    /// The gap that a fact, which happened at `at`, begins or ends; `open` is the gap of `door` that lasts. Nil
    /// when the fact changes nothing.
    package static func changed(
        by fact: Fact, of door: String, at: Timestamp, open: DoorGap?
    ) -> DoorGap? {
        var status = DoorStatus(door: door, down: open?.down)
        guard status.take(fact.event, at: at) else { return nil }
        if let down = status.down {
            return DoorGap(sequence: fact.sequence, door: door, down: down)
        }
        var gap = open
        gap?.end = open.map { max($0.down.since, at) }
        return gap
    }

    /// The gaps that `facts`, ascending, begin and end: those of doors and of clocks that were set, from some fact on.
    /// `open` are the gaps that lasted before the first of them, by door.
    package static func gaps(_ facts: [Fact], open: [String: DoorGap] = [:]) -> [DoorGap] {
        let settings = ClockSettings(facts)
        var ended: [DoorGap] = []
        var open = open
        for fact in facts {
            guard let door = fact.event.observedDoor,
                let gap = changed(
                    by: fact, of: door, at: settings.moment(of: fact), open: open[door])
            else { continue }
            open[door] = gap.end == nil ? gap : nil
            if gap.end != nil { ended.append(gap) }
        }
        return ended + open.values
    }
}

extension DoorStatus {
    /// Takes in a fact of the door, which happened at `at`. A door that is down already stays down since then.
    /// - Returns: whether that changed anything.
    mutating func take(_ event: Event, at: Timestamp) -> Bool {
        switch event {
        case .doorDown(_, let reason) where down == nil: down = Down(since: at, reason: reason)
        case .doorUp where down != nil: down = nil
        default: return false
        }
        return true
    }
}

extension Event {
    /// The door of a `doorDown` or `doorUp`; nil for any other fact.
    package var observedDoor: String? {
        switch self {
        case .doorDown(let door, _), .doorUp(let door): door
        default: nil
        }
    }
}
