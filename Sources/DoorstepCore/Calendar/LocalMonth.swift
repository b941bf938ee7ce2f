/// A month on the shop's calendar: `2026-11`.
package struct LocalMonth: Hashable, Comparable, Sendable, LosslessStringConvertible {
    package let first: LocalDate

    package init(containing date: LocalDate) {
        first = LocalDate(dayNumber: days(date.year, date.month, 1))
    }

    /// Reads `YYYY-MM`.
    package init?(_ text: String) {
        guard let date = LocalDate(text + "-01") else { return nil }
        self.init(containing: date)
    }

    package var last: LocalDate {
        LocalDate(dayNumber: first.dayNumber + Int64(daysIn(first.month, of: first.year)) - 1)
    }

    package var description: String { String(first.description.prefix(7)) }

    package static func < (a: LocalMonth, b: LocalMonth) -> Bool { a.first < b.first }
}
