/// The period of a summary: a day, a week or a month of trading days.
package enum SummaryPeriod: Hashable, Sendable {
    case day(LocalDate)
    case week(ISOWeek)
    case month(LocalMonth)

    /// The words of `period.kind`, of `type` (`summary.week`) and of a destination's `send`.
    package enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        case day, week, month
    }

    /// The period of `kind` that `date` lies in.
    package init(_ kind: Kind, containing date: LocalDate) {
        switch kind {
        case .day: self = .day(date)
        case .week: self = .week(ISOWeek(containing: date))
        case .month: self = .month(LocalMonth(containing: date))
        }
    }

    /// Reads `2026-11-21`, `2026-W47` or `2026-11`, as `kind` requires; nil for anything else.
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

    /// The path of its report page.
    package var reportPath: String { "/report?\(kind.rawValue)=\(id)" }

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

    /// All dates of the period, in order.
    package var dates: [LocalDate] {
        (first.dayNumber...last.dayNumber).map(LocalDate.init(dayNumber:))
    }
}
