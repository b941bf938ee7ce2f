import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

/// The choice of one delivery, or of all dead ones.
struct DeliveryChoice: ParsableArguments {
    @Argument(help: "The delivery's id.")
    var id: String?

    @Flag(help: "All deliveries that were given up, oldest first.")
    var allDead = false

    @Option(
        help: ArgumentHelp(
            "With --all-dead: only deliveries to this destination.", valueName: "name"))
    var destination: String?

    func validate() throws {
        guard (id == nil) == allDead else {
            throw ValidationError("Give the id of one delivery, or --all-dead.")
        }
        if destination != nil, !allDead {
            throw ValidationError("--destination goes with --all-dead.")
        }
    }

    /// Changes the chosen deliveries in `state`, oldest first. One list is limited in length, so lists are read until
    /// one names no new delivery. A delivery that dies again meanwhile is not changed a second time.
    func changeAll(
        in state: Delivery.State, where isMeant: (DeliveryBody) -> Bool, _ client: DaemonClient,
        _ change: (String) throws -> DeliveryBody
    ) throws -> [DeliveryBody] {
        var changed: [DeliveryBody] = []
        while true {
            let found = try client.deliveries(in: state, to: destination).body.deliveries
                .reversed().filter { delivery in
                    isMeant(delivery) && !changed.contains { $0.id == delivery.id }
                }
            if found.isEmpty { return changed }
            for delivery in found { changed.append(try change(delivery.id.rawValue)) }
        }
    }
}
