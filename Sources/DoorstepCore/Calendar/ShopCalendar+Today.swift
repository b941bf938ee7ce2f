/// The trading day's opening hours as a visitor at the door reads them: times on the shop's wall clock.
package struct HoursToday: Hashable, Sendable {
    package let date: LocalDate
    package let isOpen: Bool

    /// The opening times within the day, in order; `24:00` is midnight. Empty on a closed day or if the shop never
    /// closes.
    package let ranges: [TimeRange]

    /// The time at which the shop, open now, will close; nil when it is shut or never closes.
    package let closes: TimeOfDay?

    /// The time at which the shop, shut now, will open again; nil when it is open, or does not open within two months.
    package let opens: OpeningTime?

    /// The moment at which any of these values changes; nil when none will.
    package let changesAt: Timestamp?

    package struct OpeningTime: Hashable, Sendable {
        package let date: LocalDate
        package let time: TimeOfDay
    }

    /// Whether the shop never closes.
    package var isAlways: Bool { isOpen && closes == nil }
}

extension ShopCalendar {
    package func hoursToday(at moment: Timestamp) -> HoursToday {
        let day = tradingDay(containing: moment)
        let open = openIntervals(of: day)
        if open.contains(where: { $0.contains(moment) }) {
            let end = closing(after: moment, in: day)
            return HoursToday(
                date: day.date, isOpen: true,
                ranges: end == nil ? [] : open.map(wallRange),
                closes: end.map { endOfDay(wallClock(at: $0).time) }, opens: nil,
                changesAt: end.map { min($0, day.interval.end) })
        }
        let next = opening(after: moment, from: day)
        return HoursToday(
            date: day.date, isOpen: false, ranges: open.map(wallRange), closes: nil,
            opens: next.map {
                let wall = wallClock(at: $0)
                return HoursToday.OpeningTime(date: wall.date, time: wall.time)
            },
            changesAt: next.map { min($0, day.interval.end) } ?? day.interval.end)
    }

    /// The end of the opening time around `moment`, past the ends of trading days; nil if a week away or more.
    private func closing(after moment: Timestamp, in day: TradingDay) -> Timestamp? {
        var day = day
        var end = moment
        for _ in 0..<8 {
            guard let interval = openIntervals(of: day).first(where: { $0.contains(end) }) else {
                return end
            }
            end = interval.end
            if end < day.interval.end { return end }
            day = tradingDay(day.date.next)
        }
        return nil
    }

    private func opening(after moment: Timestamp, from day: TradingDay) -> Timestamp? {
        var day = day
        for _ in 0..<62 {
            if let next = openIntervals(of: day).first(where: { $0.start > moment }) {
                return next.start
            }
            day = tradingDay(day.date.next)
        }
        return nil
    }

    private func wallRange(_ interval: Interval) -> TimeRange {
        TimeRange(
            start: wallClock(at: interval.start).time,
            end: endOfDay(wallClock(at: interval.end).time))
    }

    /// Midnight as the end of a range, which is `24:00`.
    private func endOfDay(_ time: TimeOfDay) -> TimeOfDay {
        time.seconds == 0 ? TimeOfDay(minutes: 1440) : time
    }
}
