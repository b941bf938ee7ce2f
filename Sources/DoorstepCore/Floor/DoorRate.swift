/// The rate at which one door reports crossings. Above its limit the door is mad: it reports more crossings than people
/// can make.
///
/// A crossing is one too many when the door has reported more crossings than its limit allows within the limit's time,
/// this one included. With the next crossing that is not one too many the episode ends. Times are those of the
/// crossings, so the same facts give the same answer at any time.
package struct DoorRate: Hashable, Sendable {
    package let limit: RateLimit

    /// The times of the last crossings, ascending: at most one more than the limit allows.
    private var recent: [Timestamp] = []

    /// The last episode of the door; nil when it never was mad.
    package private(set) var episode: Span?

    /// The number of crossings since the end of the episode.
    private var between = 0

    /// An episode in which a door was mad, from the first crossing that made the rate too high to the last one too
    /// many.
    package struct Span: Hashable, Sendable {
        package let from: Timestamp
        package let to: Timestamp
        package let crossings: Int
    }

    package init(limit: RateLimit) {
        self.limit = limit
    }

    /// The beginning of the episode that a crossing at `moment` belongs to; nil when the crossing is not one too many.
    package func since(adding moment: Timestamp) -> Timestamp? {
        guard recent.count >= limit.most, let last = recent.last else { return nil }
        let isFull = recent.count > limit.most
        // A moment older than all that are remembered says nothing of the rate now.
        guard !isFull || moment >= recent[0] else { return nil }
        let first = min(recent[isFull ? 1 : 0], moment)
        guard max(last, moment) - first < limit.during else { return nil }
        // A rate that goes up and down around the limit is one episode.
        if let episode, first <= episode.to { return episode.from }
        return first
    }

    /// Takes in a crossing.
    package mutating func note(_ moment: Timestamp) {
        let since = since(adding: moment)
        if recent.count > limit.most {
            guard moment >= recent[0] else { return }
            recent.removeFirst()
        }
        var index = recent.endIndex
        while index > 0, recent[index - 1] > moment { index -= 1 }
        recent.insert(moment, at: index)
        guard let since else {
            between += 1
            return
        }
        let goesOn = episode?.from == since
        let known = goesOn ? (episode?.crossings ?? 0) + between + 1 : recent.count
        episode = Span(from: since, to: max(moment, episode?.to ?? moment), crossings: known)
        between = 0
    }

    /// The moment at which the door will no longer be mad if it reports nothing more; nil when it is not mad by its
    /// last crossings.
    package var calmAt: Timestamp? {
        guard recent.count > limit.most, let first = recent.first, let last = recent.last,
            last - first < limit.during
        else { return nil }
        // The next crossing pushes the first of them out.
        return recent[1] + limit.during
    }

    /// Crossings a minute, by the last ones.
    package var perMinute: Int {
        guard let first = recent.first, let last = recent.last, recent.count > 1 else { return 0 }
        let milliseconds = max(1, (last - first).milliseconds)
        return Int(min(1_000_000, Int64(recent.count - 1) * 60_000 / milliseconds))
    }
}

/// A door that is mad, or was on this trading day, unless its episode was excluded.
package struct MadDoor: Hashable, Sendable {
    package let door: String
    package let span: DoorRate.Span

    /// Crossings a minute, by the last ones.
    package let perMinute: Int

    /// The moment at which the door will no longer be mad if it reports nothing more; nil when it is not mad any more.
    package let calmAt: Timestamp?

    package func isMad(at now: Timestamp) -> Bool { calmAt.map { now < $0 } ?? false }
}
