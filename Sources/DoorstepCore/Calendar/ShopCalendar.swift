/// The shop's own time: trading days, opening hours and local hours, by the rules of its zone.
///
/// Days are counted on the calendar and then turned into moments; no day is ever taken to have
/// 24 hours (DESIGN section 5).
package struct ShopCalendar: Sendable {
    /// The zone's rules, replaced when the machine gets newer ones.
    package var zone: ZoneRules
    package let dayStartsAt: TimeOfDay
    package let hours: OpeningHours

    /// The time from the last closing time to the closing of the day, for the last visitor to leave.
    package let closeAfter: Duration

    package init(
        zone: ZoneRules, dayStartsAt: TimeOfDay = TimeOfDay(minutes: 240),
        hours: OpeningHours = .always, closeAfter: Duration = .seconds(900)
    ) {
        self.zone = zone
        self.dayStartsAt = dayStartsAt
        self.hours = hours
        self.closeAfter = closeAfter
    }

    /// Seconds east of Greenwich at `moment`.
    package func offset(at moment: Timestamp) -> Int { zone.offset(at: moment) }

    /// The moment in RFC 3339 with the shop's offset, as summaries show it.
    package func text(_ moment: Timestamp) -> String { zone.text(moment) }

    /// The date and time that the clock on the shop's wall shows.
    package func wallClock(at moment: Timestamp) -> (date: LocalDate, time: TimeOfDay) {
        zone.wallClock(at: moment)
    }

    /// The first moment at which the clock on the shop's wall shows `time` of `date` or later.
    package func moment(_ date: LocalDate, _ time: TimeOfDay) -> Timestamp {
        zone.moment(date, time)
    }
}

extension ShopCalendar {
    package func tradingDay(_ date: LocalDate) -> TradingDay {
        TradingDay(
            date: date,
            interval: Interval(
                start: moment(date, dayStartsAt), end: moment(date.next, dayStartsAt)))
    }

    package func tradingDay(containing moment: Timestamp) -> TradingDay {
        let day = tradingDay(wallClock(at: moment).date)
        if moment < day.interval.start { return tradingDay(day.date.previous) }
        if moment >= day.interval.end { return tradingDay(day.date.next) }
        return day
    }

    /// The opening times within a trading day, in order, without overlaps.
    package func openIntervals(of day: TradingDay) -> [Interval] {
        [day.date.previous, day.date, day.date.next]
            .flatMap { date in
                hours.ranges(on: date).map { range in
                    Interval(
                        start: moment(date, range.start),
                        end: moment(range.passesMidnight ? date.next : date, range.end))
                }
            }
            .compactMap { $0.intersection(day.interval) }
            .merged
    }

    /// The moment of closing the day and making its summary: `closeAfter` past the last closing time, at the latest the
    /// start of the next day.
    package func closingMoment(of day: TradingDay) -> Timestamp {
        guard let last = openIntervals(of: day).last else { return day.interval.end }
        return min(last.end + closeAfter, day.interval.end)
    }

    /// The day's hours by the wall clock. A change of the clocks, or a day that starts at half past, makes shorter
    /// pieces. Labels are unique within the day.
    package func localHours(of day: TradingDay) -> [(label: String, interval: Interval)] {
        var result: [(label: String, interval: Interval)] = []
        var start = day.interval.start
        while start < day.interval.end {
            let offset = offset(at: start)
            let intoHour =
                (start.seconds + Int64(offset)) - floorDivide(
                    start.seconds + Int64(offset), 3600) * 3600
            var end = min(Timestamp(seconds: start.seconds - intoHour + 3600), day.interval.end)
            if let jump = zone.nextTransition(after: start), jump < end { end = jump }
            var label = wallClock(at: start).time.description
            if result.contains(where: { $0.label == label }) {
                // An offset of 0 is `+00:00` too: `01:00Z` would be no time on the shop's clock.
                label += (offset < 0 ? "-" : "+") + TimeOfDay(seconds: abs(offset)).description
            }
            result.append((label, Interval(start: start, end: end)))
            start = end
        }
        return result
    }
}

/// The shop's day: from `dayStartsAt` of its date to that of the next.
package struct TradingDay: Hashable, Sendable {
    package let date: LocalDate
    package let interval: Interval

    package init(date: LocalDate, interval: Interval) {
        self.date = date
        self.interval = interval
    }
}
