import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The prompt shown, and the queue behind it.
extension CounterScreen {
    func whole(_ prompt: Prompt) -> [StyledLine] {
        let title = words[prompt.moment].title
        let large = BlockLetters.lines(title, within: columns - 4)
        // The title lacks the bar's colour: drawing it at each change of timing costs a slow line too much.
        var lines = (large ?? [spaced(title)]).map { indented($0, isLive ? .strong : .faint) }
        lines += [StyledLine(), standing(prompt), StyledLine()]
        lines += script(prompt, lines: 3)
        lines.append(StyledLine())
        lines.append(partyLine(prompt))
        if let proposal = proposal(prompt) { lines.append(proposal) }
        if let noted = noted(prompt) { lines.append(noted) }
        return lines
    }

    /// The prompt in `room` lines. The script stands above the bar, because the last lines are cut where room is short.
    func small(_ prompt: Prompt, room: Int) -> [StyledLine] {
        var title = StyledLine(spaced(words[prompt.moment].title), style(of: prompt))
        title.add("  \(words.count(words.floor.people, prompt.people))")
        var lines = [title] + script(prompt, lines: max(1, room - 3)) + [standing(prompt)]
        if let proposal = proposal(prompt) { lines.append(proposal) }
        if let noted = noted(prompt) { lines.append(noted) }
        return lines
    }

    /// `G R E E T I N G`.
    private func spaced(_ word: String) -> String {
        word.uppercased().map(String.init).joined(separator: " ")
    }

    func style(of prompt: Prompt) -> TextStyle {
        guard isLive else { return .faint }
        switch PromptStanding(prompt, at: time.wall).timing {
        case .early: return .early
        case .inWindow: return .inWindow
        case .late: return .late
        }
    }

    func scriptText(_ prompt: Prompt) -> String {
        let wordings = state.wordings(of: prompt)
        let index = state.draft.wording
        guard wordings.indices.contains(index) else {
            return prompt.moment == .direction
                ? words[prompt.moment].task : words.floor.sayYourself
        }
        return wordings[index].text
    }

    /// The script in at most `lines` lines. It is never faint, so that it stays readable when the connection is lost.
    private func script(_ prompt: Prompt, lines: Int) -> [StyledLine] {
        wrapped(breakable(scriptText(prompt)), to: max(10, columns - 6)).prefix(lines)
            .map { StyledLine("    " + $0, .strong) }
    }

    /// The text with spaces where a line is full of wide characters, so that languages without spaces are wrapped too.
    private func breakable(_ text: String) -> String {
        var result = ""
        var run = 0
        for character in text {
            let columnsTaken = width(String(character))
            run = character == " " ? 0 : run + columnsTaken
            if columnsTaken == 2, run > columns - 8 {
                result += " "
                run = columnsTaken
            }
            result.append(character)
        }
        return result
    }

    /// `[######..............] now: 18 s left`.
    private func standing(_ prompt: Prompt) -> StyledLine {
        guard isLive else {
            let known = state.knownAt.map { clock.time($0) } ?? ""
            return indented(
                CounterWords.filled(words.timing.wasOpen, ["time": known]), .strong)
        }
        let standing = PromptStanding(prompt, at: time.wall)
        let cells = columns >= 60 ? 20 : 10
        let gone = Int((standing.share * Double(cells)).rounded(.down))
        let bar =
            "[" + String(repeating: "#", count: gone)
            + String(repeating: ".", count: cells - gone) + "]"
        let span = words.span(standing.span)
        guard columns >= 60 else {
            return indented("\(bar) \(shortStanding(prompt)) \(span)", style(of: prompt))
        }
        let text =
            switch standing.timing {
            case .early: CounterWords.filled(words.timing.early, ["left": span])
            case .inWindow: CounterWords.filled(words.timing.due, ["left": span])
            case .late where standing.span == .zero: words.timing.lateShort
            case .late: CounterWords.filled(words.timing.late, ["past": span])
            }
        return indented("\(bar) \(text)", style(of: prompt))
    }

    func shortStanding(_ prompt: Prompt) -> String {
        switch PromptStanding(prompt, at: time.wall).timing {
        case .early: words.timing.earlyShort
        case .inWindow: words.timing.dueShort
        case .late: words.timing.lateShort
        }
    }

    /// `2 people - front, 11:15:02 - wording 1 of 4`.
    private func partyLine(_ prompt: Prompt) -> StyledLine {
        var parts = [
            words.count(words.floor.people, prompt.people),
            CounterWords.filled(
                words.floor.at, ["door": prompt.door, "time": clock.time(prompt.openedAt)]),
        ]
        if prompt.moment == .farewell, !prompt.isCertain { parts.append(words.floor.guessed) }
        let count = state.wordings(of: prompt).count
        if count > 1 {
            parts.append(
                CounterWords.filled(
                    words.floor.wording, ["n": "\(state.draft.wording + 1)", "of": "\(count)"]))
        }
        return indented(parts.joined(separator: " - "))
    }

    /// The party that was excluded coming in and may be leaving.
    private func proposal(_ prompt: Prompt) -> StyledLine? {
        guard let party = state.leaving(prompt)?.excluded else { return nil }
        return indented(
            CounterWords.filled(
                words.floor.excludedInside,
                [
                    "time": clock.hour(party.enteredAt), "who": words[party.reason],
                    "key": words.actions.notAVisitor.key,
                ]), .strong)
    }

    /// `[x] thanks   [ ] see you soon   the visit: looked around`.
    func noted(_ prompt: Prompt) -> StyledLine? {
        let draft = state.draft
        var parts: [String] = []
        if prompt.moment == .farewell {
            parts.append("[\(draft.thanks ? "x" : " ")] \(words.actions.thanks.label)")
            parts.append("[\(draft.invitation ? "x" : " ")] \(words.actions.invitation.label)")
        }
        if let outcome = draft.outcome {
            parts.append(words.actions.outcome.label + words.colon + words[outcome])
        }
        for item in state.items(of: prompt.moment) where draft.items.contains(item.id) {
            parts.append("[x] \(item.texts.text(in: words.language))")
        }
        return parts.isEmpty ? nil : indented(parts.joined(separator: "   "), .strong)
    }

    /// The prompts behind the one shown, each with the number that picks it.
    func behind(atMost limit: Int) -> [StyledLine] {
        let behind = state.waiting(at: time).filter { $0.id != state.shown }
        guard !behind.isEmpty else { return [] }
        let entries = behind.prefix(9).enumerated().map { index, prompt in
            var entry = "\(index + 1) \(words[prompt.moment].name)"
            if prompt.people > 1 { entry += ", \(words.count(words.floor.people, prompt.people))" }
            // Most prompts are due now, so only another timing is written.
            let isDue = PromptStanding(prompt, at: time.wall).timing == .inWindow
            if isLive, !isDue { entry += " (\(shortStanding(prompt)))" }
            return entry
        }
        let start =
            columns < 60
            ? "  +\(behind.count)  "
            : "  " + words.count(words.floor.waiting, behind.count) + words.colon
        return broken(entries, after: start, by: "  ", atMost: limit)
            .map { StyledLine($0, isLive ? .plain : .faint) }
    }
}
