import ArgumentParser
import DoorstepClient

struct NowCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "now",
        abstract: "Show who is inside, what is due, and how the day goes.")

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        try terminal.print(try client.now(), as: output) {
            NowScreen(now: $0, clock: terminal.clock(client)).lines
        }
    }
}
