import DoorstepCore
import DoorstepWords

/// The actions of the staff that fit a prompt, the same on the terminal and on the page, which gets them as JSON.
package struct CounterChoices: Hashable, Sendable, Codable {
    /// The moment of the prompts that these answer.
    package let moment: Moment

    /// The answers in the order of the buttons, the usual one first.
    package let usual: [Choice]

    /// The actions that are needed now and then.
    package let rarer: [Choice]

    /// One key or button.
    package struct Choice: Hashable, Sendable, Codable {
        package let action: CounterAction

        /// The answer that it sends, to which the notes of the staff are added; nil for one that only notes something.
        package let answer: AnswerBody?

        init(_ action: CounterAction, _ answer: AnswerBody? = nil) {
            self.action = action
            self.answer = answer
        }

        fileprivate static let ownWords = Choice(.ownWords, AnswerBody(answer: .ownWords))
        fileprivate static let missed = Choice(.missed, AnswerBody(answer: .missed))
        fileprivate static let notAVisitor = Choice(.notAVisitor, AnswerBody(answer: .notAVisitor))
        fileprivate static let otherReason = Choice(.otherReason)
        fileprivate static let outcome = Choice(.outcome)
        fileprivate static let checklist = Choice(.checklist)
        fileprivate static let nextScript = Choice(.nextScript)
    }

    package subscript(action: CounterAction) -> Choice? {
        (usual + rarer).first { $0.action == action }
    }

    package init(_ moment: Moment) {
        self.moment = moment
        let goodbye = Observed(goodbye: true)
        switch moment {
        case .greeting:
            usual = [
                Choice(.greeted, AnswerBody(answer: .said)), .ownWords,
                Choice(.cameBack, AnswerBody(answer: .reentry)),
            ]
            rarer = [.missed, .notAVisitor, .otherReason, .outcome, .checklist, .nextScript]
        case .farewell:
            let all = Observed(thanks: true, goodbye: true, invitation: true)
            usual = [
                Choice(.complete, AnswerBody(answer: .said, observed: all)),
                Choice(.farewell, AnswerBody(answer: .said, observed: goodbye)),
                Choice(.thanks), Choice(.invitation),
            ]
            rarer = [
                Choice(.ownWords, AnswerBody(answer: .ownWords, observed: goodbye)), .outcome,
                Choice(.tie), .missed, .notAVisitor, .otherReason, .checklist, .nextScript,
            ]
        case .lookIn:
            usual = [Choice(.lookedAfter, AnswerBody(answer: .said)), .ownWords]
            rarer = [.outcome, .missed, .checklist, .nextScript]
        case .direction:
            usual = [
                Choice(.cameIn, AnswerBody(answer: .entrance)),
                Choice(.wentOut, AnswerBody(answer: .exit)),
            ]
            rarer = [.notAVisitor, .otherReason]
        }
    }
}
