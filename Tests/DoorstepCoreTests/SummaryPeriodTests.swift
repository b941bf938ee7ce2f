import DoorstepCore
import Testing

@Suite struct SummaryPeriodTests {
    // From ISO 8601's own annex and the year ends that go wrong most often.
    @Test(
        "a date lies in the ISO week of its Thursday's year",
        arguments: [
            ("2026-11-21", "2026-W47"), ("2026-01-01", "2026-W01"), ("2027-01-01", "2026-W53"),
            ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01"),
            ("2021-01-03", "2020-W53"), ("2008-12-29", "2009-W01"), ("2010-01-03", "2009-W53"),
        ])
    func weeks(date: String, week: String) throws {
        let date = try #require(LocalDate(date))
        #expect(ISOWeek(containing: date).description == week)
        let read = try #require(ISOWeek(week))
        #expect(read.monday <= date && date <= read.sunday)
        #expect(read.monday.weekday == .monday && read.sunday.weekday == .sunday)
    }

    @Test("every week of thirty years reads back as itself, and follows the one before")
    func everyWeek() throws {
        var week = try #require(ISOWeek("2010-W01"))
        for _ in 0..<1570 {
            let next = ISOWeek(containing: week.sunday.next)
            try #require(ISOWeek(week.description) == week)
            try #require(next.monday.dayNumber == week.monday.dayNumber + 7)
            try #require(week < next)
            week = next
        }
    }

    @Test(
        "refuses weeks and months that there are not",
        arguments: [
            "2026-W54", "2025-W53", "2026-W00", "2026-W1", "2026W47", "2026-w47", "2026-W4７", "",
            "-026-W01", "2026-13", "2026-00", "2026-1", "2026", "0000-01", "2026-11-01",
        ])
    func refused(text: String) {
        #expect(ISOWeek(text) == nil)
        #expect(LocalMonth(text) == nil)
    }

    @Test(
        "a month goes from its first day to its last",
        arguments: [
            ("2026-11", 30), ("2024-02", 29), ("2026-02", 28), ("2100-02", 28), ("2026-12", 31),
        ])
    func months(text: String, days: Int) throws {
        let month = try #require(LocalMonth(text))
        #expect(month.description == text)
        let period = SummaryPeriod.month(month)
        #expect(period.dates.count == days)
        #expect(period.first.day == 1)
        #expect(LocalMonth(containing: period.last) == month)
        #expect(LocalMonth(containing: period.last.next) > month)
    }
}
