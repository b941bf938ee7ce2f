import DoorstepCore
import DoorstepWords
import Foundation
import GRDB

/// Makes summaries from the tables as they are, and keeps those that were sent.
enum SummaryTable {
    /// The period's figures now: the last summary itself while it still holds, else the next revision with the one
    /// that it puts right.
    static func summary(
        _ period: SummaryPeriod, shop: Shop, at now: Timestamp, _ reader: DayReader,
        _ db: Database
    ) throws -> (summary: Summary, isNew: Bool, former: Summary?) {
        let days = try FiguresTable.days(period.dates, shop: shop, now: now, reader, db)
        return try summary(period, days, shop: shop, at: now, reader, db)
    }

    /// The period's figures from those of its days.
    private static func summary(
        _ period: SummaryPeriod, _ days: [DayFigures], shop: Shop, at now: Timestamp,
        _ reader: DayReader, _ db: Database
    ) throws -> (summary: Summary, isNew: Bool, former: Summary?) {
        let last = try last(period, db)
        let ledger = try IdentityTable.id(olderThan: nil, db)
        func made(_ past: [Changes.Past]) -> Summary {
            var summary = Summary(
                of: period, days, past: past, shop: shop, revision: (last?.revision ?? 0) + 1,
                at: now)
            summary.data.ledger = ledger
            return summary
        }
        if let known = last?.summary, known.hasSameFigures(as: made([])) {
            return (known, false, nil)
        }
        let summary = made(try FiguresTable.past(of: period, shop: shop, now: now, reader, db))
        return (summary, true, last?.summary)
    }

    /// The period's summary with the figures that a report draws beside it.
    static func report(
        _ period: SummaryPeriod, shop: Shop, at now: Timestamp, _ db: Database
    ) throws -> Report {
        let reader = DayReader(shop: shop, now: now, db)
        let days = try FiguresTable.days(period.dates, shop: shop, now: now, reader, db)
        let quarters =
            period.kind == .day
            ? OccupancyQuarter.quarters(of: try reader.day(period.first).record(), shop: shop) : []
        return Report(
            period: period,
            summary: try summary(period, days, shop: shop, at: now, reader, db).summary,
            figures: ReportFigures(days, quarters: quarters, shop: shop, at: now))
    }

    /// The last closed day that has a summary: one on which the shop was shut and nobody came has none.
    static func lastReported(_ db: Database) throws -> LocalDate? {
        try String.fetchOne(
            db,
            sql: """
                SELECT max(day) FROM fact WHERE kind = 'dayClosed'
                    AND EXISTS (
                        SELECT 1 FROM summary WHERE summary.kind = 'day' AND period = day)
                """
        ).flatMap(LocalDate.init)
    }

    static func keep(_ summary: Summary, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO summary (kind, period, revision, madeAt, body) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                summary.period.kind, summary.period.id, summary.data.revision,
                summary.timestamp.milliseconds, try JSONWriter.string(summary),
            ])
    }

    static func hasAny(_ period: SummaryPeriod, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM summary WHERE kind = ? AND period = ?)",
            arguments: [period.kind.rawValue, period.id]) ?? false
    }

    /// The last revision that was kept; its summary is nil when it was made by a version that knew fewer figures.
    private static func last(
        _ period: SummaryPeriod, _ db: Database
    ) throws -> (revision: Int, summary: Summary?)? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT revision, body FROM summary WHERE kind = ? AND period = ?
                ORDER BY revision DESC LIMIT 1
                """, arguments: [period.kind.rawValue, period.id])
        return row.map { row in
            let body: String = row[1]
            return (row[0], try? JSONDecoder().decode(Summary.self, from: Data(body.utf8)))
        }
    }
}
