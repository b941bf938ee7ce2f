import DoorstepCore
import DoorstepStore
import Foundation
import TestSupport
import Testing

@Suite struct ClosingTests {
    private let saturday = LocalDate("2026-11-21")

    @Test("closing a day makes its fact, its summary and its delivery together, once")
    func closesOnce() async throws {
        let saturday = try #require(saturday)
        let fixture = try LedgerFixture()
        try await fixture.enter(2)
        #expect(try await fixture.ledger.unclosedDays().isEmpty)
        fixture.clock.advance(.seconds(11 * 3600))
        #expect(try await fixture.ledger.unclosedDays() == [saturday])
        try await fixture.ledger.closeDay(saturday)
        #expect(try await fixture.ledger.unclosedDays().isEmpty)
        let deliveries = try await fixture.ledger.deliveries(in: nil, limit: 10)
        #expect(deliveries.count == 1)
        let delivery = try #require(deliveries.first?.delivery)
        #expect(delivery.state == .waiting)
        #expect(delivery.subject == "summary.day 2026-11-21, revision 1")
        let sent = try JSONDecoder().decode(Summary.self, from: Data(delivery.message.body))
        #expect(sent.traffic.entrances == 2)
        #expect(sent.greeting.never == 1)
        await #expect(throws: Refusal.dayAlreadyClosed(saturday)) {
            try await fixture.ledger.closeDay(saturday)
        }
        #expect(try await fixture.ledger.deliveries(in: nil, limit: 10).count == 1)
    }

    @Test("days missed while the daemon was off are closed when it is back, oldest first")
    func catchesUp() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        try fixture.ledger.close()
        fixture.clock.advance(.seconds(3 * 86400))
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        let days = try await again.ledger.unclosedDays().map(\.description)
        #expect(days == ["2026-11-21", "2026-11-22", "2026-11-23"])
    }

    @Test("who came in before the days of an outage were closed is still there after a restart")
    func closedLate() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        try fixture.ledger.close()
        fixture.clock.advance(.seconds(3 * 86400))
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        try await again.enter(2)
        for day in try await again.ledger.unclosedDays() { try await again.ledger.closeDay(day) }
        let before = again.ledger.floor
        #expect(before.occupancy == 2 && before.counts.entrances == 2)
        try again.ledger.close()
        let last = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(last.ledger.floor.occupancy == 2)
        #expect(last.ledger.floor.counts == before.counts)
        #expect(last.ledger.floor.prompts == before.prompts)
    }

    @Test("closing yesterday late ends no visit of today, also when something is corrected")
    func visitsGoOn() async throws {
        let saturday = try #require(saturday)
        let fixture = try LedgerFixture()
        try await fixture.enter()
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.roll()
        let visit = try await fixture.enter()
        try await fixture.ledger.closeDay(saturday)
        let exit = try await fixture.leave()
        let known = [exit: FarewellLink(visit: visit, isCertain: true)]
        #expect(try await fixture.ledger.links() == known)
        try await fixture.record(.void(try await fixture.enter(), reason: nil))
        #expect(try await fixture.ledger.links() == known)
    }

    @Test("a correction to a closed day makes a new revision and sends it; asking does not")
    func revisions() async throws {
        let saturday = try #require(saturday)
        let fixture = try LedgerFixture()
        let entrance = try await fixture.enter(2)
        fixture.clock.advance(.seconds(11 * 3600))
        try await fixture.ledger.closeDay(saturday)
        #expect(try await fixture.ledger.summary(of: saturday).data.revision == 1)
        try await fixture.record(.void(entrance, reason: "a test"))
        let corrected = try await fixture.ledger.summary(of: saturday)
        #expect(corrected.data.revision == 2)
        #expect(corrected.traffic.entrances == 0)
        _ = try await fixture.ledger.deliver(.day(saturday))
        _ = try await fixture.ledger.deliver(.day(saturday))
        #expect(try await fixture.ledger.summary(of: saturday).data.revision == 2)
        let bodies = try await fixture.ledger.deliveries(in: nil, limit: 10).map {
            $0.delivery.message.body
        }
        // Newest first: the summary asked for is the one that the correction had sent.
        #expect(bodies.count == 4)
        #expect(bodies[0] == bodies[1] && bodies[1] == bodies[2])
        #expect(bodies[2] != bodies[3])
    }

    @Test("a day on which the shop is shut and nobody comes is closed without a summary")
    func shutDay() async throws {
        let saturday = try #require(saturday)
        let hours = OpeningHours(
            weekly: OpeningHours.daily("09:00-19:00").weekly, exceptions: [saturday: []])
        let fixture = try LedgerFixture(shop: .fixture(hours: hours))
        try await fixture.record(.doorUp(door: "front"))
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.roll()
        try await fixture.ledger.closeDay(saturday)
        #expect(try await fixture.ledger.deliveries(in: nil, limit: 10).isEmpty)
        // A destination that wants a line of it gets one, once.
        #expect(fixture.composed.all.map(\.summary.period.id) == ["2026-11-21"])
        #expect(fixture.composed.all.allSatisfy { $0.isOfShutDay })
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.closeDay(saturday.next)
        #expect(fixture.composed.all.count { $0.isOfShutDay } == 1)
        #expect(try await fixture.ledger.lastReportedDay() == saturday.next)
    }

    @Test(
        "an attempt and what it leads to are kept; a receiver that is gone is switched off until a retry"
    )
    func outbox() async throws {
        let saturday = try #require(saturday)
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let first = try #require(try await fixture.ledger.deliver(.day(saturday)).first)
        let second = try #require(try await fixture.ledger.deliver(.day(saturday)).first)
        let now = fixture.clock.now
        #expect(try await fixture.ledger.due(at: now).map(\.id) == [first.id])
        func attempt(_ seconds: Int64) -> Attempt {
            Attempt(
                number: 1, at: now + .seconds(seconds), duration: .milliseconds(12), status: 503,
                error: "busy", answer: "later", address: "127.0.0.1")
        }
        try await fixture.ledger.record(
            attempt(0), of: first.id, leadingTo: .retry(at: now + .seconds(5)))
        // In order: the second waits for the first.
        #expect(try await fixture.ledger.due(at: now).isEmpty)
        #expect(try await fixture.ledger.nextDue() == now + .seconds(5))
        try await fixture.ledger.record(attempt(5), of: first.id, leadingTo: .switchOff)
        #expect(try await fixture.ledger.due(at: now + .seconds(60)).isEmpty)
        #expect(fixture.ledger.health.switchedOffDestinations.map(\.destination) == ["manager"])
        #expect(fixture.ledger.health.deadDeliveries == 1)
        _ = try await fixture.ledger.retry(first.id)
        #expect(try await fixture.ledger.due(at: now).map(\.id) == [first.id])
        try await fixture.ledger.record(attempt(60), of: first.id, leadingTo: .delivered)
        #expect(try await fixture.ledger.due(at: now).map(\.id) == [second.id])
        let kept = try await fixture.ledger.deliveries(in: .delivered, limit: 10)
        #expect(kept.map { $0.attempts.map(\.number) } == [[1, 2, 3]])
        await #expect(throws: LedgerError.deliveryNotEnded(first.id.rawValue, .delivered)) {
            try await fixture.ledger.retry(first.id)
        }
    }

    @Test(
        "a retry while the last attempt is under way is not overruled by it, nor is a resumed destination",
        arguments: [
            DeliveryStep.dead, .switchOff, .retry(at: Timestamp(at: "2026-11-22T09:30:00Z")),
        ])
    func retriedMeanwhile(_ step: DeliveryStep) async throws {
        let day = try #require(saturday)
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let ledger = fixture.ledger
        func end(_ delivery: Delivery, _ step: DeliveryStep) async throws {
            fixture.clock.advance(.seconds(1))
            try await ledger.record(
                Attempt(
                    number: 10, at: fixture.clock.now, duration: .zero, status: nil,
                    error: "no answer in time", answer: nil, address: nil), of: delivery.id,
                begunIn: delivery.round, leadingTo: step)
        }
        let begun = try #require(try await ledger.deliver(.day(day)).first)
        let retried = try await ledger.retry(begun.id)
        try await end(begun, step)
        #expect(try await ledger.outgoing(begun.id)?.delivery == retried)
        #expect(try await ledger.deliveries(in: .waiting, limit: 1).first?.attempts.count == 1)

        try await ledger.pause("manager")
        #expect(try await ledger.resume("manager"))
        try await end(retried, step)
        let resumed = try #require(try await ledger.outgoing(begun.id)?.delivery)
        #expect(resumed.attempts == 0)
        #expect(ledger.health.switchedOffDestinations.isEmpty)
        try await end(resumed, .dead)
        #expect(try await ledger.deliveries(in: .dead, limit: 1).count == 1)
    }

    @Test("an attempt told twice counts once, and one told too late brings no message back")
    func toldAgain() async throws {
        let saturday = try #require(saturday)
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let ledger = fixture.ledger
        let id = try #require(try await ledger.deliver(.day(saturday)).first).id
        let now = fixture.clock.now
        func attempt(at seconds: Int64, _ error: String?) -> Attempt {
            Attempt(
                number: 1, at: now + .seconds(seconds), duration: .milliseconds(9), status: nil,
                error: error, answer: nil, address: nil)
        }
        func kept() async throws -> (state: Delivery.State, counted: Int, attempts: Int) {
            let kept = try #require(try await ledger.deliveries(in: nil, limit: 1).first)
            return (kept.delivery.state, kept.delivery.attempts, kept.attempts.count)
        }
        for _ in 0..<2 {
            try await ledger.record(
                attempt(at: 0, "no answer in time"), of: id, leadingTo: .retry(at: now))
        }
        #expect(try await kept() == (.waiting, 1, 1))
        try await ledger.record(attempt(at: 5, nil), of: id, leadingTo: .delivered)
        // From a courier that was held up for minutes.
        try await ledger.record(
            attempt(at: 1, "no answer in time"), of: id, leadingTo: .retry(at: now))
        try await ledger.record(attempt(at: 2, "no answer in time"), of: id, leadingTo: .dead)
        #expect(try await kept() == (.delivered, 2, 4))
        #expect(try await ledger.due(at: now + .seconds(60)).isEmpty)
    }
}
