/// A time of the day when those who cross a door are not visitors: stock is delivered, the shop is made ready.
package struct QuietPeriod: Hashable, Sendable {
    /// On the shop's wall clock; a range may pass midnight.
    package let hours: [TimeRange]

    /// Weekdays on which its ranges begin; empty: all.
    package let weekdays: Set<Weekday>

    /// Nil: every door.
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
    /// Why who crosses `door` at `at` is no visitor; nil when they may well be one.
    package func exclusion(at: Timestamp, door: String) -> ExclusionReason? {
        if doors.contains(where: { $0.name == door && $0.isStaffOnly }) { return .staff }
        return quiet.first { $0.contains(at, door: door, calendar: calendar) }?.reason
    }
}
