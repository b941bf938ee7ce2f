/// The visits of a trading day while some of their people are inside: which one an exit ends, and which one
/// goes on when a party comes back.
///
/// Nobody who leaves is recognised: an exit ends the visit that somebody tied it to, else the oldest, which is
/// certain when there is no other.
package struct OpenVisits: Hashable, Sendable {
    /// By the time of their entrances, oldest first.
    package private(set) var all: [Visit] = []

    /// The time of the last recount, which covers the crossings before it; nil when there was none.
    package private(set) var recountedAt: Timestamp?

    /// The visits, with the people who left, by each exit of a reentry.
    private var left: [Sequence: [Visit]] = [:]

    /// The visit that goes on, by each entrance of a reentry.
    private var continued: [Sequence: Sequence] = [:]

    package init() {}

    package func isCounted(_ at: Timestamp) -> Bool { recountedAt.map { at >= $0 } ?? true }

    package subscript(id: Sequence) -> Visit? { all.first { $0.id == id } }

    /// The visit that the entrance `id` belongs to: its own, but for a party that came back.
    package func visit(of id: Sequence) -> Sequence { continued[id] ?? id }

    /// The visit that an exit at `at` would end.
    package func link(at: Timestamp) -> FarewellLink {
        let candidates = all.filter { $0.enteredAt <= at }
        return FarewellLink(visit: candidates.first?.id, isCertain: candidates.count == 1)
    }

    package mutating func enter(_ visit: Visit) {
        guard isCounted(visit.enteredAt) else { return }
        insert(visit)
    }

    /// Brings back the party that had left by `exit`: its visits go on. People beyond the number that had left join the
    /// first of these visits. If nothing is known of the exit, the party is a visit of its own.
    package mutating func comeBack(_ visit: Visit, after exit: Sequence) {
        guard isCounted(visit.enteredAt) else { return }
        guard let before = left[exit], let first = before.first else {
            insert(visit)
            return
        }
        continued[visit.id] = first.id
        var people = visit.peopleInside
        for one in before where people > 0 {
            let returning = min(people, one.peopleInside)
            add(returning, to: one)
            people -= returning
        }
        if people > 0 { add(people, to: first) }
    }

    /// Takes `people` out by `exit`: from the visit that the exit is tied to, then from the oldest. `mayReturn` says
    /// that a reentry undoes the exit, so that the people must be remembered.
    /// - Returns: the visit that the exit ends.
    package mutating func leave(
        _ exit: Sequence, people: Int, at: Timestamp, tiedTo tied: Sequence? = nil,
        mayReturn: Bool = false
    ) -> FarewellLink {
        let link =
            tied.map { FarewellLink(visit: visit(of: $0), isCertain: true) } ?? self.link(at: at)
        guard isCounted(at) else { return link }
        var leaving = people
        var taken: [Visit] = []
        func release(_ index: Int) {
            let gone = min(leaving, all[index].peopleInside)
            guard gone > 0 else { return }
            taken.append(all[index].with(people: gone))
            all[index].peopleInside -= gone
            leaving -= gone
        }
        if let index = all.firstIndex(where: { $0.id == link.visit }) { release(index) }
        for index in all.indices where leaving > 0 { release(index) }
        all.removeAll { $0.peopleInside == 0 }
        if mayReturn { left[exit] = taken }
        return link
    }

    /// Notes a recount. A recount of 0 ends all visits.
    package mutating func recount(_ people: Int, at: Timestamp) {
        recountedAt = at
        if people == 0 { all = [] }
    }

    private mutating func add(_ people: Int, to visit: Visit) {
        if let index = all.firstIndex(where: { $0.id == visit.id }) {
            all[index].peopleInside += people
        } else {
            insert(visit.with(people: people))
        }
    }

    /// Inserts a visit by the time of its entrance: nearly always at the end.
    private mutating func insert(_ visit: Visit) {
        var index = all.endIndex
        while index > 0, all[index - 1].enteredAt > visit.enteredAt { index -= 1 }
        all.insert(visit, at: index)
    }
}

/// The visit that an entrance began, while some of the party are inside.
package struct Visit: Hashable, Sendable {
    package let id: Sequence
    package let door: String
    package let enteredAt: Timestamp
    package var peopleInside: Int

    package init(id: Sequence, door: String, enteredAt: Timestamp, peopleInside: Int) {
        self.id = id
        self.door = door
        self.enteredAt = enteredAt
        self.peopleInside = peopleInside
    }

    fileprivate func with(people: Int) -> Visit {
        Visit(id: id, door: door, enteredAt: enteredAt, peopleInside: people)
    }
}

/// On the wire the id is a text, and the number of people inside is `people`.
extension Visit: Codable {
    private enum Key: String, CodingKey { case id, door, enteredAt, people }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try container.decode(Sequence.Text.self, forKey: .id).sequence,
            door: try container.decode(String.self, forKey: .door),
            enteredAt: try container.decode(Timestamp.self, forKey: .enteredAt),
            peopleInside: try container.decode(Int.self, forKey: .people))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Sequence.Text(id), forKey: .id)
        try container.encode(door, forKey: .door)
        try container.encode(enteredAt, forKey: .enteredAt)
        try container.encode(peopleInside, forKey: .people)
    }
}
