import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

struct DropDeliveryCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Dismiss deliveries that nobody wants any more.",
        usage: """
            doorstep deliveries drop <id>
            doorstep deliveries drop --all-dead [--destination <name>]
            """,
        discussion: """
            A dropped delivery is never sent again and no longer counts as undelivered. --all-dead also drops \
            deliveries that wait or are held for destinations that are no longer in the configuration; a delivery that \
            is held for another destination is dropped by its id alone.
            """)

    @OptionGroup var choice: DeliveryChoice
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        if let id = choice.id {
            return try terminal.print(try client.drop(id), as: output) { [$0.dropped] }
        }
        let configured = Set(try client.destinations().body.destinations.map(\.name))
        let states: [Delivery.State] = [.dead, .held, .waiting]
        let dropped = try states.flatMap { state in
            try choice.changeAll(
                in: state, where: { state == .dead || !configured.contains($0.destination) }, client
            ) { try client.drop($0).body }
        }
        if output.json {
            return try terminal.print(try JSONWriter.bytes(DeliveriesBody(deliveries: dropped)))
        }
        for (name, ofName) in Dictionary(grouping: dropped, by: \.destination)
            .sorted(by: { $0.key < $1.key })
        {
            let count = english.counted(ofName.count, "delivery", "deliveries")
            try terminal.print("Dropped for \(name): \(count).")
        }
        guard dropped.isEmpty else { return }
        if let name = choice.destination, !configured.contains(name) {
            throw try client.unknown(name)
        }
        try terminal.print("No delivery is dead.")
    }
}
