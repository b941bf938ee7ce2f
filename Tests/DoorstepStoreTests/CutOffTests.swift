import DoorstepCore
import TestSupport
import Testing

@testable import DoorstepStore

/// Attempts without a result: the courier or the daemon was killed in their midst.
@Suite struct CutOffTests {
    private struct Addressed: LedgerDestination {
        let name: String
        var isForPrograms: Bool { knowsRepeats }
        let knowsRepeats: Bool

        func wants(_ fresh: NewSummary) -> Bool { true }

        func message(of content: MessageContent, id: DeliveryID) throws -> Message {
            Message(contentType: "text/plain", body: Array("\(content.undelivered)".utf8))
        }
    }

    private static let destinations = [
        Addressed(name: "chat", knowsRepeats: false),
        Addressed(name: "program", knowsRepeats: true),
    ]

    private static func shop(_ former: LedgerFixture? = nil) throws -> LedgerFixture {
        try LedgerFixture(
            scratch: former?.scratch, clock: former?.clock ?? WallClock("2026-11-21T09:30:00Z"),
            destinations: destinations)
    }

    private static func owed(_ fixture: LedgerFixture, to name: String) async throws -> Delivery {
        let made = try await fixture.ledger.deliver(.day(try #require(LocalDate("2026-11-21"))))
        return try #require(made.first { $0.destination == name })
    }

    private static func kept(
        _ id: DeliveryID, in fixture: LedgerFixture
    ) async throws -> (delivery: Delivery, attempts: [Attempt]) {
        let list = try await fixture.ledger.deliveries(in: nil, limit: 10)
        return try #require(list.first { $0.delivery.id == id })
    }

    @Test(
        "a courier killed between sending and telling: the chat is not told again within the hour, the program is at once",
        arguments: [("chat", 3600), ("program", 5)])
    func courierKilled(name: String, wait: Int64) async throws {
        let fixture = try Self.shop()
        let ledger = fixture.ledger
        let owed = try await Self.owed(fixture, to: name)
        let begun = fixture.clock.now
        let given = try await ledger.outgoing(owed.id, begins: true, by: "first")
        #expect(given?.delivery == owed)

        fixture.clock.advance(.seconds(2))
        #expect(try await ledger.outgoing(owed.id, begins: true, by: "second") == nil)
        let cut = try await Self.kept(owed.id, in: fixture)
        #expect(cut.attempts.map(\.mayHaveArrived) == [true])
        #expect(cut.attempts.map(\.at) == [begun])
        #expect(cut.delivery.state == .waiting && cut.delivery.attempts == 1)
        #expect(cut.delivery.dueAt == begun + .seconds(wait))

        fixture.clock.advance(.seconds(wait - 3))
        #expect(try await ledger.outgoing(owed.id, begins: true, by: "second") == nil)
        fixture.clock.advance(.seconds(1))
        let again = try await ledger.outgoing(owed.id, begins: true, by: "second")
        #expect(again?.delivery.id == owed.id)
        #expect(try await Self.kept(owed.id, in: fixture).attempts.count == 1)
    }

    @Test(
        "a daemon that brings its messages itself and is killed in the midst knows so when it is back"
    )
    func daemonKilled() async throws {
        let fixture = try Self.shop()
        let owed = try await Self.owed(fixture, to: "chat")
        _ = try await fixture.ledger.outgoing(owed.id, begins: true)
        try fixture.ledger.close()
        let back = try Self.shop(fixture)
        #expect(try await back.ledger.outgoing(owed.id, begins: true) == nil)
        #expect(try await Self.kept(owed.id, in: back).attempts.map(\.mayHaveArrived) == [true])
    }

    @Test(
        "a recorder killed under a courier that lives takes its word when it is back, and sends nothing twice"
    )
    func recorderKilled() async throws {
        let fixture = try Self.shop()
        let owed = try await Self.owed(fixture, to: "chat")
        let begun = fixture.clock.now
        _ = try await fixture.ledger.outgoing(owed.id, begins: true, by: "courier")
        try fixture.ledger.close()
        let back = try Self.shop(fixture)
        back.clock.advance(.seconds(1))
        try await back.ledger.record(
            Attempt(
                number: 1, at: begun, duration: .seconds(1), status: 200, error: nil, answer: "ok",
                address: nil), of: owed.id, begunIn: 0, leadingTo: .delivered)
        let kept = try await Self.kept(owed.id, in: back)
        #expect(kept.delivery.state == .delivered)
        #expect(kept.attempts.map(\.mayHaveArrived) == [false])
    }

    @Test("a courier that did not hear the answer asks again, and has sent nothing meanwhile")
    func askedAgain() async throws {
        let fixture = try Self.shop()
        let owed = try await Self.owed(fixture, to: "chat")
        for _ in 1...3 {
            fixture.clock.advance(.seconds(1))
            let given = try await fixture.ledger.outgoing(
                owed.id, begins: true, by: "courier")
            #expect(given?.delivery == owed)
        }
        #expect(try await Self.kept(owed.id, in: fixture).attempts.isEmpty)
    }

    @Test("an attempt that was recorded is over, and one for which nothing was to be sent was none")
    func over() async throws {
        let fixture = try Self.shop()
        let owed = try await Self.owed(fixture, to: "chat")
        #expect(try await fixture.ledger.outgoing(owed.id, begins: false, by: "ignorant") != nil)
        let at = fixture.clock.now
        #expect(try await fixture.ledger.outgoing(owed.id, begins: true, by: "first") != nil)
        try await fixture.ledger.record(
            Attempt(
                number: 1, at: at, duration: .zero, status: 500, error: "no", answer: nil,
                address: nil), of: owed.id, begunIn: 0, leadingTo: .retry(at: at))
        #expect(try await fixture.ledger.outgoing(owed.id, begins: true, by: "second") != nil)
        #expect(try await Self.kept(owed.id, in: fixture).attempts.map(\.mayHaveArrived) == [false])
    }

    @Test(
        "who wants it sent again at once is not made to wait, and what came of neither is told as uncertain"
    )
    func sentAgain() async throws {
        let fixture = try Self.shop()
        let ledger = fixture.ledger
        let owed = try await Self.owed(fixture, to: "chat")
        _ = try await ledger.outgoing(owed.id, begins: true, by: "first")
        _ = try await ledger.retry(owed.id)
        #expect(try await ledger.outgoing(owed.id, begins: true, by: "second") != nil)
        try await ledger.record(
            Attempt(
                number: 1, at: fixture.clock.now, duration: .zero, status: nil,
                error: "no answer in time", answer: nil, address: nil, mayHaveArrived: true),
            of: owed.id, begunIn: 1, leadingTo: .dead)
        let next = try await Self.owed(fixture, to: "program")
        #expect(
            String(decoding: next.message.body, as: UTF8.self).contains(
                "isUncertain: Optional(true)"))
    }
}
