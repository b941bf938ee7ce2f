import DoorstepCore

// Each body says what it asks of the ledger. `by` is the user at the other end of the socket.

extension CrossingBody {
    package func entrance(by user: String? = nil) -> Command {
        Command(.enter(door: door, people: people ?? 1), at: at, source: source, by: user)
    }

    package func exit(by user: String? = nil) -> Command {
        Command(.exit(door: door, people: people ?? 1), at: at, source: source, by: user)
    }
}

extension OpeningBody {
    package func command(by user: String? = nil) -> Command {
        Command(.open(door: door), at: at, source: source, by: user)
    }
}

extension DismissalBody {
    package func command(by user: String? = nil) -> Command {
        Command(.dismiss(door: door, from: from, to: to), by: user)
    }
}

extension VoidBody {
    package func command(for fact: Sequence, by user: String? = nil) -> Command {
        Command(.void(fact, reason: reason), by: user)
    }
}

extension AnswerBody {
    package func command(for prompt: Sequence, by user: String? = nil) -> Command {
        let details = Command.AnswerDetails(
            script: script.map { ScriptID(rawValue: $0) }, observed: observed ?? Observed(),
            outcome: outcome, reason: reason, exit: exit)
        return Command(.answer(prompt: prompt, answer, details), at: at, by: user)
    }
}

extension OutcomeBody {
    package func command(for prompt: Sequence, by user: String? = nil) -> Command {
        Command(.outcome(prompt: prompt, outcome), at: at, by: user)
    }
}

extension TieBody {
    package func command(for prompt: Sequence, by user: String? = nil) -> Command {
        Command(.tie(exit: prompt, visit: visit), by: user)
    }
}

extension RecountBody {
    package func command(by user: String? = nil) -> Command {
        Command(.recount(people: people, reason: reason), by: user)
    }
}

extension FeedbackBody {
    package func command(by user: String? = nil) -> Command {
        Command(
            .feedback(face: face, device: device), at: at, source: device.map { "feedback:\($0)" },
            by: user)
    }
}

extension ReviewBody {
    package func command(for feedback: Sequence, by user: String? = nil) -> Command {
        Command(.review(feedback: feedback, counts: counts), by: user)
    }
}
