import DoorstepCore
import TestSupport
import Testing

@Suite struct ShopCalendarTests {
    static func calendar(
        _ zone: String, dayStartsAt: String = "00:00", hours: OpeningHours = .always
    ) -> ShopCalendar { Shop.fixture(zone: zone, hours: hours, dayStartsAt: dayStartsAt).calendar }

    @Test(
        "knows the days on which the clocks change",
        arguments: [
            ("Europe/Berlin", "2026-03-29", 23.0), ("Europe/Berlin", "2026-10-25", 25.0),
            ("Australia/Lord_Howe", "2026-10-04", 23.5),
            ("Australia/Lord_Howe", "2026-04-05", 24.5),
            ("America/Santiago", "2026-09-06", 23.0), ("Asia/Beirut", "2026-10-24", 25.0),
            ("Asia/Beirut", "2026-10-25", 24.0), ("Europe/Paris", "2026-11-21", 24.0),
        ])
    func oddDays(zone: String, date: String, hours: Double) throws {
        let day = Self.calendar(zone).tradingDay(try #require(LocalDate(date)))
        #expect(day.interval.duration.inSeconds / 3600 == hours)
    }

    @Test("a day whose midnight does not exist starts when the clock jumps")
    func santiago() throws {
        let day = Self.calendar("America/Santiago").tradingDay(
            try #require(LocalDate("2026-09-06")))
        #expect(
            Self.calendar("America/Santiago").text(day.interval.start)
                == "2026-09-06T01:00:00.000-03:00")
    }

    @Test(
        "a night that passes midnight belongs to the day it began in",
        .bug(
            "https://github.com/buttondown/roadmap/issues/2707",
            "a report missed while the machine was down"))
    func nights() throws {
        let calendar = Self.calendar(
            "Europe/Paris", dayStartsAt: "04:00", hours: .daily("18:00-02:00"))
        let day = calendar.tradingDay(try #require(LocalDate("2026-11-20")))
        let open = calendar.openIntervals(of: day)
        #expect(open.count == 1)
        #expect(open.first.map { calendar.text($0.end) } == "2026-11-21T02:00:00.000+01:00")
        #expect(calendar.text(calendar.closingMoment(of: day)) == "2026-11-21T02:15:00.000+01:00")
    }

    @Test("an exception replaces its own date only: the night before goes on")
    func exceptions() throws {
        let holiday = try #require(LocalDate("2026-12-25"))
        let hours = OpeningHours(
            weekly: OpeningHours.daily("18:00-02:00").weekly, exceptions: [holiday: []])
        let calendar = Self.calendar("Europe/Paris", dayStartsAt: "00:00", hours: hours)
        let open = calendar.openIntervals(of: calendar.tradingDay(holiday))
        #expect(open.map { calendar.text($0.end) } == ["2026-12-25T02:00:00.000+01:00"])
    }

    @Test("a shop that never shuts is open for every minute of every day")
    func always() throws {
        let calendar = Self.calendar("Europe/Paris", dayStartsAt: "04:00")
        for date in ["2026-03-28", "2026-03-29", "2026-10-25", "2026-11-21"] {
            let day = calendar.tradingDay(try #require(LocalDate(date)))
            #expect(calendar.openIntervals(of: day) == [day.interval])
            #expect(calendar.closingMoment(of: day) == day.interval.end)
        }
    }
}
