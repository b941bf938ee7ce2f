import DoorstepCore
import DoorstepStore
import TestSupport
import Testing

/// Openings from the ledger's rows to the summary.
@Suite(.timeLimit(.minutes(20))) struct OpeningsTests {
    private static let shop = Shop.fixture(
        doors: [Door(name: "front"), Door(name: "side"), Door(name: "yard", isStaffOnly: true)],
        quiet: [QuietPeriod(hours: [TimeRange("14:00-15:00")].compactMap(\.self))])

    private func open(
        _ fixture: LedgerFixture, _ door: String = "side", at: Timestamp? = nil
    ) async throws -> Sequence {
        try await fixture.record(.open(door: door), at: at).fact.sequence
    }

    private func answer(
        _ fixture: LedgerFixture, _ prompt: Sequence, _ reply: Command.Reply,
        _ details: Command.AnswerDetails = Command.AnswerDetails()
    ) async throws -> Sequence {
        try await fixture.record(.answer(prompt: prompt, reply, details)).fact.sequence
    }

    @Test("what was answered, lapsed, excluded, undone and never owed")
    func everyFate() async throws {
        let fixture = try LedgerFixture(shop: Self.shop)
        let day = fixture.ledger.floor.day.date
        let entered = try await answer(fixture, open(fixture), .entrance)
        _ = try await answer(fixture, open(fixture), .exit)
        _ = try await answer(
            fixture, open(fixture), .notAVisitor, Command.AnswerDetails(reason: .delivery))
        let voided = try await open(fixture)
        try await fixture.record(.void(voided, reason: nil))
        _ = try await open(fixture, "front")
        // Owed nothing: a door of the staff, a quiet hour, before the shop opens.
        _ = try await open(fixture, "yard")
        _ = try await open(fixture, at: Timestamp(at: "2026-11-21T07:30:00Z"))
        fixture.clock.set("2026-11-21T13:30:00Z")
        _ = try await open(fixture)
        fixture.clock.set("2026-11-21T14:30:00Z")
        _ = try await open(fixture)
        fixture.clock.advance(.seconds(600))
        try await fixture.record(.lapse)

        func openings() async throws -> [String: [Int]] {
            Dictionary(
                uniqueKeysWithValues: try await fixture.ledger.summary(of: day).openings.byDoor
                    .map {
                        ($0.door, [$0.all, $0.answered, $0.excluded, $0.whileShut, $0.unanswered])
                    }
            )
        }
        let all = ["front": [1, 0, 0, 0, 1], "side": [6, 4, 2, 1, 1], "yard": [1, 1, 1, 0, 0]]
        #expect(try await openings() == all)
        // The entrance is voided, so that its opening is unanswered again.
        try await fixture.record(.void(entered, reason: nil))
        #expect(try await openings()["side"] == [6, 3, 2, 1, 2])
        try await fixture.ledger.rebuildReadTables()
        #expect(try await openings()["side"] == [6, 3, 2, 1, 2])
    }

    @Test("an opening that is told of or answered after the closing makes a new revision")
    func revisions() async throws {
        let fixture = try LedgerFixture(shop: Self.shop)
        let day = fixture.ledger.floor.day.date
        let opening = try await open(fixture)
        fixture.clock.set("2026-11-21T19:00:00Z")
        try await fixture.ledger.closeDay(day)
        fixture.clock.set("2026-11-22T09:00:00Z")
        try await fixture.ledger.roll()
        let second = try await open(fixture, at: Timestamp(at: "2026-11-21T10:00:00Z"))
        _ = try await answer(fixture, opening, .entrance)
        try await fixture.record(.void(second, reason: nil))
        let made = fixture.composed.all.map(\.summary).filter { $0.period.id == "2026-11-21" }
        #expect(made.map(\.data.revision) == [1, 2, 3, 4])
        #expect(made.map(\.openings.unanswered) == [1, 2, 1, 0])
        #expect(made.map(\.traffic.footfall) == [0, 0, 1, 1])
    }
}
