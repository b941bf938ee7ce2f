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
