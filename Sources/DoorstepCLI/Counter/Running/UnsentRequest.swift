import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// Requests that an ended counter could not send. Staff get them as commands, so that no answer is lost silently.
extension CounterRequest {
    /// The command that records the request later, with its answer and its time: `doorstep answer 1042 said --at …`.
    var commandLine: String {
        var parts = ["doorstep"]
        switch call {
        case .answer(let prompt, let body):
            parts += ["answer", prompt.id.description, body.answer.rawValue]
            if let script = body.script { parts += ["--script", script] }
            for (flag, value) in [
                ("--thanks", body.observed?.thanks), ("--goodbye", body.observed?.goodbye),
                ("--invitation", body.observed?.invitation),
            ] where value == true { parts.append(flag) }
            let items = body.observed?.extra.filter(\.value).keys.sorted() ?? []
            if !items.isEmpty { parts += ["--observed", items.joined(separator: ",")] }
            if let outcome = body.outcome { parts += ["--outcome", word(outcome)] }
            if let reason = body.reason { parts += ["--reason", reason.rawValue] }
            parts += time(body.at)
        case .enter(let body): parts += crossing("enter", body)
        case .exit(let body): parts += crossing("exit", body)
        case .void(let fact): parts += ["undo", fact.sequence.description]
        case .tie(let prompt, let visit):
            parts += ["tie", prompt.id.description, visit.id.description]
        case .outcome(let farewell, let body):
            parts += ["outcome", farewell.prompt.description, word(body.outcome)]
        case .recount(let body): parts += ["recount", "\(body.people)"]
        }
        return parts.joined(separator: " ")
    }

    private func word(_ outcome: Outcome) -> String {
        outcome == .cameForGift ? "came-for-gift" : outcome.rawValue
    }

    private func crossing(_ word: String, _ body: CrossingBody) -> [String] {
        var parts = [word]
        if let people = body.people { parts += ["--people", "\(people)"] }
        if let door = body.door { parts += ["--door", "'\(door)'"] }
        return parts + time(body.at)
    }

    private func time(_ at: Timestamp?) -> [String] { at.map { ["--at", $0.description] } ?? [] }
}

extension CommandFailure {
    /// The failure that lists unsent requests after the screen has closed; nil when there are none.
    init?(unsent requests: [CounterRequest]) {
        guard !requests.isEmpty else { return nil }
        self.init(
            english.counted(requests.count, "answer was", "answers were") + " not sent",
            because: "the counter was ended before the daemon came back",
            hint: "to record what was said, type:")
        hints += requests.map(\.commandLine)
    }
}
