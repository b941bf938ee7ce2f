import DoorstepAPI
import DoorstepCore

/// One prompt in the words of the counter.
struct PromptLine {
    let prompt: Prompt
    let clock: WallClock

    init(_ prompt: Prompt, clock: WallClock) {
        self.prompt = prompt
        self.clock = clock
    }

    /// The script and its window: `→ Bonjour, bienvenue !   (greeting due 11:15:05–11:15:32)`.
    var invitation: String {
        guard prompt.state == .open else {
            return "recorded too late for a \(prompt.moment.name), so there is no prompt"
        }
        return "\(words)   (\(prompt.moment.name) due \(due))"
    }

    /// The script; for an opening, the question and the command that answers it.
    var words: String {
        if prompt.moment == .direction {
            return "→ which way?  doorstep answer \(prompt.id) entrance|exit|not-a-visitor"
        }
        return "→ " + (prompt.script?.text ?? "in your own words: no script fits")
    }

    private var due: String {
        let until = clock.time(prompt.window.dueBy)
        return prompt.window.dueFrom <= prompt.openedAt
            ? "until \(until)" : "\(clock.time(prompt.window.dueFrom))–\(until)"
    }

    /// The standing of `now` in the window: `due until 11:15:32`.
    func standing(at now: Timestamp) -> String {
        switch prompt.window.timing(of: now) {
        case .early: "from \(clock.time(prompt.window.dueFrom))"
        case .inWindow: "due until \(clock.time(prompt.window.dueBy))"
        case .late: "late since \(clock.time(prompt.window.dueBy))"
        }
    }
}
