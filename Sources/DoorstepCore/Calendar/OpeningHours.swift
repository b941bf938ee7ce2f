/// The shop's opening hours, on its own wall clock.
package struct OpeningHours: Hashable, Sendable {
    /// Ranges by weekday of their start; a weekday left out is closed. Nil: always open.
    package let weekly: [Weekday: [TimeRange]]?

    /// Dates that differ from their weekday; an empty list is a closed day.
    package let exceptions: [LocalDate: [TimeRange]]

    /// The exceptions that are public holidays, open or not.
    package let holidays: Set<LocalDate>

    package init(
        weekly: [Weekday: [TimeRange]]?, exceptions: [LocalDate: [TimeRange]] = [:],
        holidays: Set<LocalDate> = []
    ) {
        self.weekly = weekly
        self.exceptions = exceptions
        self.holidays = holidays
    }

    package static let always = OpeningHours(weekly: nil)

    /// The ranges that start on `date`. An exception replaces the ranges of its own date only: a night that began the
    /// day before goes on.
    package func ranges(on date: LocalDate) -> [TimeRange] {
        if let exception = exceptions[date] { return exception }
        guard let weekly else {
            return [TimeRange(start: TimeOfDay(minutes: 0), end: TimeOfDay(minutes: 1440))]
        }
        return weekly[date.weekday] ?? []
    }
}
