import Foundation

/// The shop's own time: trading days, opening hours and local hours, in its IANA zone.
///
/// Days are counted on the calendar and then turned into moments; no day is ever taken to have
/// 24 hours (DESIGN section 5).
package struct ShopCalendar: Sendable {
    package let timeZone: TimeZone
    package let dayStartsAt: TimeOfDay
    package let hours: OpeningHours

    /// How long after the last closing time the day is closed: time for the last visitor to leave.
    package let closeAfter: Duration

    package init(
        timeZone: TimeZone, dayStartsAt: TimeOfDay = TimeOfDay(minutes: 240),
        hours: OpeningHours = .always, closeAfter: Duration = .seconds(900)
    ) {
        self.timeZone = timeZone
        self.dayStartsAt = dayStartsAt
        self.hours = hours
        self.closeAfter = closeAfter
    }

    /// Seconds east of Greenwich at `moment`.
    package func offset(at moment: Timestamp) -> Int {
        timeZone.secondsFromGMT(for: moment.date)
    }

    /// RFC 3339 with the shop's offset, as summaries show it.
    package func text(_ moment: Timestamp) -> String {
        moment.text(offsetSeconds: offset(at: moment))
    }

    /// What the clock on the shop's wall shows.
    package func wallClock(at moment: Timestamp) -> (date: LocalDate, time: TimeOfDay) {
        let seconds = moment.seconds + Int64(offset(at: moment))
        let day = floorDivide(seconds, 86400)
        return (
            LocalDate(dayNumber: day), TimeOfDay(seconds: Int(seconds - day * 86400))
        )
    }

    /// The first moment at which the clock on the wall shows `time` of `date` or later. A time that the
    /// clock skips is the moment of the jump; of a time that it shows twice, the first.
    package func moment(_ date: LocalDate, _ time: TimeOfDay) -> Timestamp {
        let wall = date.dayNumber * 86400 + Int64(time.seconds)
        let before = offset(at: Timestamp(seconds: wall - 86400))
        let after = offset(at: Timestamp(seconds: wall + 86400))
        for candidate in [max(before, after), min(before, after)] {
            let moment = Timestamp(seconds: wall - Int64(candidate))
            if offset(at: moment) == candidate { return moment }
        }
        // Skipped: the jump lies between the two candidates.
        let earliest = Timestamp(seconds: wall - Int64(max(before, after)) - 1)
        return transition(after: earliest) ?? Timestamp(seconds: wall - Int64(before))
    }

    private func transition(after moment: Timestamp) -> Timestamp? {
        timeZone.nextDaylightSavingTimeTransition(after: moment.date).map {
            Timestamp(milliseconds: Int64(($0.timeIntervalSince1970 * 1000).rounded()))
        }
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

    /// When the shop is open within a trading day, in order, without overlaps.
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

    /// When the day is closed and its summary made: `closeAfter` past the last closing time, at the latest
    /// when the next day starts.
    package func closingMoment(of day: TradingDay) -> Timestamp {
        guard let last = openIntervals(of: day).last else { return day.interval.end }
        return min(last.end + closeAfter, day.interval.end)
    }

    /// The day's hours as the wall clock strikes them, and the pieces that a change of the clocks or a
    /// day that starts at half past makes of them. Labels are unique within the day.
    package func localHours(of day: TradingDay) -> [(label: String, interval: Interval)] {
        var result: [(label: String, interval: Interval)] = []
        var start = day.interval.start
        while start < day.interval.end {
            let offset = offset(at: start)
            let intoHour =
                (start.seconds + Int64(offset)) - floorDivide(
                    start.seconds + Int64(offset), 3600) * 3600
            var end = min(Timestamp(seconds: start.seconds - intoHour + 3600), day.interval.end)
            if let jump = transition(after: start), jump < end { end = jump }
            var label = wallClock(at: start).time.description
            if result.contains(where: { $0.label == label }) {
                // Greenwich's too: `01:00Z` would be no time on the shop's clock.
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

extension Timestamp {
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    package init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
