import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

/// The options that entrances, exits and openings share.
struct DoorOptions: ParsableArguments {
    @Option(help: "The door. May be left out where the shop has only one.")
    var door: String?

    @Option(
        help: ArgumentHelp(
            "When it happened, if not now: 11:15 or 11:15:02 of the shop, or with date and zone.",
            valueName: "time"),
        transform: GivenTime.read)
    var at: GivenTime?

    @Option(help: "The source that reports it, such as sensor:front. Left out: staff.")
    var source: String?
}

struct PartyOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The number of people who crossed together, 1 to 500.")
    var people: Int?

    func validate() throws {
        if let people, !Crossing.sizes.contains(people) {
            throw ValidationError("--people wants a number from 1 to 500, not \(people).")
        }
    }
}

struct EnterCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter", abstract: "Record an entrance.",
        discussion: "Prints the entrance and the greeting that is due now.")

    @OptionGroup var party: PartyOptions
    @OptionGroup var door: DoorOptions
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.enter(
            CrossingBody(
                door: door.door, people: party.people,
                at: try door.at?.timestamp(terminal, client), source: door.source))
        try terminal.print(reply, as: output, from: client)
    }
}

struct ExitCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "exit", abstract: "Record an exit.",
        discussion: "Prints the exit and the farewell that is due now.")

    @OptionGroup var party: PartyOptions
    @OptionGroup var door: DoorOptions
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.exit(
            CrossingBody(
                door: door.door, people: party.people,
                at: try door.at?.timestamp(terminal, client), source: door.source))
        try terminal.print(reply, as: output, from: client)
    }
}

struct OpenCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Record an opening: a door opened, and the direction is not known.",
        discussion: "Prints the opening. It counts nobody until its prompt is answered.")

    @OptionGroup var door: DoorOptions
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.open(
            OpeningBody(
                door: door.door, at: try door.at?.timestamp(terminal, client),
                source: door.source))
        try terminal.print(reply, as: output, from: client)
    }
}
