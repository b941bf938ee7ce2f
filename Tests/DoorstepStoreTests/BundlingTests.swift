import DoorstepCore
import TestSupport
import Testing

@testable import DoorstepStore

/// Messages to people that were held up, and the undelivered messages that other destinations hear of.
@Suite struct BundlingTests {
    /// A destination whose messages list their content: `2026-11-21.1 2026-11-22.1 missing program:1`.
    private struct Addressed: LedgerDestination {
        let name: String
        var isForPrograms = false
        var knowsRepeats: Bool { isForPrograms }

        func wants(_ fresh: NewSummary) -> Bool { true }

        func message(of content: MessageContent, id: DeliveryID) throws -> Message {
            var words = content.summaries.map { "\($0.period.id).\($0.data.revision)" }
            words += content.undelivered.map { "missing \($0.destination):\($0.count)" }
            return Message(
                contentType: "text/plain", body: Array(words.joined(separator: " ").utf8))
        }
    }

    private let fixture: LedgerFixture

    init() throws {
        fixture = try LedgerFixture(
            destinations: [
                Addressed(name: "people"), Addressed(name: "program", isForPrograms: true),
            ])
    }

    private var ledger: Ledger { fixture.ledger }

    /// One message of Saturday for each.
    private func tell(_ day: String = "2026-11-21") async throws -> [String: Delivery] {
        let made = try await ledger.deliver(.day(try #require(LocalDate(day))))
        return Dictionary(uniqueKeysWithValues: made.map { ($0.destination, $0) })
    }

    private func text(_ delivery: Delivery?) throws -> String {
        String(decoding: try #require(delivery).message.body, as: UTF8.self)
    }

    private func fail(_ delivery: Delivery, _ step: DeliveryStep) async throws {
        let attempt = Attempt(
            number: 1, at: fixture.clock.now, duration: .zero, status: nil, error: "no way",
            answer: nil, address: nil)
        try await ledger.record(
            attempt, of: delivery.id, begunIn: delivery.round, leadingTo: step)
    }

    /// Saturday's summary for each, as it is made in the evening; half an hour later.
    private func evening() async throws -> [String: Delivery] {
        fixture.clock.set("2026-11-21T18:00:00Z")
        try await ledger.closeDay(try #require(LocalDate("2026-11-21")))
        let day = Dictionary(
            try await ledger.deliveries(in: .waiting, limit: 10)
                .map { ($0.delivery.destination, $0.delivery) }
        ) { _, older in older }
        fixture.clock.advance(.seconds(1800))
        return day
    }

    @Test("after an hour what waits for people becomes one message; programs get each, in order")
    func bundled() async throws {
        try await fixture.enter()
        let first = try await evening()
        let (people, program) = (try #require(first["people"]), try #require(first["program"]))
        let second = try await tell()
        // The day is not over yet, so that its summary is no late message.
        #expect(try await ledger.outgoing(people.id)?.delivery == people)

        fixture.clock.advance(MessageContent.bundledAfter - .seconds(1800))
        let bundle = try #require(try await ledger.outgoing(people.id)?.delivery)
        let told = try text(bundle)
        // Of two revisions of a day only the last is sent.
        #expect(told == "2026-11-21.2")
        #expect(try await ledger.outgoing(program.id)?.delivery == program)
        let due = try await ledger.due(at: fixture.clock.now)
        #expect(Set(due.map(\.id)) == [bundle.id, program.id])

        // A bundled delivery cannot be sent again.
        let ended = try await ledger.deliveries(in: .bundled, limit: 10).map(\.delivery)
        let later = try #require(second["people"])
        #expect(Set(ended.map(\.id)) == [people.id, later.id])
        #expect(ended.allSatisfy { $0.bundledIn == bundle.id && $0.dueAt == nil })
        #expect(try await ledger.outgoing(people.id) == nil)
        await #expect(throws: LedgerError.deliveryNotEnded(people.id.rawValue, .bundled)) {
            try await ledger.retry(people.id)
        }
        #expect(try await ledger.outgoing(bundle.id)?.delivery == bundle)
    }

    @Test("old news is one message for people, however new the messages are; programs get each")
    func oldNews() async throws {
        let first = try await tell("2026-11-18")
        for day in ["2026-11-19", "2026-11-20"] { _ = try await tell(day) }
        let bundle = try await ledger.outgoing(try #require(first["people"]).id)?.delivery
        #expect(try text(bundle) == "2026-11-18.1 2026-11-19.1 2026-11-20.1")
        let program = try await ledger.outgoing(try #require(first["program"]).id)?.delivery
        #expect(try text(program) == "2026-11-18.1")
    }

    @Test(
        "what may have arrived is not told again in the place of an older one that somebody sends again"
    )
    func putOff() async throws {
        let older = try #require(try await tell("2026-11-18")["people"])
        try await fail(older, .dead)
        let first = try #require(try await tell("2026-11-19")["people"])
        try await fail(first, .retry(at: fixture.clock.now + .seconds(3600)))
        _ = try await tell("2026-11-20")
        _ = try await ledger.retry(older.id)
        let bundle = try #require(try await ledger.outgoing(older.id)?.delivery)
        #expect(try text(bundle) == "2026-11-18.1 2026-11-20.1")
        try await fail(bundle, .delivered)
        #expect(try await ledger.outgoing(first.id) == nil)
        fixture.clock.advance(.seconds(3600))
        #expect(try text(try await ledger.outgoing(first.id)?.delivery) == "2026-11-19.1")
    }

    @Test("a bundle that is held up again takes in what came since, and a period's last revision")
    func bundledAgain() async throws {
        try await fixture.enter()
        let first = try #require(try await tell()["people"])
        _ = try await tell("2026-11-20")
        fixture.clock.advance(.seconds(7200))
        let bundle = try #require(try await ledger.outgoing(first.id)?.delivery)
        try await fail(bundle, .retry(at: fixture.clock.now))
        try await fixture.enter(at: Timestamp(at: "2026-11-21T09:31:00Z"))
        _ = try await tell()
        fixture.clock.advance(.seconds(7200))
        let again = try #require(try await ledger.outgoing(bundle.id)?.delivery)
        #expect(
            try text(again) == "2026-11-20.1 2026-11-21.2")
        #expect(again.attempts == 1)
        #expect(try await ledger.deliveries(in: .waiting, limit: 10).count == 3 + 1)
    }

    @Test("who refuses for days is given up, however much comes in behind")
    func refused() async throws {
        try await fixture.enter()
        let saturday = try #require(LocalDate("2026-11-21"))
        for day in 0..<7 {
            _ = try await ledger.deliver(
                .day(LocalDate(dayNumber: saturday.dayNumber - Int64(day))))
            let midnight = fixture.clock.now + .seconds(24 * 3600)
            while let due = try await ledger.nextDue(), due < midnight {
                fixture.clock.advance(max(.zero, due - fixture.clock.now))
                let now = fixture.clock.now
                for day in try await ledger.unclosedDays() { try await ledger.closeDay(day) }
                for head in try await ledger.due(at: now) {
                    let delivery = try #require(try await ledger.outgoing(head.id)?.delivery)
                    let isHeard = delivery.destination == "program"
                    try await ledger.record(
                        Attempt(
                            number: delivery.attempts + 1, at: now, duration: .zero,
                            status: isHeard ? 200 : 404, error: nil, answer: nil, address: nil),
                        of: delivery.id,
                        leadingTo: RetrySchedule.step(
                            afterAttempts: delivery.attempts + 1, status: isHeard ? 200 : 404,
                            retryAfter: nil, at: now, jitter: 0))
                }
            }
            fixture.clock.advance(midnight - fixture.clock.now)
        }
        let dead = try await ledger.deliveries(in: .dead, limit: 10).map(\.delivery.destination)
        #expect(dead.contains("people") && !dead.contains("program"))
        #expect(ledger.health.deadDeliveries > 0)
    }

    @Test("what became dead while messages were held up is told in the bundle")
    func undeliveredMeanwhile() async throws {
        try await fixture.enter()
        let first = try await tell()
        fixture.clock.advance(.seconds(60))
        _ = try await tell("2026-11-20")
        fixture.clock.advance(.seconds(3600))
        try await fail(try #require(first["program"]), .dead)
        let bundle = try await ledger.outgoing(try #require(first["people"]).id)?.delivery
        #expect(try text(bundle) == "2026-11-21.1 2026-11-20.1 missing program:1")
    }

    @Test("what was paused or put off since it was found due does not go out")
    func notDue() async throws {
        let made = try await tell()
        let (people, program) = (try #require(made["people"]), try #require(made["program"]))
        try await ledger.pause("people")
        #expect(try await ledger.outgoing(people.id) == nil)
        try await fail(program, .retry(at: fixture.clock.now + .seconds(5)))
        #expect(try await ledger.outgoing(program.id) == nil)
        fixture.clock.advance(.seconds(5))
        #expect(try await ledger.outgoing(program.id)?.delivery.attempts == 1)
    }

    @Test("what never arrived is told in the next message of another destination, once")
    func undelivered() async throws {
        try await fixture.enter()
        let lost = try #require(try await tell()["program"])
        try await fail(lost, .dead)
        #expect(ledger.health.deadDeliveries == 1)
        fixture.clock.advance(.seconds(60))
        let next = try await tell("2026-11-20")
        #expect(try text(next["people"]) == "2026-11-20.1 missing program:1")
        #expect(try text(next["program"]) == "2026-11-20.1")
        fixture.clock.advance(.seconds(60))
        #expect(try text(try await tell("2026-11-19")["people"]) == "2026-11-19.1")
    }

    @Test("paused, a destination gets nothing until it is resumed, and then all of it")
    func paused() async throws {
        let held = try await tell()
        let people = try #require(held["people"])
        try await ledger.pause("people")
        #expect(try await ledger.due(at: fixture.clock.now).map(\.destination) == ["program"])
        #expect(ledger.health.switchedOffDestinations.map(\.cause) == [.paused])
        #expect(ledger.health.deadDeliveries == 0)
        #expect(try await ledger.resume("people"))
        #expect(try await !ledger.resume("people"))
        #expect(ledger.health.switchedOffDestinations.isEmpty)
        #expect(try await ledger.due(at: fixture.clock.now).map(\.id).contains(people.id))
    }

    @Test("gone stays gone although somebody pauses it, and is resumed with what was held")
    func gone() async throws {
        let people = try #require(try await tell()["people"])
        try await fail(people, .switchOff)
        try await ledger.pause("people")
        #expect(ledger.health.switchedOffDestinations.map(\.cause) == [.gone])
        let dead = try #require(try await tell("2026-11-20")["people"])
        try await fail(dead, .dead)
        #expect(try await ledger.resume("people"))
        let due = try await ledger.due(at: fixture.clock.now)
        #expect(due.first { $0.id == people.id }?.attempts == 0)
        let waiting = try await ledger.deliveries(in: .waiting, limit: 10).map(\.delivery)
        let resumed = try #require(waiting.first { $0.id == dead.id })
        // Resuming a destination that was not switched off sends nothing again.
        fixture.clock.advance(.seconds(1))
        try await fail(resumed, .dead)
        #expect(try await !ledger.resume("people"))
        #expect(try await ledger.deliveries(in: .dead, limit: 10).map(\.delivery.id) == [dead.id])
    }

    @Test("without a way to the network an attempt is kept and does not count")
    func offline() async throws {
        let people = try #require(try await tell()["people"])
        let until = fixture.clock.now + RetrySchedule.waitForNetwork
        for _ in 0..<20 {
            try await fail(people, .waitForNetwork(until: until))
            fixture.clock.advance(.seconds(1))
        }
        let kept = try #require(
            try await ledger.deliveries(in: .waiting, limit: 10)
                .first { $0.delivery.id == people.id })
        #expect(kept.delivery.attempts == 0)
        #expect(kept.delivery.dueAt == until)
        #expect(kept.attempts.count == 20)
    }
}
