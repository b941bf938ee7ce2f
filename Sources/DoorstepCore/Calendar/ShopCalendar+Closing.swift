extension ShopCalendar {
    /// The closing at which the next summary is made: that of `day`, or of the day after when `day` is closed already.
    package func nextClosing(of day: TradingDay, isClosed: Bool) -> Timestamp {
        closingMoment(of: isClosed ? tradingDay(day.date.next) : day)
    }

    /// The wall-clock time at which the shop, open on `date` at `time`, will close; nil when it is shut then, or stays
    /// open for a day or more. Computed for each prompt, hence from the wall clock alone.
    package func closing(on date: LocalDate, at time: TimeOfDay) -> TimeOfDay? {
        // Seconds since midnight of `date`.
        var end: Int?
        var from = time.seconds
        while let next = endOfRange(around: from, on: date), next > from {
            end = next
            from = next
            if from - time.seconds >= 86400 { return nil }
        }
        guard let end else { return nil }
        return TimeOfDay(seconds: end % 86400 == 0 ? 86400 : end % 86400)
    }

    /// The latest end of the ranges that contain the second, all counted from midnight of `date`.
    private func endOfRange(around second: Int, on date: LocalDate) -> Int? {
        var latest: Int?
        for day in -1...1 {
            let ranges = hours.ranges(on: LocalDate(dayNumber: date.dayNumber + Int64(day)))
            for range in ranges {
                let start = day * 86400 + range.start.seconds
                let end =
                    day * 86400 + range.end.seconds + (range.passesMidnight ? 86400 : 0)
                if start <= second, second < end { latest = max(latest ?? end, end) }
            }
        }
        return latest
    }
}
