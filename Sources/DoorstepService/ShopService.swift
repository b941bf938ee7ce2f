import DoorstepAPI
import DoorstepCore
import DoorstepStore
import LocalHTTP
import Logging

/// The parts of the service, made by the daemon. Each endpoint says which of them it uses.
package struct ShopService: Sendable {
    package let ledger: Ledger
    package let broadcaster: Broadcaster
    package let doorWatch: DoorWatch
    package let metrics: ServiceMetrics
    package let devices: Devices

    /// In the order of the configuration.
    package let destinations: [DestinationProfile]

    /// Where browsers find the pages; nil when they are switched off.
    package let pagesAddress: PagesAddress?
    package let browserGuard: BrowserGuard

    /// Sends a test message; nil when there is no destination of that name.
    package let testDestination: @Sendable (String) async throws -> DestinationTestBody?

    /// Where a courier that is a process of its own gets its work; nil when the daemon delivers itself.
    package let courierDesk: CourierDesk?

    /// More checks for the health call: the clock, the configuration.
    package let extraChecks: @Sendable () -> [HealthBody.Check]
    package let logger: Logger

    package init(
        ledger: Ledger, broadcaster: Broadcaster, doorWatch: DoorWatch,
        metrics: ServiceMetrics, devices: Devices, destinations: [DestinationProfile],
        pagesAddress: PagesAddress?, browserGuard: BrowserGuard = BrowserGuard(),
        testDestination: @escaping @Sendable (String) async throws -> DestinationTestBody?,
        courierDesk: CourierDesk? = nil,
        extraChecks: @escaping @Sendable () -> [HealthBody.Check] = { [] }, logger: Logger
    ) {
        self.ledger = ledger
        self.broadcaster = broadcaster
        self.doorWatch = doorWatch
        self.metrics = metrics
        self.devices = devices
        self.destinations = destinations
        self.pagesAddress = pagesAddress
        self.browserGuard = browserGuard
        self.testDestination = testDestination
        self.courierDesk = courierDesk
        self.extraChecks = extraChecks
        self.logger = logger
    }
}

extension ShopService {
    /// As it is now: its scripts and its zone rules may change while the daemon runs.
    package var shop: Shop { ledger.shop }

    /// The picture of the shop as it is now.
    package var nowBody: NowBody {
        NowBody(
            at: ledger.now, shop: shop, ledger: ledger.id, snapshot: ledger.floor,
            undelivered: ledger.health.deadDeliveries, lastSeen: doorWatch.lastSeen)
    }
}

extension Ledger {
    /// The place after the last fact that is on the disk. The floor is a moment behind it; it is asked only when the disk
    /// cannot be read.
    func end() async -> LedgerPosition {
        let last = try? await lastFact()
        return LedgerPosition(ledger: id, sequence: last ?? floor.sequence)
    }
}
