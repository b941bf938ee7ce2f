import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct TieCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "tie",
        abstract: "Say which visit an exit ended, when you saw who left.",
        discussion: """
            A farewell is taken to belong to the oldest visit. From then on it belongs to the one that you name, \
            for certain; doorstep undo takes that back. doorstep now lists the visits that are going on.
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
