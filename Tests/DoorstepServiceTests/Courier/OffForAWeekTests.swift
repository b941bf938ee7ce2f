import DoorstepCore
import DoorstepDelivery
import DoorstepStore
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Transfer

@testable import DoorstepService

/// A machine without power for a week, and the real parts of the daemon that starts after it.
@Suite(.timeLimit(.minutes(20))) struct OffForAWeekTests {
    /// What was sent, by the destination's host.
    private final class Mailbag: Sendable {
        let arrivals: AsyncStream<Void>
        private let arrive: AsyncStream<Void>.Continuation
        private let counts = Mutex<[String: Int]>([:])

        init() { (arrivals, arrive) = AsyncStream.makeStream() }

        func take(for receiver: String) -> TransferAnswer {
            counts.withLock { $0[receiver, default: 0] += 1 }
            arrive.yield()
            return TransferAnswer(
                status: 200, headers: [], body: [], isTruncated: false, retryAfter: nil,
                address: nil, elapsed: .zero)
        }

        var all: [String: Int] { counts.withLock { $0 } }
    }

    private static func destinations() throws -> [Destination] {
        let kinds = Set(SummaryPeriod.Kind.allCases)
        func webhook(_ format: MessageFormat) throws -> Destination {
            Destination(
                Subscription(name: format.rawValue, format: format, periods: kinds),
                url: try WebhookURL("https://\(format.rawValue).example/T0/key"))
        }
        let parties = MailParties(
            from: try MailAddress("shop@shop.example"), to: [try MailAddress("anne@shop.example")])
        return [
            try webhook(.slack), try webhook(.cloudevents),
            Destination(
                Subscription(
                    name: "email", format: .email, periods: kinds, parties: parties),
                by: .mail(try MailServer("smtps://email.example"))),
        ]
    }

    @Test(
        "a chat and a mailbox get one message, a program each, although the courier starts first",
        .bug(
            "https://github.com/langwatch/langwatch/issues/5015",
            "a report missed while the machine was down"))
    func once() async throws {
        let scratch = try ScratchDirectory()
        let clock = WallClock("2026-11-21T09:30:00Z")
        let destinations = try Self.destinations()
        func ledger() throws -> Ledger {
            try Ledger(
                in: StateDirectory(scratch.path + "/state"), shop: .fixture(), clock: clock.read,
                destinations: destinations.map(\.subscription), onCommit: { _ in })
        }
        // Saturday's summaries wait for the network when the power fails.
        let before = try ledger()
        _ = try await before.submit(Command(.enter(door: nil, people: 1), source: "test"))
        clock.set("2026-11-21T18:15:00Z")
        for day in try await before.unclosedDays() { try await before.closeDay(day) }
        try before.close()

        clock.set("2026-11-28T20:00:00Z")
        let after = try ledger()
        let mailbag = Mailbag()
        let waits = ManualClock()
        let courier = Courier(
            shop: "Shop", outbox: after, destinations: destinations, now: { clock.now },
            clock: waits, isClockTrusted: { true },
            transfer: { request in
                mailbag.take(for: request.url.contains("slack") ? "slack" : "cloudevents")
            }, post: { _ in mailbag.take(for: "email") }, logger: .silent)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [courier], logger: .silent))
        let carrying = Task { try await group.run() }
        var arrivals = mailbag.arrivals.makeAsyncIterator()
        // The program has Saturday's before any other day is closed.
        await arrivals.next()
        #expect(mailbag.all == ["cloudevents": 1])

        let alarm = Alarm()
        let shop = Shop.fixture()
        let clockwork = Clockwork(
            ledger: after,
            doorWatch: DoorWatch(doors: shop.doors, began: clock.now, alarm: alarm), alarm: alarm,
            now: { clock.now }, clock: HandClock(), logger: .silent)
        let closing = Task { try await clockwork.run() }
        // Whom the courier was not given it asks for again after a second.
        let time = Task {
            while !Task.isCancelled {
                await waits.sleeper(for: .seconds(1))
                waits.advance(by: .seconds(1))
            }
        }
        let wanted = ["cloudevents": 9, "slack": 1, "email": 1]
        while wanted.contains(where: { mailbag.all[$0.key, default: 0] < $0.value }) {
            await arrivals.next()
        }
        time.cancel()
        await group.triggerGracefulShutdown()
        try await carrying.value
        closing.cancel()
        try await closing.value
        #expect(mailbag.all == wanted)
        // Nothing is left that could follow: what is still waiting has been sent, and was not recorded yet.
        let waiting = try await after.deliveries(in: .waiting, limit: 100).map(\.delivery)
            .filter { $0.destination != "cloudevents" }
        #expect(waiting.allSatisfy { $0.subject.contains(";") })
        #expect(try await after.deliveries(in: .bundled, limit: 100).count == 2 * 9)
        try after.close()
    }
}
