import DoorstepCore

/// A question that the screen asks, answered by a number; Esc leaves it.
enum CounterMenu: Hashable, Sendable {
    case help
    /// Why the prompt's crossing was not a visitor's.
    case reason(prompt: String)
    case outcome(prompt: String)
    case undo([Fact])
    /// Through which door somebody came in, or went out.
    case door(isEntrance: Bool, [String])
    case party

    /// How many answers there are; the first is 1.
    var choices: Int {
        switch self {
        case .help: 0
        case .reason: ExclusionReason.ofPeople.count
        // The last takes the outcome back.
        case .outcome: Outcome.allCases.count + 1
        case .undo(let facts): facts.count
        case .door(_, let doors): doors.count
        case .party: 9
        }
    }
}

/// What staff have noted of a prompt before they answer it.
struct CounterDraft: Hashable, Sendable {
    /// Only what somebody asserted: off is not “no”, it is “not known”.
    var thanks = false
    var invitation = false
    var outcome: Outcome?

    /// Of the script (0) and its alternatives, the one that is shown.
    var wording = 0
}
