import DoorstepCore
import TestSupport
import Testing

@testable import DoorstepStore

/// Late summaries of a machine that was off, or did not know the time.
@Suite struct LateNewsTests {
    private struct Addressed: LedgerDestination {
        let name: String
        let isForPrograms: Bool
        var knowsRepeats: Bool { isForPrograms }

        func wants(_ fresh: NewSummary) -> Bool { true }

        func message(of content: MessageContent, id: DeliveryID) throws -> Message {
            let words = content.summaries.map(\.period.id).joined(separator: " ")
            return Message(contentType: "text/plain", body: Array(words.utf8))
        }
    }

    /// A visitor came on Saturday morning, and Saturday's summary could not be delivered.
    private static func shop() async throws -> LedgerFixture {
        let fixture = try LedgerFixture(destinations: [
            Addressed(name: "chat", isForPrograms: false),
            Addressed(name: "program", isForPrograms: true),
        ])
        try await fixture.enter()
        fixture.clock.set("2026-11-21T18:15:00Z")
        try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-21")))
        return fixture
    }

    private static func outgoing(_ ledger: Ledger, to name: String, at now: Timestamp) async throws
        -> String?
    {
        guard let head = try await ledger.due(at: now).first(where: { $0.destination == name }),
            let delivery = try await ledger.outgoing(head.id, begins: true)?.delivery
        else { return nil }
        try await ledger.record(
            Attempt(
                number: 1, at: now, duration: .zero, status: 200, error: nil, answer: nil,
                address: nil), of: delivery.id, begunIn: delivery.round, leadingTo: .delivered)
        return String(decoding: delivery.message.body, as: UTF8.self)
    }

    @Test(
        "after a week without power people get one message, although the courier is quicker than the closing of days"
    )
    func week() async throws {
        let fixture = try await Self.shop()
        let ledger = fixture.ledger
        fixture.clock.set("2026-11-28T20:00:00Z")
        let now = fixture.clock.now
        let days = try await ledger.unclosedDays()
        #expect(days.count == 7)
        for day in days {
            // Asked before each day is closed, as a courier does that was started first.
            #expect(try await Self.outgoing(ledger, to: "chat", at: now) == nil)
            try await ledger.closeDay(day)
        }
        let bundle = try await Self.outgoing(ledger, to: "chat", at: now)
        #expect(
            bundle
                == "2026-11-21 2026-11-22 2026-W47 2026-11-23 2026-11-24 2026-11-25 2026-11-26 2026-11-27 2026-11-28"
        )
        #expect(try await Self.outgoing(ledger, to: "chat", at: now) == nil)
        var told: [String] = []
        while let next = try await Self.outgoing(ledger, to: "program", at: now) {
            told.append(next)
        }
        #expect(
            told == [
                "2026-11-21", "2026-11-22", "2026-W47", "2026-11-23", "2026-11-24", "2026-11-25",
                "2026-11-26", "2026-11-27", "2026-11-28",
            ])
    }

    @Test("a summary that is a day late because nobody knew the time is one message with the next")
    func unknownTime() async throws {
        let fixture = try await Self.shop()
        let ledger = fixture.ledger
        fixture.clock.set("2026-11-23T18:30:00Z", isTrusted: false)
        #expect(try await ledger.unclosedDays().isEmpty)
        fixture.clock.set("2026-11-23T18:30:00Z")
        let now = fixture.clock.now
        for day in try await ledger.unclosedDays() { try await ledger.closeDay(day) }
        let bundle = try await Self.outgoing(ledger, to: "chat", at: now)
        #expect(bundle == "2026-11-21 2026-11-22 2026-W47 2026-11-23")
        #expect(try await Self.outgoing(ledger, to: "chat", at: now) == nil)
    }

    @Test("on an ordinary evening the day's message goes out when the day is closed, and by itself")
    func ordinary() async throws {
        let fixture = try await Self.shop()
        #expect(
            try await Self.outgoing(fixture.ledger, to: "chat", at: fixture.clock.now)
                == "2026-11-21")
    }

    @Test("a day that cannot be closed keeps people waiting for an hour, and not for ever")
    func stuck() async throws {
        let fixture = try await Self.shop()
        fixture.clock.set("2026-11-22T19:00:00Z")
        #expect(
            try await Self.outgoing(fixture.ledger, to: "chat", at: fixture.clock.now) == nil)
        fixture.clock.advance(Ledger.longestCatchingUp)
        #expect(
            try await Self.outgoing(fixture.ledger, to: "chat", at: fixture.clock.now)
                == "2026-11-21")
    }
}
