import DoorstepCore
import Foundation
import GRDB

/// Reads what a day's summary is made from, and keeps the summaries that were made.
enum DayTable {
    static func record(_ date: LocalDate, shop: Shop, _ db: Database) throws -> DayRecord {
        let day = shop.calendar.tradingDay(date)
        let limits: StatementArguments = [
            day.interval.start.milliseconds, day.interval.end.milliseconds,
        ]
        let recounts = try Row.fetchAll(
            db, sql: "SELECT at, people FROM recount WHERE at >= ? AND at < ? ORDER BY at",
            arguments: limits
        ).map {
            DayRecord.Recount(at: Timestamp(milliseconds: $0[0]), people: $0[1])
        }
        let gaps = try Row.fetchAll(
            db,
            sql: """
                SELECT door, start, coalesce("end", ?2), reason FROM gap
                WHERE start < ?2 AND coalesce("end", ?2) > ?1 ORDER BY start
                """, arguments: limits
        ).map {
            DayRecord.Gap(
                door: $0[0],
                interval: Interval(
                    start: Timestamp(milliseconds: $0[1]), end: Timestamp(milliseconds: $0[2])),
                reason: $0[3])
        }
        let feedback = try Row.fetchAll(
            db,
            sql: "SELECT at, face, flag, counts FROM feedback WHERE at >= ? AND at < ? ORDER BY at",
            arguments: limits
        ).map {
            DayRecord.Feedback(
                at: Timestamp(milliseconds: $0[0]), face: $0[1],
                flag: ($0[2] as String?).flatMap(FeedbackFlag.init), counts: $0[3])
        }
        let since = try Int64.fetchOne(
            db,
            sql: "SELECT recordedAt FROM fact WHERE isTrusted ORDER BY sequence LIMIT 1")
        return DayRecord(
            day: day, crossings: try CrossingTable.records(in: day.interval, db),
            recounts: recounts, gaps: gaps, feedback: feedback,
            observedSince: since.map(Timestamp.init(milliseconds:)))
    }

    /// The last revision that was made; nil when the day has none.
    static func lastSummary(_ date: LocalDate, _ db: Database) throws -> Summary? {
        let body = try String.fetchOne(
            db,
            sql: """
                SELECT body FROM summary WHERE kind = 'day' AND period = ?
                ORDER BY revision DESC LIMIT 1
                """, arguments: [date.description])
        return try body.map { try JSONDecoder().decode(Summary.self, from: Data($0.utf8)) }
    }

    /// The day's figures now: the last summary itself while it still holds, else the next revision.
    static func summary(
        _ date: LocalDate, shop: Shop, at now: Timestamp, _ db: Database
    ) throws -> (summary: Summary, isNew: Bool) {
        let record = try record(date, shop: shop, db)
        let last = try lastSummary(date, db)
        let revision = last?.data.revision ?? 0
        let fresh = DaySummary.make(shop: shop, record: record, revision: revision + 1, at: now)
        if let last, last.hasSameFigures(as: fresh) { return (last, false) }
        return (fresh, true)
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

    static func isClosed(_ date: LocalDate, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM closedDay WHERE day = ?)",
            arguments: [date.description]) ?? false
    }

    /// How far back days are closed after a long time out of service: older ones would say nothing but that
    /// nobody was there to look.
    static let longestCatchUp = 62

    /// Days whose closing moment has passed and that are not closed, oldest first.
    static func unclosed(shop: Shop, at now: Timestamp, _ db: Database) throws -> [LocalDate] {
        let calendar = shop.calendar
        let today = calendar.tradingDay(containing: now).date
        let earliest = LocalDate(dayNumber: today.dayNumber - Int64(longestCatchUp))
        let last = try String.fetchOne(db, sql: "SELECT max(day) FROM closedDay")
            .flatMap(LocalDate.init)
        let first = try Int64.fetchOne(
            db, sql: "SELECT recordedAt FROM fact WHERE isTrusted ORDER BY sequence LIMIT 1")
        guard
            let begin = last?.next
                ?? first.map({
                    calendar.tradingDay(containing: Timestamp(milliseconds: $0)).date
                })
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
