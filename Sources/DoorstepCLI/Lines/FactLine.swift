import DoorstepAPI
import DoorstepCore

/// One fact in the words of the counter: `#1042  entrance  front  2 people  11:15:02`.
struct FactLine {
    let fact: Fact
    let clock: WallClock

    init(_ fact: Fact, clock: WallClock) {
        self.fact = fact
        self.clock = clock
    }

    var text: String {
        (["#\(fact.sequence)", fact.kind.rawValue] + details
            + [clock.marked(clock.timeOrDate(fact.at))])
            .joined(separator: "  ")
    }

    /// The line with the time first, for a list that grows downwards.
    var logged: String {
        ([clock.time(fact.at), "#\(fact.sequence)", fact.kind.rawValue] + details)
            .joined(separator: "  ")
    }

    /// The fact without its number: `entrance, front, 2 people, 11:15:02`.
    var named: String {
        ([fact.kind.rawValue] + details + [clock.marked(clock.timeOrDate(fact.at))])
            .joined(separator: ", ")
    }

    var details: [String] {
        switch fact.event {
        case .entrance(let crossing), .exit(let crossing, _):
            return [crossing.door, people(crossing.people)]
        case .opening(let door, _), .doorUp(let door): return [door]
        case .dismissal(let dismissal):
            return [
                dismissal.door,
                "from \(clock.timeOrDate(dismissal.from)) to \(clock.timeOrDate(dismissal.to))",
                dismissal.reason.rawValue,
            ]
        case .stay(let crossing, let visit):
            return ["visit #\(visit)", crossing.door, people(crossing.people)]
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            var words = ["for #\(answer.prompt)", replyWords(answer.reply)]
            if let outcome = answer.outcome { words.append(outcome.rawValue) }
            return words
        case .lapse(let prompt): return ["of #\(prompt)"]
        case .exclusion(let prompt, let reason): return ["of #\(prompt)", reason.rawValue]
        case .reentry(let entrance, let exit): return ["#\(entrance) undoes exit #\(exit)"]
        case .tie(let exit, let visit): return ["#\(exit) to visit #\(visit)"]
        case .void(let voids, let reason): return ["undoes #\(voids)"] + (reason.map { [$0] } ?? [])
        case .occupancy(let count, let reason):
            return ["\(people(count)) inside"] + (reason.map { [$0] } ?? [])
        case .feedback(let face, let device, let flag):
            return ["face \(face) of 3"] + (device.map { [$0] } ?? [])
                + (flag.map { ["left out: \($0.rawValue)"] } ?? [])
        case .review(let feedback, let counts):
            return ["of #\(feedback)", counts ? "counts" : "left out"]
        case .doorDown(let door, let reason): return [door, reason]
        case .dayClosed(let day): return ["\(day)"]
        case .clockSet(_, let shift): return ["by \(english.signed(Int(shift / 1000))) s"]
        }
    }
}

private func replyWords(_ reply: Answer.Reply) -> String {
    switch reply {
    case .said: "said"
    case .ownWords: "in own words"
    case .missed: "missed"
    }
}

extension RecordedBody {
    /// The line of the fact and, if it opened a prompt, a line with that prompt.
    func lines(_ clock: WallClock) -> [String] {
        let line = FactLine(fact, clock: clock).text
        guard let prompt, prompt.id == fact.sequence.description else { return [line] }
        return [line, "  " + PromptLine(prompt, clock: clock).invitation]
    }
}
