import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

struct RetryDeliveryCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send deliveries again that were given up or held.",
        usage: """
            doorstep deliveries retry <id>
            doorstep deliveries retry --all-dead [--destination <name>]
            """,
        discussion: """
            Retrying one delivery by its id also switches its destination on again. Use --all-dead after a long \
            outage: it skips destinations that are paused, switched off or no longer in the configuration.
            """)

    @OptionGroup var choice: DeliveryChoice
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        if let id = choice.id {
            return try terminal.print(try client.retry(id), as: output) { [$0.queued] }
        }
        let destinations = try client.destinations().body.destinations
        if let name = choice.destination, !destinations.contains(where: { $0.name == name }) {
            throw try client.unknown(name)
        }
        let off = destinations.filter { $0.state != .on && $0.dead > 0 }
            .filter { choice.destination == nil || $0.name == choice.destination }
        let on = Set(destinations.filter { $0.state == .on }.map(\.name))
        let queued = try choice.changeAll(in: .dead, where: { on.contains($0.destination) }, client)
        { try client.retry($0).body }
        if output.json {
            return try terminal.print(try JSONWriter.bytes(DeliveriesBody(deliveries: queued)))
        }
        let names = destinations.map(\.name).filter { name in
            queued.contains { $0.destination == name }
        }
        for name in names {
            let count = queued.count { $0.destination == name }
            try terminal.print(
                "Queued for \(name): \(english.counted(count, "delivery", "deliveries")).")
        }
        try off.flatMap { SwitchedOffLines($0, clock: terminal.clock(client)).lines }
            .forEach(terminal.print)
        if queued.isEmpty, off.isEmpty { try terminal.print("No delivery is dead.") }
    }
}
