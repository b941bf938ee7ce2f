import DoorstepAPI
import DoorstepConfiguration
import DoorstepCore
import DoorstepDelivery
import DoorstepService
import DoorstepStore
import Logging

/// The process in which the courier works.
package enum CourierPlace: String, CaseIterable, Sendable {
    /// The daemon's own process.
    case here
    /// A process of its own, `doorstepd courier`: the daemon then needs neither network nor secrets.
    case apart

    /// The parts of the daemon that belong to the courier.
    struct CourierParts {
        /// Nil when the courier works apart.
        var courier: Courier?
        /// Nil when the courier works here.
        var desk: CourierDesk?
        let test: @Sendable (String) async throws -> DestinationTestBody?
    }

    func deliver(
        _ configuration: Configuration, ledger: Ledger, clock: SystemClock, logger: Logger
    ) -> CourierParts {
        switch self {
        case .here:
            let courier = Courier(configuration, outbox: ledger, clock: clock, logger: logger)
            let destinations = configuration.destinations
            return CourierParts(courier: courier) { name in
                guard let destination = destinations.first(where: { $0.name == name }),
                    let test = try await courier.test(name)
                else { return nil }
                return DestinationTestBody(test, of: destination)
            }
        case .apart:
            let desk = CourierDesk(
                ledger, destinations: configuration.subscriptions.map(\.name),
                uptime: { .milliseconds(clock.read().stamp.monotonic) })
            return CourierParts(desk: desk, test: desk.test)
        }
    }
}
