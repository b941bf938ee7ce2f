import DoorstepCore

extension Ledger {
    /// Makes the totals of every day that is over anew from its facts: a rebuild gives the rows that are there already.
    package func renewTotals() async throws {
        let first = try await read { [shop] db in
            try FactTable.earliest(db).map { shop.calendar.tradingDay(containing: $0).date }
        }
        guard var date = first else { return }
        let today = floor.day.date
        while date < today {
            let (begin, end) = (date, min(LocalDate(dayNumber: date.dayNumber + 31), today))
            try await writer.perform { context in
                var day = begin
                while day < end {
                    try TotalsTable.renew(day, context.days, context.db)
                    day = day.next
                }
            }
            date = end
        }
    }
}
