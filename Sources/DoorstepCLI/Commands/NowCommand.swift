import ArgumentParser
import DoorstepClient

struct NowCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "now",
        abstract: "Show who is inside, what is due, and how the day goes.")

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        try terminal.print(try connection.client(in: terminal).now(), as: output) {
            NowScreen(now: $0, clock: terminal.clock).lines
        }
    }
}
