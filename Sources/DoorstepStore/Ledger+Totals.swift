import DoorstepCore

extension Ledger {
    /// Makes the totals that past days lack because a restore or a new version has deleted them. Until then such a day
    /// is folded for each question. It goes day by day, so that no writer waits for more than one.
    ///
    /// `all` makes existing totals anew too: a rebuild gives the same rows.
    package func makeTotals(all: Bool = false) async throws {
        let (today, known) = try await (floor.day.date, read { try TotalsTable.dates($0) })
        var next = try await date(notBefore: nil)
        while let date = next, date < today {
            if all || !known.contains(date) {
                try await writer.perform { context in
                    guard date < context.floor.day.date else { return }
                    try TotalsTable.renew(date, context.days, context.db)
                }
            }
            next = try await self.date(notBefore: date.next)
        }
    }

    /// The first date from `start` on at which anything happened.
    private func date(notBefore start: LocalDate?) async throws -> LocalDate? {
        try await read { [shop] db in
            let moment = start.map { shop.calendar.tradingDay($0).interval.start }
            return try FactTable.next(from: moment, db).map {
                shop.calendar.tradingDay(containing: $0).date
            }
        }
    }
}
