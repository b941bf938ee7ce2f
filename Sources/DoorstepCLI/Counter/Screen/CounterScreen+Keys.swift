import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The lines of keys, the menus and the help.
extension CounterScreen {
    /// The actions that fit the screen. The other keys are in the help; when pressed, they tell why they do nothing.
    private var fitting: [CounterAction] {
        var fitting: [CounterAction] = []
        if state.menu != nil {
            fitting.append(.back)
        } else if let choices = state.choices {
            fitting += (choices.usual + choices.rarer).map(\.action).filter { action in
                state.current.map { state.isOffered(action, for: $0) } ?? false
            }
            if state.waiting(at: time).count > 1 { fitting.append(.nextPrompt) }
        }
        if state.menu == nil, state.lastFarewell(at: time) != nil, !fitting.contains(.outcome) {
            fitting.append(.outcome)
        }
        if state.current?.moment != .direction || state.menu != nil { fitting += [.enter, .exit] }
        return fitting + [.undo, .party, .recount, .language]
    }

    /// The lines of keys, as many as fit. Help and quit always fit, at the end of the last line.
    func keyLines(atMost limit: Int) -> [StyledLine] {
        let last = [CounterAction.help, .quit]
        let reserved = last.reduce(0) { $0 + columnsOf($1) + 2 }
        var lines = [StyledLine()]
        for action in fitting {
            let used = lines[lines.count - 1].columns
            let gap = used == 0 ? 0 : 2
            let room = columns - (lines.count == limit ? reserved : 0)
            if used + gap + columnsOf(action) <= room {
                lines[lines.count - 1].add(gap == 0 ? "" : "  ")
                lines[lines.count - 1].add(shown(action))
            } else if lines.count < limit {
                lines.append(shown(action))
            } else {
                break
            }
        }
        if lines[lines.count - 1].columns + reserved > columns, lines.count < limit {
            lines.append(StyledLine())
        }
        for action in last {
            if lines[lines.count - 1].columns > 0 { lines[lines.count - 1].add("  ") }
            lines[lines.count - 1].add(shown(action))
        }
        return lines
    }

    private func shown(_ action: CounterAction) -> StyledLine {
        var line = StyledLine(words[action].key, .key)
        line.add(" " + label(of: action))
        return line
    }

    /// The label of an action, with what it is about where that is not the prompt's own.
    private func label(of action: CounterAction) -> String {
        let label = words[action].label
        switch action {
        case .notAVisitor:
            return state.current.map { "\(label) (\(words[state.reason(for: $0)]))" } ?? label
        case .outcome:
            guard let last = state.lastFarewell(at: time) else { return label }
            return "\(label) (\(clock.hour(last.leftAt)))"
        default: return label
        }
    }

    private func columnsOf(_ action: CounterAction) -> Int {
        width(words[action].key) + 1 + width(label(of: action))
    }

    /// The lines of the open menu, shown in place of the prompt; nil when none is open, and for the help.
    var menu: [StyledLine]? {
        guard let menu = state.menu else { return nil }
        switch menu {
        case .help: return nil
        case .recount(let typed): return recount(typed)
        case .reason:
            return question(words.reasons.question, ExclusionReason.ofPeople.map { words[$0] })
        case .outcome:
            return question(
                words.outcomes.question,
                Outcome.allCases.map { words[$0] } + [words.outcomes.unknown])
        case .lastOutcome(let last):
            return question(
                CounterWords.filled(
                    words.outcomes.lastQuestion, ["time": clock.hour(last.leftAt)]),
                Outcome.allCases.map { words[$0] })
        case .tie(let id, let visits):
            let guessed = state.prompts.first { $0.id == id }?.visit
            return question(words.floor.whoLeft, visits.map { line(of: $0, guessed: guessed) })
        case .checklist(let id, let items):
            let ticked = state.drafts[id]?.items ?? []
            return question(
                words.floor.whatNoted,
                items.map { item in
                    "[\(ticked.contains(item.id) ? "x" : " ")] \(item.texts.text(in: words.language))"
                })
        case .undo(let facts):
            return question(words.messages.undoQuestion, facts.map(line))
        case .door(_, let doors): return question(words.floor.whichDoor, doors)
        case .party:
            return [StyledLine(words.floor.howMany, .strong), indented("1 2 3 4 5 6 7 8 9")]
        }
    }

    private func recount(_ typed: String) -> [StyledLine] {
        let counted = "\(max(0, state.picture?.occupancy ?? 0))"
        return [
            StyledLine(
                CounterWords.filled(words.floor.howManyInside, ["n": counted]), .strong),
            indented(
                CounterWords.filled(
                    words.floor.typed, ["typed": typed.isEmpty ? "_" : typed]), .strong),
        ]
    }

    /// `10:12, front, 2 people (visit guessed)`.
    private func line(of visit: Visit, guessed: Sequence?) -> String {
        let text = [
            clock.hour(visit.enteredAt), visit.door,
            words.count(words.floor.people, visit.peopleInside),
        ].joined(separator: ", ")
        return visit.id == guessed ? "\(text) (\(words.floor.guessed))" : text
    }

    private func question(_ question: String, _ answers: [String]) -> [StyledLine] {
        [StyledLine(question, .strong)]
            + answers.enumerated().map { index, answer in
                var line = StyledLine("  ")
                line.add("\(index + 1)", .key)
                line.add(" " + answer)
                return line
            }
    }

    /// The help without its first `skipped` lines, but never less than fits.
    func help(skipped: Int) -> [StyledLine] {
        let all = CounterAction.allCases.filter {
            ![.help, .back, .cameIn, .wentOut].contains($0)
        }.map { words[$0] }
        var lines: [StyledLine] = []
        for action in all {
            var line = StyledLine(
                String(repeating: " ", count: max(0, 3 - width(action.key))) + action.key, .key)
            line.add(" " + action.label + words.colon + action.meaning)
            lines.append(line)
        }
        let more = [words.help.honest, words.help.window].flatMap { wrapped($0, to: columns - 1) }
        lines += more.map { StyledLine($0) }
        var title = "\(words.help.title) - \(words.help.close)"
        let hidden = max(0, lines.count + 1 - rows)
        if hidden > 0 { title += ", \(words.help.more)" }
        return [StyledLine(title, .strong)] + lines.dropFirst(min(skipped, hidden))
    }
}
