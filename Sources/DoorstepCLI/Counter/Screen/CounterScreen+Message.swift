import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The line of messages.
extension CounterScreen {
    /// The message in one line, which may be empty; in two lines where one is too short.
    var message: [StyledLine] {
        guard !messageText.isEmpty else { return [StyledLine()] }
        return wrapped(messageText, to: columns).prefix(2).map { StyledLine($0, .strong) }
    }

    private var messageText: String {
        if let notice = state.notice {
            return CounterNoticeText(state: state, clock: clock).text(of: notice)
        }
        return state.party > 1 ? words.count(words.floor.nextParty, state.party) : ""
    }
}

/// A notice in the words of the screen's language.
struct CounterNoticeText {
    let state: CounterState
    let clock: WallClock

    private var words: CounterWords { state.words }

    func text(of notice: CounterNotice) -> String {
        let messages = words.messages
        switch notice {
        case .recorded(.undone(let fact)):
            return CounterWords.filled(messages.undone, ["what": what(fact)])
        case .recorded(let action):
            return CounterWords.filled(messages.recorded, ["what": text(of: action)])
        case .sending(let action):
            return CounterWords.filled(messages.sending, ["what": text(of: action)])
        case .kept(let count): return words.count(messages.kept, count)
        case .sent(let count): return words.count(messages.sent, count)
        case .takenBack(let action):
            return CounterWords.filled(messages.takenBack, ["what": text(of: action)])
        case .alreadyAnswered: return messages.alreadyAnswered
        case .alreadyUndone: return messages.alreadyUndone
        case .promptLapsed: return messages.promptLapsed
        case .promptWithdrawn: return messages.promptWithdrawn
        case .ledgerRestored: return messages.ledgerRestored
        case .refused(let why): return CounterWords.filled(messages.refused, ["why": why])
        case .cannotRecord(let why):
            return CounterWords.filled(words.connection.cannotRecord, ["why": why])
        case .justChanged: return messages.justChanged
        case .regained: return words.connection.regained
        case .quitWhileWaiting(let count): return words.count(messages.quitWhileWaiting, count)
        case .nothingToUndo: return messages.nothingToUndo
        case .party(let count): return words.count(words.floor.nextParty, count)
        case .disabled(let reason): return text(of: reason)
        }
    }

    private func what(_ fact: RecentFactBody) -> String {
        fact.words[words.language] ?? fact.kind.rawValue
    }

    private func text(of action: StaffAction) -> String {
        switch action {
        case .answered(let moment, let answer):
            switch answer {
            case .ownWords: words.actions.ownWords.label
            case .missed: words.actions.missed.label
            default:
                switch moment {
                case .greeting: words.facts.greeted
                case .farewell: words.facts.farewell
                case .lookIn, .direction: words.facts.lookedAfter
                }
            }
        case .notAVisitor(let reason): "\(words.facts.exclusion) (\(words[reason]))"
        case .cameBack: words.facts.reentry
        case .entered(let count):
            "\(words.facts.entrance), \(words.count(words.floor.people, count))"
        case .left(let count): "\(words.facts.exit), \(words.count(words.floor.people, count))"
        case .tied: words.facts.tie
        case .noted(let outcome): words.facts.outcome + words.colon + words[outcome]
        case .counted(let people): words.count(words.facts.occupancy, people)
        case .undone(let fact): "\(words.facts.undone), \(what(fact))"
        }
    }

    private func text(of reason: CounterNotice.Reason) -> String {
        let disabled = words.disabled
        func naming(_ text: String, _ moment: Moment) -> String {
            CounterWords.filled(text, ["key": state.mainKey(of: moment)])
        }
        switch reason {
        case .noPrompt: return disabled.noPrompt
        case .notAGreeting(let moment): return naming(disabled.notAGreeting, moment)
        case .notAFarewell(let moment): return naming(disabled.notAFarewell, moment)
        case .notALookIn(let moment): return naming(disabled.notALookIn, moment)
        case .whichWayFirst: return disabled.whichWayFirst
        case .noOtherScript: return disabled.noOtherScript
        case .noOtherPrompt: return disabled.noOtherPrompt
        case .lookInIsOfAVisitor: return disabled.lookInIsOfAVisitor
        case .nobodyToTie: return disabled.nobodyToTie
        case .noChecklist: return disabled.noChecklist
        case .recountUnconfirmed: return disabled.recountUnconfirmed
        case .undoOffline: return disabled.undoOffline
        case .unknownKey(let key): return CounterWords.filled(disabled.unknownKey, ["key": key])
        case .notOnTheList: return disabled.notOnTheList
        }
    }
}
