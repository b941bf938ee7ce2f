import DoorstepCore
import TestSupport
import Testing

/// One summary of each trading day and one delivery of it, none twice and none missing, whenever the daemon is stopped
/// and started again.
@Suite(.serialized, .timeLimit(.minutes(20))) struct RestartTests {
    struct Night: Sendable, CustomTestStringConvertible {
        let zone: String

        /// Of the change, on the wall of the shop.
        let date: String
        let hours: OpeningHours
        let dayStartsAt: String

        var testDescription: String { "\(zone), \(date)" }
    }

    /// Closings that fall into the hour of a change, or on the change itself.
    static let nights = [
        Night(
            zone: "Europe/Paris", date: "2026-10-25", hours: .daily("18:00-02:30"),
            dayStartsAt: "06:00"),
        Night(
            zone: "Australia/Lord_Howe", date: "2026-04-05", hours: .daily("18:00-01:45"),
            dayStartsAt: "06:00"),
        Night(
            zone: "Antarctica/Troll", date: "2026-03-29", hours: .daily("22:00-02:00"),
            dayStartsAt: "02:30"),
        Night(zone: "America/Havana", date: "2024-11-03", hours: .always, dayStartsAt: "00:00"),
        Night(zone: "Africa/Casablanca", date: "2026-02-15", hours: .always, dayStartsAt: "02:30"),
        // Its 30 December never was.
        Night(zone: "Pacific/Apia", date: "2011-12-29", hours: .always, dayStartsAt: "00:00"),
    ]

    @Test("started anew in each minute of the night in which the clocks change", arguments: nights)
    func eachMinute(night: Night) async throws {
        let shop = Shop.fixture(
            zone: night.zone, hours: night.hours, dayStartsAt: night.dayStartsAt)
        let date = try #require(LocalDate(night.date))
        let noon = shop.calendar.moment(date.previous, TimeOfDay(minutes: 720))
        let change = try #require(shop.calendar.change(after: noon))
        let restarted = try await RestartedShop(shop, from: noon)
        for minute in -65...65 {
            try await restarted.restart(at: change + .seconds(Int64(minute) * 60))
        }
        let end = shop.calendar.tradingDay(containing: change).date.next
        try await restarted.restart(at: shop.calendar.tradingDay(end).interval.end)
        try await restarted.expectEverybody(by: end)
    }

    /// Every different set of rules with a change of its own kind: forward and back.
    static let changes = ZoneChanges.all.flatMap { rules in
        let forward = rules.changes.first { $0.after > $0.before }
        let back = rules.changes.first { $0.after < $0.before }
        return [forward, back].compactMap(\.self).map { (rules, $0) }
    }

    @Test(
        "started anew just before and at each closing, and at the change, wherever the clocks change",
        .bug(
            "https://github.com/home-assistant/core/issues/114547",
            "hours doubled or lost when the clocks change"),
        .bug(
            "https://github.com/home-assistant/core/issues/114721",
            "hours doubled or lost when the clocks change"),
        .bug(
            "https://github.com/home-assistant/core/issues/102984",
            "hours doubled or lost when the clocks change"),
        .bug(
            "https://github.com/home-assistant/core/issues/129504",
            "hours doubled or lost when the clocks change"),
        arguments: changes)
    func eachZone(rules: ZoneChanges, change: ZoneChanges.Change) async throws {
        // Three sorts of hours, in turn.
        let number = Int(change.moment.seconds / 3600)
        let hours: [OpeningHours] = [.daily("09:00-19:00"), .daily("18:00-02:30"), .always]
        let shop = Shop.fixture(
            zone: rules.zone, hours: hours[number % 3],
            dayStartsAt: ["04:00", "06:00", "00:00"][number % 3])
        let calendar = shop.calendar
        let day = calendar.tradingDay(containing: change.moment)
        let days = [day.date.previous, day.date, day.date.next].map(calendar.tradingDay)
        let closings = days.map(calendar.closingMoment)
        let moments = closings.flatMap { [$0 - .milliseconds(1), $0] } + [change.moment]
        let restarted = try await RestartedShop(shop, from: days[0].interval.start)
        for moment in moments.sorted() { try await restarted.restart(at: moment) }
        try await restarted.expectEverybody(by: days[2].date)
    }

    @Test("switched off for days, it makes up for each of them, once", arguments: nights)
    func off(night: Night) async throws {
        let shop = Shop.fixture(
            zone: night.zone, hours: night.hours, dayStartsAt: night.dayStartsAt)
        let date = try #require(LocalDate(night.date))
        func noon(_ days: Int64) -> Timestamp {
            shop.calendar.moment(
                LocalDate(dayNumber: date.dayNumber + days), TimeOfDay(minutes: 720))
        }
        let restarted = try await RestartedShop(shop, from: noon(-2))
        for days in [-1, 3, 3, 10] as [Int64] { try await restarted.restart(at: noon(days)) }
    }
}

extension ShopCalendar {
    /// The next moment at which the clock on the wall is moved.
    fileprivate func change(after moment: Timestamp) -> Timestamp? {
        (1...48 * 60).lazy.map { moment + .seconds($0 * 60) }
            .first { offset(at: $0) != offset(at: moment) }
    }
}
