/// A time of the day in which crossings are not those of visitors: stock is delivered, or the shop is made ready.
package struct QuietPeriod: Hashable, Sendable {
    /// The ranges on the shop's wall clock, which may pass midnight.
    package let hours: [TimeRange]

    /// The weekdays on which its ranges begin; empty for all.
    package let weekdays: Set<Weekday>

    /// The door; nil for every door.
    package let door: String?
    package let reason: ExclusionReason

    package init(
        hours: [TimeRange], weekdays: Set<Weekday> = [], door: String? = nil,
        reason: ExclusionReason = .delivery
    ) {
        self.hours = hours
        self.weekdays = weekdays
        self.door = door
        self.reason = reason
    }

    package func contains(_ at: Timestamp, door: String, calendar: ShopCalendar) -> Bool {
        guard self.door == nil || self.door == door else { return false }
        let (date, time) = calendar.wallClock(at: at)
        return hours.contains { range in
            guard range.contains(time) else { return false }
            let beganYesterday = range.passesMidnight && time < range.end
            let weekday = beganYesterday ? date.previous.weekday : date.weekday
            return weekdays.isEmpty || weekdays.contains(weekday)
        }
    }
}

extension Shop {
    /// The reason to exclude a crossing of `door` at `at` from the start; nil when it may be a visitor's.
    package func exclusion(at: Timestamp, door: String) -> ExclusionReason? {
        if doors.contains(where: { $0.name == door && $0.isStaffOnly }) { return .staff }
        return quiet.first { $0.contains(at, door: door, calendar: calendar) }?.reason
    }
}
