import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct OutcomeCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Note what a visit was, after its farewell.",
        discussion: """
            All outcomes are worth the same, and what is not known is left out. An outcome that is known in time is \
            noted with the answer: doorstep answer --outcome. doorstep undo takes it back.
            """)

    @Argument(
        help: ArgumentHelp("The farewell's number.", valueName: "prompt"), transform: readSequence)
    var prompt: Sequence

    @Argument(
        help: ArgumentHelp(
            "browsed, asked, accompanied, came-for-gift or bought.", valueName: "outcome"),
        transform: readOutcome)
    var outcome: Outcome

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.outcome(prompt, OutcomeBody(outcome: outcome))
        try terminal.print(reply, as: output, from: client)
    }
}
