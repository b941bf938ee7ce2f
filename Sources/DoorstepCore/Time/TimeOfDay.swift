/// A time on the shop's wall clock, as seconds after midnight: 0 (00:00) to 86,400 (24:00, the end of a day).
package struct TimeOfDay: Hashable, Comparable, Sendable, LosslessStringConvertible {
    package let seconds: Int

    package init(seconds: Int) {
        self.seconds = seconds
    }

    package init(minutes: Int) {
        seconds = minutes * 60
    }

    /// Reads `HH:MM` or `HH:MM:SS`, `24:00` included.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy {
            $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard isPlain, (2...3).contains(parts.count), let hour = Int(parts[0]),
            let minute = Int(parts[1]), minute < 60,
            let second = parts.count == 3 ? Int(parts[2]) : 0, second < 60,
            hour < 24 || (hour == 24 && minute == 0 && second == 0)
        else { return nil }
        seconds = hour * 3600 + minute * 60 + second
    }

    /// Whole minutes after midnight.
    package var minutes: Int { seconds / 60 }

    package var description: String {
        let text = "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
        return seconds % 60 == 0 ? text : "\(text):\(padded(seconds % 60, 2))"
    }

    package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.seconds < b.seconds }
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
            let end = TimeOfDay(String(parts[1])), start.seconds < 86400, start != end
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
