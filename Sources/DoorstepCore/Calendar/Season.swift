/// A month and a day without a year, `02-29` included.
package struct MonthDay: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// 1...366, as in a leap year.
    package let ordinal: Int

    package init(ordinal: Int) {
        self.ordinal = ordinal
    }

    /// The start of a leap year, in which every month and day has a date.
    private static let leapYear = days(2024, 1, 1)

    /// Reads `12-24`; nil when there is no such day in any year.
    package init?(_ text: String) {
        guard let date = LocalDate("2024-" + text) else { return nil }
        ordinal = Int(date.dayNumber - Self.leapYear) + 1
    }

    package static let all = (1...366).map(MonthDay.init(ordinal:))

    package var month: Int { Int(civil(fromDays: Self.leapYear + Int64(ordinal - 1)).month) }

    package var description: String {
        String(LocalDate(dayNumber: Self.leapYear + Int64(ordinal - 1)).description.dropFirst(5))
    }

    package static func < (a: MonthDay, b: MonthDay) -> Bool { a.ordinal < b.ordinal }
}

extension LocalDate {
    package var monthDay: MonthDay {
        let (_, month, day) = civil(fromDays: dayNumber)
        return MonthDay(ordinal: Int(days(2024, month, day) - days(2024, 1, 1)) + 1)
    }
}

/// A season in whole months: winter is December to February in the north.
package enum Season: String, Hashable, Sendable, CaseIterable {
    case spring, summer, autumn, winter

    package init(of day: MonthDay, in hemisphere: Hemisphere) {
        let north: [Season] = [.winter, .spring, .summer, .autumn]
        let quarter = day.month % 12 / 3
        self = north[(quarter + (hemisphere == .north ? 0 : 2)) % 4]
    }
}

package enum Hemisphere: String, Hashable, Sendable, CaseIterable {
    case north, south
}
