import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct DeliverCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Send a summary again, as it is now, to all destinations that get it.",
        discussion: """
            It contains the corrections made since. To one destination alone:  doorstep summary 2026-11-21 --send NAME
            """)

    @Argument(
        help: ArgumentHelp(
            "The day, as 2026-11-21, the week, as 2026-W47, or the month.", valueName: "period"),
        transform: readPeriod)
    var period: SummaryPeriod

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let reply = try connection.client(in: terminal).deliver(period)
        try terminal.print(reply, as: output) {
            $0.deliveries.isEmpty
                ? [
                    "No destination wants summaries of \(period.kind.rawValue)s: nothing was queued."
                ]
                : $0.deliveries.map(\.queued)
        }
    }
}

struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Show what was sent to the managers, what was not and why, and send it again.",
        subcommands: [
            ListDeliveriesCommand.self, RetryDeliveryCommand.self, DropDeliveryCommand.self,
        ],
        defaultSubcommand: ListDeliveriesCommand.self)
}

struct ListDeliveriesCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the deliveries and how they stand.",
        discussion: """
            Dead and held deliveries come first, oldest first, with what went wrong and the command to type. A dead \
            delivery was tried for three days. A held one belongs to a destination that accepts no more. A bundled \
            one was sent in one message with others. A dropped one was dismissed by a person. --state shows all \
            deliveries of that state.
            """)

    @Option(
        help: "Only deliveries that are waiting, delivered, dead, held, bundled or dropped.",
        transform: readState)
    var state: Delivery.State?

    @Option(help: ArgumentHelp("Only deliveries to this destination.", valueName: "name"))
    var destination: String?

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let reply = try client.deliveries(in: state, to: destination)
        guard !output.json else { return try terminal.print(reply.bytes) }
        let destinations = try client.destinations().body.destinations.filter {
            destination == nil || $0.name == destination
        }
        let deliveries = try withAllTrouble(reply.body.deliveries, client)
        guard !deliveries.isEmpty else {
            if let destination, destinations.isEmpty {
                throw try client.unknown(destination)
            }
            let lines = destinations.flatMap {
                SwitchedOffLines($0, clock: terminal.clock(client)).lines
            }
            return try (lines + [none]).forEach(terminal.print)
        }
        let screen = DeliveriesScreen(
            deliveries: deliveries, destinations: destinations, isWhole: state != nil,
            clock: terminal.clock(client))
        try screen.lines.forEach(terminal.print)
    }

    /// The deliveries with all dead, held and waiting ones: a full list may end before the oldest of these.
    private func withAllTrouble(
        _ deliveries: [DeliveryBody], _ client: DaemonClient
    ) throws -> [DeliveryBody] {
        guard state == nil, deliveries.count >= Limit.deliveriesPerCall else { return deliveries }
        let known = Set(deliveries.map(\.id))
        let states: [Delivery.State] = [.dead, .held, .waiting]
        let trouble: [DeliveryBody] = try states.flatMap { state in
            try client.deliveries(in: state, to: destination).body.deliveries
        }
        return deliveries
            + trouble.filter { !known.contains($0.id) }.sorted { $0.createdAt > $1.createdAt }
    }

    private var none: String {
        let whose = destination.map { " to \($0)" } ?? ""
        return state.map { "No delivery\(whose) is \($0.rawValue)." }
            ?? "There are no deliveries\(whose) yet."
    }
}

extension DeliveryBody {
    var queued: String { "Queued for \(destination): \(title)." }

    var dropped: String { "Dropped for \(destination): \(title)." }
}

extension DaemonClient {
    /// The failure for an unknown destination, with the names of the configured ones.
    func unknown(_ destination: String) throws -> CommandFailure {
        let names = try destinations().body.destinations.map(\.name)
        return CommandFailure(
            "no destination is named “\(destination)”",
            hint: names.isEmpty
                ? "to make one:  doorstep destination add"
                : "the configuration has \(names.joined(separator: ", "))")
    }
}

private func readState(_ text: String) throws -> Delivery.State {
    guard let state = Delivery.State(rawValue: text) else {
        throw ValidationError("It is waiting, delivered, dead, held, bundled or dropped.")
    }
    return state
}

private func readPeriod(_ text: String) throws -> SummaryPeriod {
    let periods = SummaryPeriod.Kind.allCases.lazy.compactMap { SummaryPeriod($0, text) }
    guard let period = periods.first else {
        throw ValidationError(
            "Give a day as 2026-11-21, a week as 2026-W47 or a month as 2026-11.")
    }
    return period
}
