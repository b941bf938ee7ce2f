import ArgumentParser
import DoorstepAPI
import DoorstepClient

struct RecountCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "recount",
        abstract: "Set how many people are inside, as counted by a person.",
        discussion: "Entrances and exits stay as they are; only who is inside from now on changes.")

    @Argument(help: ArgumentHelp("How many are inside.", valueName: "people"))
    var people: Int

    @OptionGroup var why: ReasonOption
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard (0...100_000).contains(people) else {
            throw ValidationError("The number of people inside goes from 0 to 100,000.")
        }
    }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.recount(
            RecountBody(people: people, reason: why.reason))
        try terminal.print(reply, as: output, from: client)
    }
}
