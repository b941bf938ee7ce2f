/// A stretch of trading days that a summary is made of.
package enum SummaryPeriod: Hashable, Sendable {
    case day(LocalDate)
    case week(ISOWeek)
    case month(LocalMonth)

    /// The words of `period.kind`, of `type` (`summary.week`) and of a destination's `send`.
    package enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        case day, week, month
    }

    /// Of a kind, the one that `date` lies in.
    package init(_ kind: Kind, containing date: LocalDate) {
        switch kind {
        case .day: self = .day(date)
        case .week: self = .week(ISOWeek(containing: date))
        case .month: self = .month(LocalMonth(containing: date))
        }
    }

    /// Reads `2026-11-21`, `2026-W47` or `2026-11`, as the kind has it.
    package init?(_ kind: Kind, _ text: String) {
        switch kind {
        case .day:
            guard let date = LocalDate(text) else { return nil }
            self = .day(date)
        case .week:
            guard let week = ISOWeek(text) else { return nil }
            self = .week(week)
        case .month:
            guard let month = LocalMonth(text) else { return nil }
            self = .month(month)
        }
    }

    package var kind: Kind {
        switch self {
        case .day: .day
        case .week: .week
        case .month: .month
        }
    }

    package var id: String {
        switch self {
        case .day(let date): date.description
        case .week(let week): week.description
        case .month(let month): month.description
        }
    }

    package var first: LocalDate {
        switch self {
        case .day(let date): date
        case .week(let week): week.monday
        case .month(let month): month.first
        }
    }

    package var last: LocalDate {
        switch self {
        case .day(let date): date
        case .week(let week): week.sunday
        case .month(let month): month.last
        }
    }

    /// From the first to the last, none left out.
    package var dates: [LocalDate] {
        (first.dayNumber...last.dayNumber).map(LocalDate.init(dayNumber:))
    }
}
