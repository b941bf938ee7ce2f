import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct SummaryCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Show a day's figures.",
        usage: "doorstep summary [day] [<date>] [<options>]",
        discussion: "Without a date, the shop's present day as far as it has gone.")

    @Argument(help: ArgumentHelp("The day, as 2026-11-21.", valueName: "date"))
    var words: [String] = []

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws { _ = try date() }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let day = try date() ?? client.now().body.day
        try terminal.print(try client.summary(day: day), as: output) {
            SummaryScreen(summary: $0).lines
        }
    }

    private func date() throws -> LocalDate? {
        let rest = words.first == "day" ? words.dropFirst() : words[...]
        guard rest.count <= 1 else { throw ValidationError("Give one day at a time.") }
        return try rest.first.map(readDate)
    }
}
