import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

struct DestinationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destination",
        abstract: "Show where summaries go; add, try out, pause or resume a destination.",
        subcommands: [
            ListDestinationsCommand.self, AddDestinationCommand.self, TestDestinationCommand.self,
            PauseDestinationCommand.self, ResumeDestinationCommand.self,
        ],
        defaultSubcommand: ListDestinationsCommand.self)
}

struct ListDestinationsCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the destinations and how each stands.",
        discussion: """
            A destination is on, paused by a person, or gone: its receiver answered that it accepts no more messages, \
            and it gets none until it is resumed. In the state login its mail server refused the login: its \
            deliveries wait until a test arrives or it is resumed. The column Dead counts deliveries that were given \
            up or are held.
            """)

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        try terminal.print(try client.destinations(), as: output) {
            let clock = terminal.clock(client)
            return DestinationLines(destinations: $0.destinations, clock: clock).lines
        }
    }
}

struct PauseDestinationCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Send a destination nothing until it is resumed.",
        discussion: "Its deliveries are kept.")

    @Argument(help: "The destination's name.")
    var name: String

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        try terminal.print(try client.pause(name), as: output) {
            SwitchedOffLines($0, clock: terminal.clock(client)).lines
        }
    }
}

struct ResumeDestinationCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Resume a destination and send its waiting deliveries, oldest first.",
        discussion:
            "Use this after a pause, or after the receiver answered 410 or refused the login."
    )

    @Argument(help: "The destination's name.")
    var name: String

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        try terminal.print(try connection.client(in: terminal).resume(name), as: output) {
            let owed = english.counted($0.waiting, "delivery is", "deliveries are")
            return ["\($0.name) is on; " + ($0.waiting == 0 ? "nothing waits." : "\(owed) due.")]
        }
    }
}

struct TestDestinationCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test message to a destination and show what came back.")

    @Argument(help: "The destination's name in the configuration.")
    var name: String

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let reply = try connection.client(in: terminal).test(destination: name)
        try terminal.print(reply, as: output) { test in
            let attempt = test.attempt
            var lines = ["Sent to \(test.destination) at \(test.host) (\(test.contentType)):"]
            lines += test.body.split(separator: "\n").map { "  \($0)" }
            let address = attempt.address.map { " from \($0)" } ?? ""
            lines.append(
                "Came back after \(attempt.milliseconds) ms\(address): "
                    + AttemptWords(attempt).text)
            if let answer = attempt.answer, !answer.isEmpty {
                lines += answer.split(separator: "\n").map { "  \($0)" }
            }
            if let note = test.note { lines.append("Note: \(note).") }
            return lines
        }
        guard reply.body.delivered else {
            throw CommandFailure("the test message was not delivered to \(name)")
        }
    }
}
