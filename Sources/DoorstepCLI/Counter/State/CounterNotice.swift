import DoorstepAPI
import DoorstepCore

/// A message about the last key or change, as data. It is put into words when it is shown, so that it follows the
/// language key.
enum CounterNotice: Hashable, Sendable {
    case recorded(StaffAction)
    case sending(StaffAction)
    case kept(Int)
    case sent(Int)
    case takenBack(StaffAction)
    case alreadyAnswered, alreadyUndone, promptLapsed, promptWithdrawn, ledgerRestored
    case refused(String)
    case cannotRecord(String)
    case justChanged
    case regained
    case quitWhileWaiting(Int)
    case nothingToUndo
    case party(Int)
    case disabled(Reason)

    enum Reason: Hashable, Sendable {
        case noPrompt, notAGreeting(Moment), notAFarewell(Moment), notALookIn(Moment)
        case whichWayFirst, noOtherScript, noOtherPrompt, lookInIsOfAVisitor, undoOffline
        case recountUnconfirmed
        case nobodyToTie, noChecklist
        case unknownKey(String), notOnTheList
    }
}

/// An action of the staff, for the message line.
enum StaffAction: Hashable, Sendable {
    case answered(Moment, Command.Reply)
    case notAVisitor(ExclusionReason)
    case cameBack
    case entered(Int)
    case left(Int)
    case undone(RecentFactBody)
    case tied
    case noted(Outcome)
    case counted(Int)

    init(_ call: CounterRequest.Call) {
        switch call {
        case .answer(let prompt, let body):
            if let reason = body.reason {
                self = .notAVisitor(reason)
            } else if body.answer == .reentry {
                self = .cameBack
            } else if body.answer == .entrance {
                self = .entered(prompt.people)
            } else if body.answer == .exit {
                self = .left(prompt.people)
            } else {
                self = .answered(prompt.moment, body.answer)
            }
        case .enter(let body): self = .entered(body.people ?? 1)
        case .exit(let body): self = .left(body.people ?? 1)
        case .void(let fact): self = .undone(fact)
        case .tie: self = .tied
        case .outcome(_, let body): self = .noted(body.outcome)
        case .recount(let body): self = .counted(body.people)
        }
    }
}
