import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import DoorstepService
import DoorstepStore
import Logging

/// Where the courier works that brings messages to their destinations.
package enum CourierPlace: String, CaseIterable, Sendable {
    /// In the daemon itself.
    case here
    /// In a process of its own, `doorstepd courier`: the daemon needs neither network nor secrets.
    case apart

    /// What the daemon has of it.
    struct Delivering {
        /// Nil when it works apart.
        var courier: Courier?
        /// Nil when it works here.
        var desk: CourierDesk?
        let test: @Sendable (String) async throws -> DestinationTestBody?
    }

    func deliver(
        _ configuration: Configuration, ledger: Ledger, clock: SystemClock, logger: Logger
    ) -> Delivering {
        switch self {
        case .here:
            let courier = Courier(configuration, outbox: ledger, clock: clock, logger: logger)
            let destinations = configuration.destinations
            return Delivering(courier: courier) { name in
                guard let destination = destinations.first(where: { $0.name == name }),
                    let test = try await courier.test(name)
                else { return nil }
                return DestinationTestBody(test, of: destination)
            }
        case .apart:
            let desk = CourierDesk(
                ledger, destinations: configuration.correspondents.map(\.name),
                uptime: { .milliseconds(clock.read().stamp.monotonic) })
            return Delivering(desk: desk, test: desk.test)
        }
    }
}
