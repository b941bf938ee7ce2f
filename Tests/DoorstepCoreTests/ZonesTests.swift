import DoorstepCore
import MachineZones
import TestSupport
import Testing

/// Trading days and their hours in every zone of the world, 2020 to 2037: by day, over midnight, around the clock.
///
/// The zones are tested one after the other, and other tests are let in between: all tests of the package share a few
/// threads, and some of them wait for a peer.
@Suite("Every zone, 2020 to 2037", .serialized) struct ZonesTests {
    @Test("every name is a zone, and is tested once")
    func names() {
        let tested = ZoneChanges.all.flatMap(\.names)
        #expect(tested.sorted() == ZoneDirectory.machine.names)
        // The old names, which some systems have in a package of their own, are left out.
        #expect(tested.count >= 300)
        // With fewer, zones that differ would be taken for the same.
        #expect(ZoneChanges.all.count >= 60)
        #expect(ZoneChanges.all.count { !$0.changes.isEmpty } >= 40)
        for odd in ["Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca", "Asia/Gaza"] {
            #expect(ZoneChanges.all.contains { $0.names.contains(odd) && $0.changes.count > 1 })
        }
    }

    /// A shop that keeps such hours, in the first of the zones.
    struct Trade: Sendable {
        let hours: OpeningHours
        let dayStartsAt: String

        static let all = [
            Trade(hours: .daily("09:00-12:30", "14:00-19:00"), dayStartsAt: "04:00"),
            Trade(hours: .daily("18:00-02:30"), dayStartsAt: "06:00"),
            Trade(hours: .daily("22:00-03:00"), dayStartsAt: "01:00"),
            Trade(hours: .always, dayStartsAt: "00:00"),
            Trade(hours: .always, dayStartsAt: "02:30"),
        ]

        func shop(_ rules: ZoneChanges) -> Shop {
            .fixture(zone: rules.zone, hours: hours, dayStartsAt: dayStartsAt)
        }
    }

    @Test(
        "days follow each other without a gap, each from the first moment that the clock shows its beginning",
        arguments: ZoneChanges.all)
    func days(rules: ZoneChanges) async throws {
        let first = try #require(LocalDate(year: ZoneChanges.years.lowerBound, month: 1, day: 1))
        let last = try #require(LocalDate(year: ZoneChanges.years.upperBound, month: 12, day: 31))
        // Where the clocks never change all beginnings are alike.
        for start in rules.changes.isEmpty ? ["04:00"] : ["04:00", "00:00", "02:30"] {
            let calendar = Shop.fixture(zone: rules.zone, dayStartsAt: start).calendar
            await Task.yield()
            var previous = calendar.tradingDay(first.previous)
            for number in first.dayNumber...last.dayNumber {
                let day = calendar.tradingDay(LocalDate(dayNumber: number))
                let begin = day.interval.start
                let wall = number * 86400 + Int64(calendar.dayStartsAt.seconds)
                // Between two changes the clock only goes on, so that the ends of such stretches are enough.
                let isFirst =
                    calendar.wallSeconds(before: begin) < wall
                    && rules.changes(around: begin, within: 2 * 86400).allSatisfy {
                        $0.moment > begin || calendar.wallSeconds(before: $0.moment) < wall
                    }
                guard begin == previous.interval.end, previous.interval.start < begin, isFirst,
                    calendar.wallSeconds(at: begin) >= wall
                else {
                    Issue.record("\(day.date), from \(start): \(day) after \(previous)")
                    return
                }
                previous = day
            }
        }
    }

    @Test(
        "around each change of the clocks hours tile the day, the shop is open as its clock says, and each moment is in one day",
        arguments: ZoneChanges.all)
    func changes(rules: ZoneChanges) async throws {
        for trade in Trade.all {
            let shop = trade.shop(rules)
            await Task.yield()
            for date in rules.oddDates {
                let day = shop.calendar.tradingDay(date)
                let findings = DayCheck(day, rules: rules, shop: shop).findings
                if !findings.isEmpty {
                    Issue.record("\(date), from \(trade.dayStartsAt): \(findings)")
                }
            }
        }
    }

    @Test("an hour that the clock strikes twice is told by its offset, that of Greenwich too")
    func labels() throws {
        func labels(_ zone: String, _ date: String) throws -> [String] {
            let calendar = Shop.fixture(zone: zone, dayStartsAt: "00:00").calendar
            return calendar.localHours(of: calendar.tradingDay(try #require(LocalDate(date))))
                .map(\.label)
        }
        #expect(
            try labels("Europe/Paris", "2026-10-25")[1...4] == [
                "01:00", "02:00", "02:00+01:00", "03:00",
            ])
        #expect(
            try labels("Europe/London", "2026-10-25")[0...3] == [
                "00:00", "01:00", "01:00+00:00", "02:00",
            ])
        #expect(
            try labels("America/St_Johns", "2026-11-01")[1...3] == [
                "01:00", "01:00-03:30", "02:00",
            ])
        // Half an hour, twice.
        #expect(
            try labels("Australia/Lord_Howe", "2026-04-05")[1...3] == ["01:00", "01:30", "02:00"])
    }
}

extension ZoneChanges {
    func changes(around moment: Timestamp, within seconds: Int64) -> ArraySlice<Change> {
        // The first at or after the window's beginning, by halves: this is asked for each of many days.
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].moment < moment - .seconds(seconds) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return changes[low...].prefix { $0.moment <= moment + .seconds(seconds) }
    }

    /// The days around each change, and a few ordinary ones.
    var oddDates: [LocalDate] {
        let around = changes.flatMap { change in
            let date = LocalDate(
                dayNumber: (change.moment.seconds + Int64(change.before)) / 86400)
            return (-1...1).map { LocalDate(dayNumber: date.dayNumber + $0) }
        }
        let ordinary = [2020, 2028, 2037].compactMap { LocalDate(year: $0, month: 1, day: 15) }
        return Set(around + ordinary).filter { Self.years.contains($0.year) }.sorted()
    }
}

extension ShopCalendar {
    /// The time that the clock on the wall shows, in seconds since 1970-01-01 00:00 on that clock.
    func wallSeconds(at moment: Timestamp) -> Int64 { moment.seconds + Int64(offset(at: moment)) }

    /// The time that the clock on the wall has shown just before.
    func wallSeconds(before moment: Timestamp) -> Int64 {
        wallSeconds(at: moment - .milliseconds(1))
    }
}
