/// A date on the shop's calendar, with no time and no zone: `2026-11-21`.
package struct LocalDate: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// Days since 1970-01-01 in the Gregorian calendar.
    package let dayNumber: Int64

    package init(dayNumber: Int64) {
        self.dayNumber = dayNumber
    }

    /// Nil when there is no such day, or the year is not 1...9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= daysIn(month, of: year)
        else { return nil }
        dayNumber = days(year, month, day)
    }

    /// Reads `YYYY-MM-DD`.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var description: String {
        let (year, month, day) = civil(fromDays: dayNumber)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package static func < (a: LocalDate, b: LocalDate) -> Bool { a.dayNumber < b.dayNumber }

    package var next: LocalDate { LocalDate(dayNumber: dayNumber + 1) }
    package var previous: LocalDate { LocalDate(dayNumber: dayNumber - 1) }

    package var year: Int { civil(fromDays: dayNumber).year }

    /// 1...12
    package var month: Int { civil(fromDays: dayNumber).month }

    /// The day of the month, 1...31.
    package var day: Int { civil(fromDays: dayNumber).day }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let index = Int((dayNumber % 7 + 7 + 3) % 7)
        return Weekday.allCases[index]
    }
}

extension LocalDate: TextCodable {
    package static let meaning = "a date"
}

/// A weekday, in ISO 8601's order, Monday first; the raw values are the keys of `[hours]`.
package enum Weekday: String, CaseIterable, Hashable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 0 for Monday to 6 for Sunday.
    package var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
