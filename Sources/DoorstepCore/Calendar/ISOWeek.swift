/// A week of ISO 8601, from its Monday to its Sunday: `2026-W47`. It belongs to the year of its Thursday.
package struct ISOWeek: Hashable, Comparable, Sendable, LosslessStringConvertible {
    package let monday: LocalDate

    package init(containing date: LocalDate) {
        monday = LocalDate(dayNumber: date.dayNumber - Int64(date.weekday.index))
    }

    /// Reads `YYYY-Www`; nil for a week that the year does not have.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 3, parts[1].first == "W",
            (parts[0] + parts[1].dropFirst()).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), let number = Int(parts[1].dropFirst()), number >= 1,
            // The week that has the fourth of January is the first.
            let inFirst = LocalDate(year: year, month: 1, day: 4)
        else { return nil }
        let first = ISOWeek(containing: inFirst).monday
        self.init(containing: LocalDate(dayNumber: first.dayNumber + Int64(number - 1) * 7))
        guard description == text else { return nil }
    }

    package var sunday: LocalDate { LocalDate(dayNumber: monday.dayNumber + 6) }

    package var description: String {
        let thursday = LocalDate(dayNumber: monday.dayNumber + 3)
        let dayOfYear = thursday.dayNumber - days(thursday.year, 1, 1)
        return "\(padded(thursday.year, 4))-W\(padded(Int(dayOfYear / 7) + 1, 2))"
    }

    package static func < (a: ISOWeek, b: ISOWeek) -> Bool { a.monday < b.monday }
}
