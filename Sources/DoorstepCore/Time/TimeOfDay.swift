/// A time on the shop's wall clock, as minutes after midnight: 0 (00:00) to 1440 (24:00, the end of a day).
package struct TimeOfDay: Hashable, Comparable, Sendable, LosslessStringConvertible {
    package let minutes: Int

    package init(minutes: Int) {
        self.minutes = minutes
    }

    /// Reads `HH:MM`, `24:00` included.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
            hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        minutes = hour * 60 + minute
    }

    package var description: String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }

    package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minutes < b.minutes }
}

/// From one time of day to another; `end` at or before `start` means on the next day.
package struct TimeRange: Hashable, Sendable, LosslessStringConvertible {
    package let start: TimeOfDay
    package let end: TimeOfDay

    package init(start: TimeOfDay, end: TimeOfDay) {
        self.start = start
        self.end = end
    }

    /// Reads `09:30-12:30`; `22:00-02:00` passes midnight.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = TimeOfDay(String(parts[0])),
            let end = TimeOfDay(String(parts[1])), start.minutes < 1440, start != end
        else { return nil }
        self.init(start: start, end: end)
    }

    package var description: String { "\(start)-\(end)" }

    package var passesMidnight: Bool { end <= start }

    /// Whether the wall clock is inside; the start counts, the end does not.
    package func contains(_ time: TimeOfDay) -> Bool {
        passesMidnight ? time >= start || time < end : time >= start && time < end
    }
}
