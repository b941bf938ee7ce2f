import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct AnswerCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer a prompt.",
        usage: "doorstep answer [<prompt>] <answer> [<options>]",
        discussion: """
            The answer is said, own-words, missed or not-a-visitor; for an opening it is entrance, exit or \
            not-a-visitor. Without a prompt's number, the answer goes to the first open prompt that it fits.

            A greeting is answered with reentry when the party had only gone out for a moment: their visit goes \
            on, and they count once.

            Give only observations that were made: one that is left out counts as not observed.
            """)

    @Argument(help: ArgumentHelp("A prompt's number, if any, and the answer.", valueName: "answer"))
    var words: [String]

    @Option(
        help: ArgumentHelp(
            "The script that was said, if not the one shown.", valueName: "id"))
    var script: String?

    @Flag(inversion: .prefixedNo, help: "There was a smile.")
    var smile: Bool?
    @Flag(inversion: .prefixedNo, help: "There was eye contact.")
    var eyeContact: Bool?
    @Flag(inversion: .prefixedNo, help: "They were thanked.")
    var thanks: Bool?
    @Flag(inversion: .prefixedNo, help: "A goodbye was said.")
    var goodbye: Bool?
    @Flag(inversion: .prefixedNo, help: "They were invited back.")
    var invitation: Bool?

    @Option(
        help: ArgumentHelp(
            "More observations, by the checklist's ids: smile,gift-wrap.", valueName: "items"))
    var observed: String?
    @Option(
        help: ArgumentHelp(
            "Observations that were looked for and not seen, by the same ids.", valueName: "items"))
    var notObserved: String?

    @Option(
        help: ArgumentHelp(
            "The outcome of the visit: browsed, asked, accompanied, came-for-gift or bought."),
        transform: readOutcome)
    var outcome: Outcome?

    @Option(help: "The person, with not-a-visitor: staff, delivery or test.", transform: readReason)
    var reason: ExclusionReason?

    @Option(
        help: ArgumentHelp(
            "The exit by which they had left, with reentry. Left out: the last that fits.",
            valueName: "sequence"), transform: readSequence)
    var exit: Sequence?

    @Option(
        help: ArgumentHelp(
            "When it was said, if not now: 11:15 or 11:15:02 of the shop, or with date and zone.",
            valueName: "time"),
        transform: GivenTime.read)
    var at: GivenTime?

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        let (_, reply) = try parsedWords()
        _ = try wholeObserved()
        if reply == .notAVisitor, reason == nil {
            throw ValidationError("not-a-visitor wants --reason staff, delivery or test.")
        }
        if reply != .notAVisitor, reason != nil {
            throw ValidationError("--reason goes with not-a-visitor only.")
        }
        if reply != .reentry, exit != nil {
            throw ValidationError("--exit goes with reentry only.")
        }
    }

    func run(in terminal: Terminal) throws {
        let (given, reply) = try parsedWords()
        let client = connection.client(in: terminal)
        let prompt = try given ?? first(for: reply, client, terminal)
        let observed = try wholeObserved()
        let answer = try client.answer(
            prompt,
            AnswerBody(
                answer: reply, script: script,
                observed: observed.isEmpty ? nil : observed, outcome: outcome, reason: reason,
                exit: exit, at: try at?.timestamp(terminal, client)))
        try terminal.print(answer, as: output, from: client)
    }

    /// The observations of the flags and of the named items. The daemon checks whether the shop has these items.
    private func wholeObserved() throws -> Observed {
        var whole = Observed(
            smile: smile, eyeContact: eyeContact, thanks: thanks, goodbye: goodbye,
            invitation: invitation)
        for (text, value) in [(observed, true), (notObserved, false)] {
            for item in (text ?? "").split(separator: ",").map({ $0.filter { $0 != " " } }) {
                if let other = whole[item], other != value {
                    throw ValidationError("“\(item)” is given both as seen and as not seen.")
                }
                whole[item] = value
            }
        }
        return whole
    }

    /// The open prompt to deal with first of those that the reply answers.
    private func first(
        for reply: Command.Reply, _ client: DaemonClient, _ terminal: Terminal
    ) throws -> Sequence {
        let open = try client.now().body.prompts
        let fitting = open.first { $0.answers.contains(reply) }
        guard let fitting else {
            throw CommandFailure(
                open.isEmpty ? "no prompt is open" : "no open prompt can be answered with that",
                hint: "a prompt that has lapsed is answered by its number and --at:",
                "doorstep answer NUMBER said --at 11:15")
        }
        let clock = terminal.clock(client)
        terminal.say(
            "Answering #\(fitting.id): \(fitting.moment.name), \(fitting.door), "
                + "\(people(fitting.people)), \(clock.marked(clock.timeOrDate(fitting.openedAt)))")
        return fitting.id
    }

    private func parsedWords() throws -> (prompt: Sequence?, reply: Command.Reply) {
        guard let last = words.last, words.count <= 2 else {
            throw ValidationError("Give a prompt's number, if any, and one answer.")
        }
        guard let reply = Self.replies[last] else {
            throw ValidationError(
                "“\(last)” is no answer: it is said, own-words, missed or not-a-visitor, "
                    + "for a greeting also reentry, or for an opening entrance or exit.")
        }
        guard words.count == 2 else { return (nil, reply) }
        guard let number = sequence(words[0]) else {
            throw ValidationError("“\(words[0])” is not a prompt's number.")
        }
        return (number, reply)
    }

    private static let replies: [String: Command.Reply] = [
        "said": .said, "own-words": .ownWords, "ownWords": .ownWords, "missed": .missed,
        "not-a-visitor": .notAVisitor, "notAVisitor": .notAVisitor, "reentry": .reentry,
        "entrance": .entrance, "exit": .exit,
    ]
}

func readOutcome(_ text: String) throws -> Outcome {
    guard let outcome = text == "came-for-gift" ? .cameForGift : Outcome(rawValue: text) else {
        throw ValidationError("It is browsed, asked, accompanied, came-for-gift or bought.")
    }
    return outcome
}

/// Reads `1042` or `#1042`.
func sequence(_ text: String) -> Sequence? {
    guard let value = Int64(text.hasPrefix("#") ? String(text.dropFirst()) : text), value > 0
    else { return nil }
    return Sequence(value)
}

func readSequence(_ text: String) throws -> Sequence {
    guard let sequence = sequence(text) else {
        throw ValidationError("“\(text)” is not a fact's number.")
    }
    return sequence
}

private func readReason(_ text: String) throws -> ExclusionReason {
    guard let reason = ExclusionReason.ofPeople.first(where: { $0.rawValue == text }) else {
        throw ValidationError("It is staff, delivery or test.")
    }
    return reason
}
