import DoorstepCore
import DoorstepStore
import TestSupport
import Testing

/// A door's silence counts from the last sign of life, even if the day was closed meanwhile.
@Suite(.timeLimit(.minutes(20))) struct SilenceTests {
    private func coverage(_ fixture: LedgerFixture, _ day: String) async throws -> Int? {
        let date = try #require(LocalDate(day))
        return try await fixture.ledger.summary(of: date).coverage.observedMinutes
    }

    private func fallSilent(_ fixture: LedgerFixture, since: String) async throws {
        try await fixture.record(
            .doorDown(door: "front", reason: "silent"), at: Timestamp(at: since))
    }

    /// A shop that is observed since six in the morning.
    private func started() async throws -> LedgerFixture {
        let fixture = try LedgerFixture(clock: WallClock("2026-11-21T05:00:00Z"))
        try await fixture.record(.doorUp(door: "front"))
        return fixture
    }

    @Test("before the opening the whole morning is missing, and not from the alarm on")
    func beforeOpening() async throws {
        let fixture = try await started()
        fixture.clock.set("2026-11-21T09:00:00Z")
        try await fallSilent(fixture, since: "2026-11-21T07:00:00Z")
        fixture.clock.set("2026-11-21T10:00:00Z")
        try await fixture.record(.doorUp(door: "front"))
        fixture.clock.set("2026-11-21T18:30:00Z")
        // Open from nine to seven; silent from eight to eleven in the morning.
        #expect(try await coverage(fixture, "2026-11-21") == 480)
        let gap = try await fixture.ledger.summary(of: fixture.ledger.floor.day.date).coverage.gaps
        #expect(gap.map(\.from) == ["2026-11-21T09:00:00.000+01:00"])
    }

    @Test("noticed after midnight, a closed day gets a revision, and the door is down once")
    func acrossMidnight() async throws {
        let fixture = try await started()
        let day = fixture.ledger.floor.day.date
        fixture.clock.set("2026-11-21T18:20:00Z")
        try await fixture.ledger.closeDay(day)
        fixture.clock.set("2026-11-22T04:00:00Z")
        try await fixture.ledger.roll()
        try await fallSilent(fixture, since: "2026-11-21T16:00:00Z")
        #expect(
            fixture.ledger.floor.doors.first?.down?.since == Timestamp(at: "2026-11-21T16:00:00Z"))
        let made = fixture.composed.all.map(\.summary).filter { $0.period.id == "2026-11-21" }
        #expect(made.map(\.coverage.observedMinutes) == [600, 480])
        // A void folds the day anew: the door stays down.
        let entrance = try await fixture.enter()
        try await fixture.record(.void(entrance, reason: nil))
        #expect(fixture.ledger.floor.doors.first?.down != nil)
        try fixture.ledger.close()
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.doors == fixture.ledger.floor.doors)
    }

    @Test("noticed in the evening after the closing, the day's summary is put right at once")
    func afterClosing() async throws {
        let fixture = try await started()
        fixture.clock.set("2026-11-21T18:20:00Z")
        try await fixture.ledger.closeDay(fixture.ledger.floor.day.date)
        fixture.clock.set("2026-11-21T18:25:00Z")
        try await fallSilent(fixture, since: "2026-11-21T17:00:00Z")
        let made = fixture.composed.all.map(\.summary).filter { $0.period.id == "2026-11-21" }
        #expect(made.map(\.coverage.observedMinutes) == [600, 540])
    }
}
