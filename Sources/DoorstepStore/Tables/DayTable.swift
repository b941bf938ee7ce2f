import DoorstepCore
import GRDB

/// The days that are closed, and those that are to be closed.
enum DayTable {
    static func isClosed(_ date: LocalDate, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM fact WHERE kind = 'dayClosed' AND day = ?)",
            arguments: [date.description]) ?? false
    }

    /// The closed days from `first` to `last`, in order.
    static func closed(
        from first: LocalDate, to last: LocalDate, _ db: Database
    ) throws -> [LocalDate] {
        try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT day FROM fact WHERE kind = 'dayClosed' AND day BETWEEN ? AND ?
                ORDER BY day
                """,
            arguments: [first.description, last.description]
        ).compactMap(LocalDate.init)
    }

    /// The first closed day.
    static func first(_ db: Database) throws -> LocalDate? {
        try String.fetchOne(db, sql: "SELECT min(day) FROM fact WHERE kind = 'dayClosed'").flatMap(
            LocalDate.init)
    }

    /// The last closed day.
    static func last(_ db: Database) throws -> LocalDate? {
        try String.fetchOne(db, sql: "SELECT max(day) FROM fact WHERE kind = 'dayClosed'").flatMap(
            LocalDate.init)
    }

    /// The most days that are closed after a long time out of service: summaries of older ones would only say that
    /// nothing was observed.
    static let longestCatchUp = 62

    /// Days whose closing moment has passed and that are not closed, oldest first.
    static func unclosed(shop: Shop, at now: Timestamp, _ db: Database) throws -> [LocalDate] {
        let calendar = shop.calendar
        let today = calendar.tradingDay(containing: now).date
        let earliest = LocalDate(dayNumber: today.dayNumber - Int64(longestCatchUp))
        let last = try last(db)
        let first = try FiguresTable.observedSince(db)
        guard
            let begin = last?.next ?? first.map({ calendar.tradingDay(containing: $0).date })
        else { return [] }
        var days: [LocalDate] = []
        var date = max(begin, earliest)
        while date <= today {
            if calendar.closingMoment(of: calendar.tradingDay(date)) <= now { days.append(date) }
            date = date.next
        }
        return days
    }
}
