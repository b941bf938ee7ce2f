import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

struct FeedbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "Show which faces visitors pressed today, and decide which of them count.",
        subcommands: [ListFeedbackCommand.self, ReviewFeedbackCommand.self],
        defaultSubcommand: ListFeedbackCommand.self)
}

struct ListFeedbackCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List today's feedback, suspected misuse first.",
        discussion: "Suspected misuse is kept, but left out of the figures.")

    @OptionGroup var spoken: LanguageOption
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        try terminal.print(try client.feedback(), as: output) {
            FeedbackScreen(
                list: $0, clock: terminal.clock(client),
                words: FeedbackWords(spoken.language(in: terminal, of: client))
            ).lines
        }
    }
}

struct ReviewFeedbackCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Say whether feedback counts.",
        discussion: "The latest decision counts; doorstep undo reverses it.")

    enum Decision: String, EnumerableFlag {
        case count, leaveOut

        static func help(for value: Self) -> ArgumentHelp? {
            switch value {
            case .count: "It counts, though it looked like misuse."
            case .leaveOut: "It is left out of the figures."
            }
        }
    }

    @Argument(
        help: ArgumentHelp("The feedback's number.", valueName: "sequence"),
        transform: readSequence)
    var sequence: Sequence

    @Flag var decision: Decision

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.review(sequence, ReviewBody(counts: decision == .count))
        try terminal.print(reply, as: output, from: client)
    }
}
