/// How far a visitor lets the shop go. It is earned step by step, and a stranger has granted nothing.
package enum PermissionLevel: String, Hashable, Comparable, Sendable, CaseIterable {
    case stranger, noticed, acquainted, regular, member, trusted

    /// The most that may be asked of somebody at this level.
    package var mostAsked: Ask {
        switch self {
        case .stranger, .noticed: .need
        case .acquainted, .regular: .preference
        case .member, .trusted: .contact
        }
    }

    /// The first level at which `ask` is allowed.
    package static func least(for ask: Ask) -> PermissionLevel {
        allCases.first { $0.mostAsked >= ask } ?? .trusted
    }

    /// The number of the level, from 0 for the stranger.
    package var rank: Int {
        switch self {
        case .stranger: 0
        case .noticed: 1
        case .acquainted: 2
        case .regular: 3
        case .member: 4
        case .trusted: 5
        }
    }

    package static func < (a: PermissionLevel, b: PermissionLevel) -> Bool { a.rank < b.rank }
}

/// The question that a script puts to the visitor, from the least to the most.
package enum Ask: String, Hashable, Comparable, Sendable, CaseIterable {
    case nothing
    /// The thing that visitors are looking for today.
    case need
    /// The taste of a visitor.
    case preference
    /// A name, an address, a number: data about a person.
    case contact

    package var rank: Int {
        switch self {
        case .nothing: 0
        case .need: 1
        case .preference: 2
        case .contact: 3
        }
    }

    package static func < (a: Ask, b: Ask) -> Bool { a.rank < b.rank }
}

/// The gift that a script gives the visitor. Sending somebody to another shop is one.
package enum Gift: String, Hashable, Sendable, CaseIterable {
    case nothing, time, advice, information, comfort, referral, sample
}
