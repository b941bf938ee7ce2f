/// The last facts that a person may have recorded by mistake, newest first: a counter lists them, and offers to undo
/// those that stand.
package struct RecentFacts: Hashable, Sendable {
    /// One of the facts. `isUndone` says that a void of it is in the ledger.
    package struct Item: Hashable, Sendable {
        package let fact: Fact
        package let isUndone: Bool
    }

    /// At most `most` that stand, and among them `mostUndone` that do not.
    package private(set) var items: [Item] = []

    /// Whether a fact of the list may have been undone, so that the list must be read from the ledger again.
    package private(set) var isStale = false

    /// More than a counter shows or offers.
    package static let most = 12
    package static let mostUndone = 6

    package init() {}

    /// Whether nothing older has a place in the list.
    package var isFull: Bool { items.count { !$0.isUndone } == Self.most }

    /// Adds a fact that is older than all others of the list.
    package mutating func append(_ fact: Fact, isUndone: Bool) {
        guard fact.event.canBeUndone, !isFull,
            !isUndone || items.count(where: \.isUndone) < Self.mostUndone
        else { return }
        items.append(Item(fact: fact, isUndone: isUndone))
    }

    /// Takes in the next fact of the ledger.
    package mutating func note(_ fact: Fact) {
        if case .void = fact.event { isStale = true }
        guard fact.event.canBeUndone else { return }
        items.insert(Item(fact: fact, isUndone: false), at: 0)
        while items.count(where: { !$0.isUndone }) > Self.most { items.removeLast() }
    }
}

extension Event.Kind {
    /// Whether a void may undo a fact of this kind.
    package var canBeVoided: Bool {
        switch self {
        case .entrance, .exit, .opening, .greeting, .farewell, .lookIn, .outcome, .exclusion,
            .dismissal, .reentry, .tie, .occupancy, .feedback, .review:
            true
        default: false
        }
    }

    /// Whether a person may have recorded the fact by mistake. A press of a face is a visitor's: staff review it.
    package var canBeUndone: Bool { canBeVoided && self != .feedback }
}

extension Event {
    /// The same, and false for the crossings of an imported history.
    package var canBeUndone: Bool {
        switch self {
        case .entrance(let crossing), .exit(let crossing, _): !crossing.isImported
        default: kind.canBeUndone
        }
    }
}
