import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The answers to the screen's menus.
extension CounterState {
    /// Answers the open menu. Nil when the key is not the menu's: it then acts as usual, and mostly closes the menu.
    mutating func choose(
        _ key: CounterKey, in menu: CounterMenu, at time: CounterTime
    ) -> [CounterEffect]? {
        var number: Int?
        switch key {
        case .character(let letter):
            number = letter.wholeNumberValue
            // The undo key pressed twice undoes the first fact of the list.
            if case .undo = menu, String(letter) == words.actions.undo.key { number = 1 }
            if case .help = menu, String(letter) == words.actions.help.key {
                self.menu = nil
                return []
            }
        case .enter: return []
        default: break
        }
        // The language key keeps the menu open, in the other language.
        if key == .character(Character(words.actions.language.key)) { return nil }
        guard let number else {
            self.menu = nil
            return nil
        }
        guard number > 0, number <= menu.choices else {
            if menu == .help {
                self.menu = nil
                return nil
            }
            say(.disabled(.notOnTheList), at: time)
            return []
        }
        self.menu = nil
        return chosen(number - 1, in: menu, at: time)
    }

    private mutating func chosen(
        _ index: Int, in menu: CounterMenu, at time: CounterTime
    ) -> [CounterEffect] {
        switch menu {
        case .help: return []
        case .reason(let id):
            guard let prompt = prompts.first(where: { $0.id == id }) else { return [] }
            return reply(
                AnswerBody(answer: .notAVisitor), reason: ExclusionReason.ofPeople[index],
                to: prompt, at: time)
        case .outcome(let id):
            let outcomes = Outcome.allCases
            drafts[id, default: CounterDraft()].outcome =
                outcomes.indices.contains(index) ? outcomes[index] : nil
            return []
        case .undo(let facts): return enqueue(.void(facts[index]), at: time)
        case .door(let isEntrance, let doors):
            return cross(isEntrance: isEntrance, door: doors[index], at: time)
        case .party:
            party = index + 1
            say(.party(party), at: time)
            return []
        }
    }
}
