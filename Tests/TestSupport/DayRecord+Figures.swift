import DoorstepCore
import DoorstepWords

// Figures made from a day's record alone, without a ledger that keeps its totals.

extension DayFigures {
    package init(_ record: DayRecord, shop: Shop, at now: Timestamp) {
        self.init(
            DayTotals(record, shop: shop),
            Observation(
                of: record.day, shop: shop, gaps: record.gaps, since: record.observedSince, now: now
            ), frame: DayFrame(record.day, shop: shop))
    }
}

extension Summary {
    package init(of record: DayRecord, shop: Shop, revision: Int, at now: Timestamp) {
        self.init(
            of: .day(record.day.date), [DayFigures(record, shop: shop, at: now)], shop: shop,
            revision: revision, at: now)
    }
}

extension ReportFigures {
    package init(of record: DayRecord, shop: Shop, at now: Timestamp) {
        self.init(
            [DayFigures(record, shop: shop, at: now)],
            quarters: OccupancyQuarter.quarters(of: record, shop: shop), shop: shop, at: now)
    }
}
