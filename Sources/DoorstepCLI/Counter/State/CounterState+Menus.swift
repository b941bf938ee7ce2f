import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The answers to the screen's menus.
extension CounterState {
    /// Answers the open menu. Nil when the key is not the menu's: it then acts as usual, and mostly closes the menu.
    mutating func choose(
        _ key: CounterKey, in menu: CounterMenu, at time: CounterTime
    ) -> [CounterEffect]? {
        if case .recount(let typed) = menu { return type(key, after: typed, at: time) }
        var number: Int?
        switch key {
        case .character(let letter):
            number = letter.wholeNumberValue
            // The undo key pressed twice undoes the first fact of the list.
            if case .undo = menu, String(letter) == words.actions.undo.key { number = 1 }
            if case .help(let skipped) = menu {
                if letter == " " {
                    self.menu = .help(skipped: skipped + 5)
                    return []
                }
                if String(letter) == words.actions.help.key {
                    self.menu = nil
                    return []
                }
            }
        case .enter:
            if case .checklist = menu { self.menu = nil }
            return []
        case .backspace: return []
        default: break
        }
        // The language key keeps the menu open, in the other language.
        if key == .character(Character(words.actions.language.key)) { return nil }
        guard let number else {
            self.menu = nil
            return nil
        }
        guard number > 0, number <= menu.choices else {
            if case .help = menu {
                self.menu = nil
                return nil
            }
            say(.disabled(.notOnTheList), at: time)
            return []
        }
        self.menu = nil
        return chosen(number - 1, in: menu, at: time)
    }

    /// The number of a recount, digit by digit. Nil for a key that is none of the question's.
    private mutating func type(
        _ key: CounterKey, after typed: String, at time: CounterTime
    ) -> [CounterEffect]? {
        switch key {
        case .character(let letter) where letter.isASCII && letter.isNumber:
            let longer = typed == "0" ? String(letter) : typed + String(letter)
            guard let people = Int(longer), Event.recounts.contains(people) else {
                say(.disabled(.notOnTheList), at: time)
                return []
            }
            menu = .recount(typed: longer)
            return []
        case .character(Character(words.actions.language.key)): return nil
        case .backspace:
            menu = .recount(typed: String(typed.dropLast()))
            return []
        case .enter:
            guard let people = Int(typed) else { return [] }
            menu = nil
            guard link.isLive(at: time) else {
                say(.disabled(.recountUnconfirmed), at: time)
                return []
            }
            return enqueue(.recount(RecountBody(people: people)), at: time)
        default:
            menu = nil
            return nil
        }
    }

    private mutating func chosen(
        _ index: Int, in menu: CounterMenu, at time: CounterTime
    ) -> [CounterEffect] {
        switch menu {
        case .help, .recount: return []
        case .reason(let id):
            guard let prompt = prompts.first(where: { $0.id == id }) else { return [] }
            return exclude(prompt, as: ExclusionReason.ofPeople[index], at: time)
        case .outcome(let id):
            let outcomes = Outcome.allCases
            drafts[id, default: CounterDraft()].outcome =
                outcomes.indices.contains(index) ? outcomes[index] : nil
            return []
        case .lastOutcome(let farewell):
            return enqueue(
                .outcome(farewell, OutcomeBody(outcome: Outcome.allCases[index], at: time.wall)),
                at: time)
        case .tie(let id, let visits):
            guard let prompt = prompts.first(where: { $0.id == id }) else { return [] }
            return enqueue(.tie(prompt, visits[index]), at: time)
        case .checklist(let id, let items):
            drafts[id, default: CounterDraft()].items.formSymmetricDifference([items[index].id])
            // The list stays open, for the next tick.
            self.menu = menu
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
