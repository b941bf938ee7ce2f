import DoorstepAPI
import DoorstepCore

/// A question that the screen asks, answered by a number; Esc leaves it.
enum CounterMenu: Hashable, Sendable {
    /// `skipped` lines of it have been scrolled away.
    case help(skipped: Int)
    /// The reason why the prompt's crossing was not a visitor's.
    case reason(prompt: Sequence)
    case outcome(prompt: Sequence)
    /// The outcome of the visit whose farewell was answered last.
    case lastOutcome(LastFarewellBody)
    /// Which of the visits the exit has ended.
    case tie(prompt: Sequence, [Visit])
    /// The shop's own items, to be ticked until the answer is given.
    case checklist(prompt: Sequence, [ChecklistBody.Item])
    /// The number of people inside, as far as it is typed.
    case recount(typed: String)
    case undo([RecentFactBody])
    /// The door of an entrance or an exit.
    case door(isEntrance: Bool, [String])
    case party

    /// The number of answers; the first is 1.
    var choices: Int {
        switch self {
        case .help, .recount: 0
        case .reason: ExclusionReason.ofPeople.count
        // The last answer clears the outcome.
        case .outcome: Outcome.allCases.count + 1
        case .lastOutcome: Outcome.allCases.count
        case .tie(_, let visits): visits.count
        case .checklist(_, let items): items.count
        case .undo(let facts): facts.count
        case .door(_, let doors): doors.count
        case .party: 9
        }
    }
}

/// The notes of staff about a prompt before they answer it.
struct CounterDraft: Hashable, Sendable {
    /// `thanks` and `invitation` are true only when staff asserted them; false means “not known”, not “no”.
    var thanks = false
    var invitation = false
    var outcome: Outcome?

    /// The shop's own checklist items that were ticked.
    var items: Set<String> = []

    /// Index of the wording shown: 0 is the script, the others are its alternatives.
    var wording = 0
}
