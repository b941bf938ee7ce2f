import DoorstepCore
import TestSupport
import Testing

@testable import DoorstepStore

/// A mail server that refuses the login: nothing is lost, nothing is tried in vain, and everybody can see it.
@Suite struct RefusedLoginTests {
    private static let reason =
        "the mail server refused the login: 535 5.7.8 no; check user and password"

    private static func refuse(_ delivery: Delivery, in fixture: LedgerFixture) async throws {
        try await fixture.ledger.record(
            Attempt(
                number: 1, at: fixture.clock.now, duration: .zero, status: 535, error: reason,
                answer: nil, address: nil), of: delivery.id, begunIn: delivery.round,
            leadingTo: .refuseLogin)
    }

    private static func refused() async throws -> (fixture: LedgerFixture, first: Delivery) {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let made = try await fixture.ledger.deliver(.day(try #require(LocalDate("2026-11-21"))))
        let first = try #require(made.first)
        try await refuse(first, in: fixture)
        return (fixture, first)
    }

    @Test("messages wait, and no further one asks the server, also after a restart")
    func waits() async throws {
        let (fixture, first) = try await Self.refused()
        fixture.clock.set("2026-11-21T18:00:00Z")
        try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-21")))
        #expect(try await fixture.ledger.due(at: fixture.clock.now).isEmpty)
        try fixture.ledger.close()
        let back = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        back.clock.advance(.seconds(30 * 24 * 3600))
        #expect(try await back.ledger.due(at: back.clock.now).isEmpty)
        #expect(try await back.ledger.outgoing(first.id) == nil)
        let waiting = try await back.ledger.deliveries(in: .waiting, limit: 10)
        #expect(waiting.count == 2 && waiting.last?.delivery.id == first.id)
        let off = back.ledger.health.switchedOffDestinations
        #expect(off.map(\.cause) == [.login])
        #expect(off.map(\.reason) == [Self.reason])
        // Deliveries that wait for it count as undelivered: on the counter and in the health check.
        #expect(back.ledger.health.deadDeliveries == 2)
    }

    @Test("once the login is taken all of it is sent, oldest first, and nothing is left to tell")
    func mended() async throws {
        let (fixture, first) = try await Self.refused()
        let second = try await fixture.ledger.deliver(.day(try #require(LocalDate("2026-11-20"))))
        #expect(fixture.ledger.health.deadDeliveries == 1 + second.count)
        #expect(try await fixture.ledger.resumeAfterLogin("manager"))
        #expect(fixture.ledger.health.deadDeliveries == 0)
        #expect(fixture.ledger.health.switchedOffDestinations.isEmpty)
        let due = try await fixture.ledger.due(at: fixture.clock.now)
        #expect(due.map(\.id) == [first.id] && due.map(\.attempts) == [0])
        #expect(try await !fixture.ledger.resumeAfterLogin("manager"))
    }

    @Test("a test that arrives switches nothing on that a person has paused")
    func paused() async throws {
        let fixture = try LedgerFixture()
        try await fixture.ledger.pause("manager")
        #expect(try await !fixture.ledger.resumeAfterLogin("manager"))
        #expect(fixture.ledger.health.switchedOffDestinations.map(\.cause) == [.paused])
    }
}
