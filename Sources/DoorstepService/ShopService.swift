import DoorstepAPI
import DoorstepCore
import DoorstepStore
import LocalHTTP
import Logging

/// All that the routes work with: one value, made by the daemon.
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
    package let now: @Sendable () -> Timestamp

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
        now: @escaping @Sendable () -> Timestamp,
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
        self.now = now
        self.testDestination = testDestination
        self.courierDesk = courierDesk
        self.extraChecks = extraChecks
        self.logger = logger
    }
}

extension ShopService {
    /// As it is now: its scripts and its zone rules may change while the daemon runs.
    package var shop: Shop { ledger.shop }

    /// The place after the last fact that is on the disk. The floor is a moment behind it; it is asked only when the disk
    /// cannot be read.
    func ledgerEnd() async -> LedgerPosition {
        let last = try? await ledger.lastFact()
        return LedgerPosition(ledger: ledger.id, sequence: last ?? ledger.floor.sequence)
    }

    var doorBodies: [DoorBody] {
        ledger.floor.doors.map { DoorBody($0, lastSeen: doorWatch.lastSeen($0.door)) }
    }

    /// `GET /v1/now`, and what a reader of the stream gets who is too far behind.
    var nowBody: NowBody {
        let now = now()
        let floor = ledger.floor
        return NowBody(
            at: now, shop: shop.name, ledger: ledger.id, snapshot: floor,
            doors: doorBodies,
            nextClosing: shop.calendar.nextClosing(of: floor.day, isClosed: floor.isClosed),
            undelivered: ledger.health.deadDeliveries)
    }

    /// The beat that every reader of the stream is told now and then.
    package var beatBody: BeatBody {
        BeatBody(
            at: now(), sequence: ledger.floor.sequence, undelivered: ledger.health.deadDeliveries,
            madDoors: ledger.floor.madDoors)
    }
}

extension ShopCalendar {
    /// When the next summary will be made: the day's own, or, when it is closed, that of the day after.
    func nextClosing(of day: TradingDay, isClosed: Bool) -> Timestamp {
        closingMoment(of: isClosed ? tradingDay(day.date.next) : day)
    }
}
