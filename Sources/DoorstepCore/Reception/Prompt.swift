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

    /// The answers that fit its moment, the usual one first. A screen takes them from the daemon.
    package let answers: [Command.Reply]

    /// Without `answers` it has those of its moment.
    package init(
        id: Sequence, moment: Moment, door: String, people: Int, openedAt: Timestamp,
        window: Window, state: State = .open, script: Wording? = nil, alternatives: [Wording] = [],
        visit: Sequence?, isCertain: Bool, answers: [Command.Reply]? = nil
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
        self.answers = answers ?? moment.replies
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

/// On the wire the window's times stand beside the others, and ids are texts, since that of a prompt stands in paths.
extension Prompt: Codable {
    private enum Key: String, CodingKey {
        case id, moment, door, people, openedAt, dueFrom, dueBy, lapsesAt, state, script
        case alternatives, visit, certain, answers
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func time(_ key: Key) throws -> Timestamp {
            try container.decode(Timestamp.self, forKey: key)
        }
        self.init(
            id: try container.decode(Sequence.Text.self, forKey: .id).sequence,
            moment: try container.decode(Moment.self, forKey: .moment),
            door: try container.decode(String.self, forKey: .door),
            people: try container.decode(Int.self, forKey: .people), openedAt: try time(.openedAt),
            window: Window(
                dueFrom: try time(.dueFrom), dueBy: try time(.dueBy),
                lapsesAt: try time(.lapsesAt)),
            state: try container.decode(State.self, forKey: .state),
            script: try container.decodeIfPresent(Wording.self, forKey: .script),
            alternatives: try container.decode([Wording].self, forKey: .alternatives),
            visit: try container.decodeIfPresent(Sequence.Text.self, forKey: .visit)?.sequence,
            isCertain: try container.decode(Bool.self, forKey: .certain),
            answers: try container.decode([Command.Reply].self, forKey: .answers))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Sequence.Text(id), forKey: .id)
        try container.encode(moment, forKey: .moment)
        try container.encode(door, forKey: .door)
        try container.encode(people, forKey: .people)
        try container.encode(openedAt, forKey: .openedAt)
        try container.encode(window.dueFrom, forKey: .dueFrom)
        try container.encode(window.dueBy, forKey: .dueBy)
        try container.encode(window.lapsesAt, forKey: .lapsesAt)
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(script, forKey: .script)
        try container.encode(alternatives, forKey: .alternatives)
        try container.encodeIfPresent(visit.map(Sequence.Text.init), forKey: .visit)
        try container.encode(isCertain, forKey: .certain)
        try container.encode(answers, forKey: .answers)
    }
}
