/// A correction that excludes every crossing and opening that one door reported from one moment to another, both
/// included. It covers those recorded before it, and changes none that was excluded by itself.
package struct Dismissal: Hashable, Sendable {
    package let door: String
    package let from: Timestamp
    package let to: Timestamp
    package let reason: ExclusionReason

    package init(door: String, from: Timestamp, to: Timestamp, reason: ExclusionReason = .fault) {
        self.door = door
        self.from = from
        self.to = to
        self.reason = reason
    }

    /// The longest time that a dismissal may cover: a mistyped year must not empty the ledger.
    package static let longest = Duration.seconds(31 * 86400)

    /// Refuses a time that ends before it begins, or that is too long.
    package static func check(from: Timestamp, to: Timestamp) throws(Refusal) {
        guard from <= to else { throw .stretchReversed(from: from, to: to) }
        guard to - from <= longest else { throw .stretchTooLong(from: from, to: to) }
    }

    package func covers(_ door: String, _ first: Timestamp, _ last: Timestamp) -> Bool {
        self.door == door && from <= first && to >= last
    }

    /// Whether it excludes an event that was recorded before it; `at` is the time of the event, as known now.
    package func covers(_ event: Event, at: Timestamp) -> Bool {
        switch event {
        case .entrance(let crossing), .exit(let crossing, _): covers(crossing.door, at, at)
        case .opening(let door, _): covers(door, at, at)
        default: false
        }
    }
}
