import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct TieCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "tie",
        abstract: "Tie an exit to the visit that it ended.",
        discussion: """
            Use this when you saw who left. Without a tie, a farewell is taken to belong to the oldest visit; a tie \
            makes its visit certain, and doorstep undo takes it back. doorstep now lists the visits that are going on.
            """)

    @Argument(
        help: ArgumentHelp("The farewell's number.", valueName: "prompt"), transform: readSequence)
    var prompt: Sequence

    @Argument(
        help: ArgumentHelp("The number of the entrance that began the visit.", valueName: "visit"),
        transform: readSequence)
    var visit: Sequence

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.tie(prompt, TieBody(visit: visit))
        try terminal.print(reply, as: output, from: client)
    }
}
