import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct DeliverCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Send a day's summary again, as it is now.",
        discussion: "To every destination that wants days. Corrections made since are in it.")

    @Argument(help: "The day, as 2026-11-21.", transform: readDate)
    var date: LocalDate

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        try terminal.print(try connection.client(in: terminal).deliver(.day(date)), as: output) {
            $0.deliveries.isEmpty
                ? ["No destination wants summaries of days: nothing was queued."]
                : $0.deliveries.flatMap { DeliveryLines(delivery: $0, clock: terminal.clock).lines }
        }
    }
}

struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Show what was sent to the managers, and what was not.",
        subcommands: [ListDeliveriesCommand.self, RetryDeliveryCommand.self],
        defaultSubcommand: ListDeliveriesCommand.self)
}

struct ListDeliveriesCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the deliveries and how they stand.")

    @Option(
        help: "Only those that are waiting, delivered, dead, held or bundled.", transform: readState
    )
    var state: Delivery.State?

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        try terminal.print(try connection.client(in: terminal).deliveries(in: state), as: output) {
            $0.deliveries.isEmpty
                ? [state.map { "No delivery is \($0.rawValue)." } ?? "There are no deliveries yet."]
                : $0.deliveries.flatMap { DeliveryLines(delivery: $0, clock: terminal.clock).lines }
        }
    }
}

struct RetryDeliveryCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send a delivery again that was given up or held.")

    @Argument(help: "The delivery's id.")
    var id: String

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        try terminal.print(try connection.client(in: terminal).retry(id), as: output) {
            DeliveryLines(delivery: $0, clock: terminal.clock).lines
        }
    }
}

struct DestinationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destination",
        abstract: "Try a destination out.",
        subcommands: [TestDestinationCommand.self])
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

private func readState(_ text: String) throws -> Delivery.State {
    guard let state = Delivery.State(rawValue: text) else {
        throw ValidationError("It is waiting, delivered, dead, held or bundled.")
    }
    return state
}
