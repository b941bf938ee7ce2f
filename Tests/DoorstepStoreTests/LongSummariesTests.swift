import DoorstepCore
import DoorstepStore
import Foundation
import TestSupport
import Testing

/// Summaries of weeks and months: when they are made, and of what.
@Suite struct LongSummariesTests {
    /// Records a party each day, of one more than the day before, and closes the day: from `first` on.
    private func play(_ first: String, days: Int) async throws -> LedgerFixture {
        let date = try #require(LocalDate(first))
        let fixture = try LedgerFixture(clock: WallClock("\(first)T09:30:00Z"))
        for number in 0..<days {
            let today = LocalDate(dayNumber: date.dayNumber + Int64(number))
            fixture.clock.set("\(today)T09:30:00Z")
            try await fixture.ledger.roll()
            try await fixture.enter(number + 1)
            fixture.clock.set("\(today)T20:00:00Z")
            try await fixture.ledger.closeDay(today)
        }
        return fixture
    }

    private func subjects(_ fixture: LedgerFixture) async throws -> [String] {
        try await fixture.ledger.deliveries(in: nil, limit: 200).map(\.delivery.subject).reversed()
    }

    @Test("the last day of a week makes the week's summary, that of a month the month's, once")
    func closing() async throws {
        // Monday to Monday; Monday the 30th is the last of November.
        let fixture = try await play("2026-11-23", days: 8)
        let long = try await subjects(fixture).filter { !$0.hasPrefix("summary.day") }
        #expect(
            long == [
                "summary.week 2026-W48, revision 1", "summary.month 2026-11, revision 1",
            ])
        let first = try #require(long.first)
        // With the day that ends it, after the day's own.
        #expect(try await subjects(fixture).firstIndex(of: first) == 7)
        let bodies = try await fixture.ledger.deliveries(in: nil, limit: 200)
            .filter { $0.delivery.subject == first }.map(\.delivery.message.body)
        let week = try JSONDecoder().decode(Summary.self, from: Data(try #require(bodies.first)))
        #expect(week.traffic.entrances == 1 + 2 + 3 + 4 + 5 + 6 + 7)
        #expect(week.traffic.byDay?.map(\.entrances) == [1, 2, 3, 4, 5, 6, 7])
        #expect(week.period.from == "2026-11-23T04:00:00.000+01:00")
        #expect(week.period.to == "2026-11-30T04:00:00.000+01:00")
        let month = try await fixture.ledger.summary(
            of: SummaryPeriod(.month, containing: try #require(LocalDate("2026-11-30"))))
        #expect(month.data.revision == 1)
        #expect(month.traffic.entrances == 36)
        #expect(month.coverage.openMinutes == 30 * 600)
        #expect(
            month.noteWords.contains("days-unknown") && month.noteWords.contains("low-coverage"))
    }

    @Test("a week in which the shop was shut and nobody came has no summary")
    func shutWeek() async throws {
        let closed = (23...29).compactMap { LocalDate("2026-11-\($0)") }
        let hours = OpeningHours(
            weekly: OpeningHours.daily("09:00-19:00").weekly,
            exceptions: Dictionary(closed.map { ($0, []) }) { first, _ in first })
        let fixture = try LedgerFixture(
            shop: .fixture(hours: hours), clock: WallClock("2026-11-23T09:30:00Z"))
        try await fixture.record(.doorUp(door: "front"))
        fixture.clock.set("2026-11-30T09:30:00Z")
        for date in closed { try await fixture.ledger.closeDay(date) }
        #expect(try await subjects(fixture).isEmpty)
    }

    @Test("what moved is held against the same weekday of weeks that were covered")
    func changes() async throws {
        // Five weeks with one visitor more each day: every Saturday has 7 more than the one before.
        let fixture = try await play("2026-10-19", days: 35)
        let saturday = try #require(LocalDate("2026-11-21"))
        let summary = try await fixture.ledger.summary(of: saturday)
        let changes = try #require(summary.changes)
        #expect(
            changes.comparedWith == ["2026-11-14", "2026-11-07", "2026-10-31", "2026-10-24"])
        // The 34th day; the others had 27, 20, 13 and 6.
        #expect(changes.footfall?.value == 34)
        #expect(changes.footfall?.usual == 16.5)
        #expect(changes.footfall?.moved == .up)
        // One party a day is too few.
        #expect(changes.greeting == nil)

        // A Saturday that the sensor slept through is none to be held against.
        try await fixture.record(
            .doorDown(door: "front", reason: "silent"), at: Timestamp(at: "2026-11-14T09:00:00Z"))
        try await fixture.record(.doorUp(door: "front"), at: Timestamp(at: "2026-11-14T17:00:00Z"))
        let week = try await fixture.ledger.summary(
            of: SummaryPeriod(.week, containing: try #require(LocalDate("2026-11-22"))))
        #expect(
            week.changes?.comparedWith == ["2026-W46", "2026-W45", "2026-W44", "2026-W43"])
        let open = try await fixture.ledger.summary(of: try #require(LocalDate("2026-11-28")))
        #expect(
            open.changes?.comparedWith == ["2026-11-21", "2026-11-07", "2026-10-31", "2026-10-24"])
    }

    @Test("the summaries of an older version are read for their number, and made anew")
    func olderVersion() async throws {
        let fixture = try await play("2026-11-21", days: 1)
        try await fixture.ledger.shortenSummaries()
        let saturday = try #require(LocalDate("2026-11-21"))
        #expect(try await fixture.ledger.summary(of: saturday).data.revision == 2)
    }
}
