import DoorstepCore

extension CounterWords {
    /// The words of a language of which there are words; others get English.
    package static func of(_ language: String) -> CounterWords {
        all.first { $0.language == language.prefix(2).lowercased() } ?? english
    }

    /// In the order in which the language key goes through them.
    package static let all = [french, english]

    package subscript(moment: Moment) -> MomentWords {
        switch moment {
        case .greeting: moments.greeting
        case .farewell: moments.farewell
        case .lookIn: moments.lookIn
        case .direction: moments.direction
        }
    }

    package subscript(action: CounterAction) -> Action {
        switch action {
        case .greeted: actions.greeted
        case .farewell: actions.farewell
        case .complete: actions.complete
        case .lookedAfter: actions.lookedAfter
        case .ownWords: actions.ownWords
        case .missed: actions.missed
        case .notAVisitor: actions.notAVisitor
        case .otherReason: actions.otherReason
        case .cameBack: actions.cameBack
        case .thanks: actions.thanks
        case .invitation: actions.invitation
        case .outcome: actions.outcome
        case .checklist: actions.checklist
        case .tie: actions.tie
        case .recount: actions.recount
        case .enter: actions.enter
        case .exit: actions.exit
        case .party: actions.party
        case .undo: actions.undo
        case .nextScript: actions.nextScript
        case .nextPrompt: actions.nextPrompt
        case .language: actions.language
        case .help: actions.help
        case .quit: actions.quit
        case .back: actions.back
        case .cameIn: actions.cameIn
        case .wentOut: actions.wentOut
        }
    }

    package subscript(outcome: Outcome) -> String {
        switch outcome {
        case .browsed: outcomes.browsed
        case .asked: outcomes.asked
        case .accompanied: outcomes.accompanied
        case .cameForGift: outcomes.cameForGift
        case .bought: outcomes.bought
        }
    }

    package subscript(reason: ExclusionReason) -> String {
        switch reason {
        case .staff: reasons.staff
        case .delivery: reasons.delivery
        case .test: reasons.test
        case .fault: reasons.fault
        }
    }

    /// A fact that a person may undo, without its time: `came in, front, 2 people`.
    package func text(of event: Event) -> String {
        switch event {
        case .entrance(let crossing): text(facts.entrance, crossing)
        case .exit(let crossing, _): text(facts.exit, crossing)
        case .opening(let door, _): "\(facts.opening), \(door)"
        case .greeting(let answer): text(facts.greeted, answer)
        case .farewell(let answer): text(facts.farewell, answer)
        case .lookIn(let answer): text(facts.lookedAfter, answer)
        case .exclusion(_, let reason): facts.exclusion + colon + self[reason]
        case .dismissal(let dismissal): "\(facts.dismissal), \(dismissal.door)"
        case .reentry: facts.reentry
        case .tie: facts.tie
        case .outcome(_, let outcome): facts.outcome + colon + self[outcome]
        case .occupancy(let people, _): count(facts.occupancy, people)
        case .review: facts.review
        default: event.kind.rawValue
        }
    }

    private func text(_ word: String, _ crossing: Crossing) -> String {
        "\(word), \(crossing.door), \(count(floor.people, crossing.people))"
    }

    private func text(_ word: String, _ answer: Answer) -> String {
        switch answer.reply {
        case .said: word
        case .ownWords: "\(word) (\(facts.ownWords))"
        case .missed: facts.missed
        }
    }

    /// `{n}` put in, in the singular or the plural.
    package func count(_ words: Counted, _ number: Int) -> String {
        let isOne = abs(number) == 1 || (number == 0 && zeroIsSingular)
        return Self.filled(isOne ? words.one : words.many, ["n": "\(number)"])
    }

    /// `18 s`, `3 min`: rounded up to the second, and down to the minute from two minutes on.
    package func span(_ duration: Duration) -> String {
        let seconds = max(0, (duration.milliseconds + 999) / 1000)
        return seconds < 120
            ? Self.filled(timing.seconds, ["n": "\(seconds)"])
            : Self.filled(timing.minutes, ["n": "\(seconds / 60)"])
    }

    /// The text with its places filled; a place without a value stays as it is.
    package static func filled(_ text: String, _ places: [String: String]) -> String {
        Template(stringLiteral: text).filled { places[$0] ?? "{\($0)}" } ?? text
    }
}

/// An action of the staff at a counter. Its words and its key are the member of this name in `CounterWords.Actions`.
package enum CounterAction: String, Hashable, Sendable, Codable, CaseIterable {
    case greeted, farewell, complete, lookedAfter, ownWords, missed, notAVisitor, otherReason
    case cameBack, thanks, invitation, outcome, checklist, tie, recount, enter, exit, party, undo
    case nextScript, nextPrompt
    case language, help, quit, back, cameIn, wentOut
}
