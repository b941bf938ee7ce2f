import DoorstepCore
import DoorstepStore
import TestSupport
import Testing

/// Deliveries that a person drops.
@Suite struct DroppingTests {
    /// A destination whose messages say how many messages others missed.
    private struct Addressed: LedgerDestination {
        let name: String
        let isForPrograms = true
        let knowsRepeats = true

        func wants(_ fresh: NewSummary) -> Bool { true }

        func message(of content: MessageContent, id: DeliveryID) throws -> Message {
            let missing = content.undelivered.map { "\($0.destination):\($0.count)" }
            return Message(
                contentType: "text/plain", body: Array(missing.joined(separator: " ").utf8))
        }
    }

    private let fixture: LedgerFixture
    private var ledger: Ledger { fixture.ledger }

    init() throws {
        fixture = try LedgerFixture(destinations: ["chat", "manager"].map(Addressed.init))
    }

    private func owed(_ day: String, to name: String, _ ledger: Ledger) async throws -> DeliveryID {
        let deliveries = try await ledger.deliver(.day(try #require(LocalDate(day))))
        return try #require(deliveries.first { $0.destination == name }).id
    }

    private func fail(_ id: DeliveryID, _ step: DeliveryStep) async throws {
        fixture.clock.advance(.seconds(1))
        try await ledger.record(
            Attempt(
                number: 1, at: fixture.clock.now, duration: .zero, status: 404, error: "no",
                answer: nil, address: nil), of: id, leadingTo: step)
    }

    @Test("what was given up or held and is dropped troubles nobody any more, and stays dropped")
    func dropped() async throws {
        let dead = try await owed("2026-11-21", to: "chat", ledger)
        try await fail(dead, .dead)
        let held = try await owed("2026-11-20", to: "chat", ledger)
        try await fail(held, .switchOff)
        #expect(ledger.health.deadDeliveries == 2)
        #expect(try await ledger.drop(dead).state == .dropped)
        #expect(ledger.health.deadDeliveries == 1)
        #expect(try await ledger.drop(held).state == .dropped)
        #expect(ledger.health.deadDeliveries == 0)
        #expect(try await ledger.destinationStatuses()["chat"]?.dead == 0)
        let told = try await ledger.deliver(.day(try #require(LocalDate("2026-11-19"))))
        #expect(told.allSatisfy { $0.message.body.isEmpty })

        #expect(try await ledger.resume("chat"))
        #expect(try await ledger.drop(dead).state == .dropped)
        await #expect(throws: LedgerError.deliveryNotEnded(dead.rawValue, .dropped)) {
            try await ledger.retry(dead)
        }
        let states = try await ledger.deliveries(in: .dropped, limit: 9).map(\.delivery)
        #expect(states.map(\.id) == [held, dead])
        #expect(states.allSatisfy { $0.dueAt == nil })
        // A late attempt is kept; only its success would change the state.
        try await fail(dead, .retry(at: fixture.clock.now))
        #expect(try await ledger.deliveries(in: .dropped, limit: 9).count == 2)
    }

    @Test("what is still tried at a destination that there is cannot be dropped, nor what arrived")
    func refused() async throws {
        let waiting = try await owed("2026-11-21", to: "chat", ledger)
        await #expect(
            throws: LedgerError.deliveryNotDead(waiting.rawValue, .waiting, destination: "chat")
        ) { try await ledger.drop(waiting) }
        try await fail(waiting, .delivered)
        await #expect(
            throws: LedgerError.deliveryNotDead(waiting.rawValue, .delivered, destination: "chat")
        ) { try await ledger.drop(waiting) }
        await #expect(throws: LedgerError.unknownDelivery("msg_0")) {
            try await ledger.drop(DeliveryID(rawValue: "msg_0"))
        }
    }

    @Test("what waits for a destination that is configured no more can be dropped")
    func unconfigured() async throws {
        let waiting = try await owed("2026-11-21", to: "chat", ledger)
        try fixture.ledger.close()
        let later = try LedgerFixture(
            scratch: fixture.scratch, clock: fixture.clock,
            destinations: [Addressed(name: "manager")]
        )
        #expect(try await later.ledger.outgoing(waiting)?.isConfigured == false)
        #expect(try await later.ledger.drop(waiting).state == .dropped)
        #expect(try await !later.ledger.due(at: fixture.clock.now).map(\.id).contains(waiting))
    }
}
