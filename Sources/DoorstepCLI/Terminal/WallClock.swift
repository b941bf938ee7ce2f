import DoorstepCore
import Glibc

/// A clock on a wall: what time it is, and what it shows of any moment.
package struct WallClock: Sendable {
    let now: @Sendable () -> Timestamp

    /// Seconds east of Greenwich at a moment.
    let offset: @Sendable (Timestamp) -> Int

    package init(
        now: @escaping @Sendable () -> Timestamp, offset: @escaping @Sendable (Timestamp) -> Int
    ) {
        self.now = now
        self.offset = offset
    }

    /// The terminal's: the zone of `TZ`, else of the machine. By the C library, which is ready at once.
    package static let local = WallClock(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(
                milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        },
        offset: { moment in
            var seconds = time_t(moment.seconds)
            var parts = tm()
            return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
        })
}

extension WallClock {
    func date(_ moment: Timestamp) -> LocalDate {
        let seconds = moment.seconds + Int64(offset(moment))
        return LocalDate(dayNumber: (seconds - modulo(seconds, 86400)) / 86400)
    }

    /// `11:15:02`.
    func time(_ moment: Timestamp) -> String {
        String(moment.text(offsetSeconds: offset(moment)).dropFirst(11).prefix(8))
    }

    /// `11:15`.
    func hour(_ moment: Timestamp) -> String { String(time(moment).prefix(5)) }

    /// `11:15:02` today, `2026-11-20 11:15:02` on any other day.
    func timeOrDate(_ moment: Timestamp) -> String {
        let date = date(moment)
        return date == self.date(now()) ? time(moment) : "\(date) \(time(moment))"
    }

    /// The first moment at which the clock shows this time of this date, or later: of a time that it shows
    /// twice, the first; for a time that it skips, the moment of the jump.
    /// `second` counts from midnight as the clock shows it, 0...86,399.
    func moment(_ date: LocalDate, second: Int) -> Timestamp {
        let wall = date.dayNumber * 86400 + Int64(second)
        let before = offset(Timestamp(seconds: wall - 86400))
        let after = offset(Timestamp(seconds: wall + 86400))
        let early = Timestamp(seconds: wall - Int64(max(before, after)))
        if offset(early) == max(before, after) { return early }
        let late = Timestamp(seconds: wall - Int64(min(before, after)))
        if offset(late) == min(before, after) { return late }
        // The clock jumps between the two: halve until the second is found.
        let old = offset(early)
        var (low, high) = (early.seconds, late.seconds)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(Timestamp(seconds: middle)) == old { low = middle } else { high = middle }
        }
        return Timestamp(seconds: high)
    }
}

private func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
}
