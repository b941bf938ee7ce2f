import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import DoorstepPages
import DoorstepStore
import Foundation
import HTTPTypes
import LocalHTTP
import Logging
import Synchronization
import TestSupport

@testable import DoorstepService

/// The whole service on a real ledger, at half past ten on an ordinary Saturday. Routes are called in process.
final class ServiceFixture: Sendable {
    let scratch: ScratchDirectory
    let clock: WallClock
    let alarm = Alarm()
    let service: ShopService

    /// What waits in the desk of a courier that is apart.
    let waits = ManualClock()

    /// Processes that are no more.
    let gone = GoneProcesses()

    var ledger: Ledger { service.ledger }
    var responder: Responder { Responder(service, pages: .screens) }

    /// `address` is where a reverse proxy shows the pages. With `isApart` the courier is a process of its own.
    init(
        shop: Shop = .fixture(), clock: WallClock = WallClock("2026-11-21T09:30:00Z"),
        address: PagesAddress? = nil,
        subscriptions: [Subscription] = [Subscription(name: "manager")], isApart: Bool = false,
        logger: Logger = .silent
    ) throws {
        let scratch = try ScratchDirectory()
        let doorWatch = DoorWatch(doors: shop.doors, began: clock.now, alarm: alarm)
        let metrics = ServiceMetrics()
        let broadcaster = Broadcaster(doorWatch: doorWatch, metrics: metrics, alarm: alarm)
        self.scratch = scratch
        self.clock = clock
        let ledger = try Ledger(
            in: StateDirectory(scratch.path + "/state"), shop: shop, clock: clock.read,
            destinations: subscriptions,
            onCommit: broadcaster.publish)
        let desk =
            isApart
            ? CourierDesk(
                ledger, destinations: ["manager"],
                uptime: { .milliseconds(clock.read().stamp.monotonic) }, clock: waits,
                isRunning: { [gone] process in !gone.contains(process) }) : nil
        service = ShopService(
            ledger: ledger, broadcaster: broadcaster, doorWatch: doorWatch,
            metrics: metrics, devices: try Devices(ledger, now: { clock.now }, logger: logger),
            destinations: subscriptions.map {
                DestinationProfile(
                    name: $0.name, format: $0.format.rawValue, host: "https://\($0.name).example/…",
                    periods: $0.periods, language: $0.language)
            },
            pagesAddress: address ?? PagesAddress(host: "127.0.0.1", port: 8787),
            browserGuard: BrowserGuard(address: address),
            testDestination: { try await desk?.test($0) }, courierDesk: desk,
            logger: logger)
    }

    /// What the contract answers: status, body, header fields.
    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", type: String? = nil,
        key: String? = nil, over connection: Connection = Connection(way: .unix, uid: nil)
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "doorstep", path: path)
        head.headerFields[.contentType] = type
        head.headerFields[.idempotencyKey] = key
        let request = Request(head: head, body: Array(body.utf8))
        let response: Response
        do {
            response = try await responder.handle(request, over: connection)
        } catch {
            guard let problem = ProblemBody.of(error) else { throw error }
            response = .problem(problem)
        }
        return try await Answer(response)
    }

    struct Answer: Sendable {
        let status: Int
        let text: String
        let headers: HTTPFields

        init(_ response: Response) async throws {
            let collector = BodyCollector()
            switch response.body {
            case .bytes(let bytes): collector.bytes.withLock { $0 = bytes }
            case .pieces(let write): try await write(collector)
            case .events: break
            }
            status = response.status.code
            text = String(decoding: collector.bytes.withLock { $0 }, as: UTF8.self)
            headers = response.headers
        }

        func json() throws -> [String: Any] {
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
        }

        /// `422 unknown-door`
        var problem: String { "\(status) \((try? json())?["kind"] as? String ?? "no problem")" }
    }
}

final class GoneProcesses: Sendable {
    private let numbers = Mutex<Set<Int32>>([])

    func insert(_ number: Int32) { numbers.withLock { _ = $0.insert(number) } }
    func contains(_ number: Int32) -> Bool { numbers.withLock { $0.contains(number) } }
}

/// Keeps what is written.
private final class BodyCollector: BodyWriter {
    let bytes = Mutex<[UInt8]>([])

    func write(_ more: [UInt8]) { bytes.withLock { $0 += more } }
}
