/// A greeting, a farewell or a look-in due, as the staff see it. Its id is the sequence of the crossing that opened it.
package struct Prompt: Hashable, Sendable {
    package let id: Sequence
    package let moment: Moment
    package let door: String
    package let people: Int
    package let openedAt: Timestamp
    package let window: Window
    package var state: State

    /// The words to say.
    package let script: Wording?

    /// Other words that fit, and last the staff's own; none once the prompt has ended.
    package var alternatives: [Wording]

    /// The entrance that began the visit this belongs to; nil when that is not known.
    package let visit: Sequence?

    /// False when `visit` is a guess.
    package let isCertain: Bool

    package init(
        id: Sequence, moment: Moment, door: String, people: Int, openedAt: Timestamp,
        window: Window, state: State = .open, script: Wording? = nil, alternatives: [Wording] = [],
        visit: Sequence?, isCertain: Bool
    ) {
        self.id = id
        self.moment = moment
        self.door = door
        self.people = people
        self.openedAt = openedAt
        self.window = window
        self.state = state
        self.script = script
        self.alternatives = alternatives
        self.visit = visit
        self.isCertain = isCertain
    }

    /// The same with these words.
    func saying(_ script: Wording?, or alternatives: [Wording]) -> Prompt {
        Prompt(
            id: id, moment: moment, door: door, people: people, openedAt: openedAt, window: window,
            state: state, script: script, alternatives: alternatives, visit: visit,
            isCertain: isCertain)
    }

    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case open, answered, lapsed, withdrawn
    }
}

extension [Prompt] {
    /// The prompts in the order in which to deal with them: those in their windows by the end of the window, then those
    /// that are not due yet by its beginning, then the late ones, for a word that comes late is worth less than the next
    /// one in time.
    package func inOrder(at now: Timestamp) -> [Prompt] {
        func rank(_ prompt: Prompt) -> (Int, Timestamp, Sequence) {
            switch prompt.window.timing(of: now) {
            case .inWindow: (0, prompt.window.dueBy, prompt.id)
            case .early: (1, prompt.window.dueFrom, prompt.id)
            case .late: (2, prompt.window.dueBy, prompt.id)
            }
        }
        return sorted { rank($0) < rank($1) }
    }

    /// The next moment at which `inOrder` may give another order; nil when only a fact can change it.
    package func nextTurn(after now: Timestamp) -> Timestamp? {
        // Both ends of a window belong to it.
        flatMap { [$0.window.dueFrom, $0.window.dueBy + .milliseconds(1)] }.filter { $0 > now }
            .min()
    }
}
