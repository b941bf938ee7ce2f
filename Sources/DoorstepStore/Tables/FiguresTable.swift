import DoorstepCore
import GRDB

/// Reads what summaries are made from: a row for each day that is over, and what was observed.
enum FiguresTable {
    /// The figures of those of `dates`, in order and without a gap, that have begun by `now`.
    static func days(
        _ dates: [LocalDate], shop: Shop, now: Timestamp, _ reader: DayReader, _ db: Database
    ) throws -> [DayFigures] {
        let frames = dates.map { DayFrame($0, shop: shop) }
            .filter { $0.day.interval.start <= now }
        guard let first = frames.first?.day.interval, let last = frames.last?.day.interval else {
            return []
        }
        let gaps = try gaps(in: Interval(start: first.start, end: last.end), db)
        let since = try observedSince(db)
        return try frames.map { frame in
            DayFigures(
                try reader.totals(frame.day.date),
                Observation(
                    of: frame.day, shop: shop, gaps: gaps.within(frame.day.interval), since: since,
                    now: now), frame: frame)
        }
    }

    /// The periods that `period` is compared with: the last few that were covered, latest first.
    static func past(
        of period: SummaryPeriod, shop: Shop, now: Timestamp, _ reader: DayReader,
        _ db: Database
    ) throws -> [Changes.Past] {
        guard let since = try observedSince(db) else { return [] }
        var past: [Changes.Past] = []
        for candidate in Changes.candidates(for: period) {
            guard past.count < Changes.most else { break }
            // Coverage first: it asks for few rows, and nothing else is wanted of a week that was not covered.
            guard
                try share(of: candidate, shop: shop, since: since, now: now, db)
                    >= Observation.threshold
            else { continue }
            past.append(
                Changes.Past(
                    candidate, try days(candidate.dates, shop: shop, now: now, reader, db)))
        }
        return past
    }

    /// The coverage of the period, 0...1; 0 when it is not known.
    private static func share(
        of period: SummaryPeriod, shop: Shop, since: Timestamp, now: Timestamp, _ db: Database
    ) throws -> Double {
        let days = period.dates.map(shop.calendar.tradingDay)
        guard let first = days.first?.interval, let last = days.last?.interval, since < last.end
        else { return 0 }
        let gaps = try gaps(in: Interval(start: first.start, end: last.end), db)
        var (open, observed) = (0, 0)
        for day in days {
            let observation = Observation(
                of: day, shop: shop, gaps: gaps.within(day.interval), since: since, now: now)
            open += observation.openMinutes
            observed += observation.observedMinutes ?? 0
        }
        return open > 0 ? Double(observed) / Double(open) : 0
    }

    private static func gaps(in interval: Interval, _ db: Database) throws -> [DayRecord.Gap] {
        try GapTable.gaps(in: interval, db).map { gap in
            DayRecord.Gap(
                door: gap.door,
                interval: Interval(start: gap.down.since, end: gap.end ?? interval.end),
                reason: gap.down.reason)
        }
    }

    /// The moment at which the daemon began to observe the shop; nil when it never did.
    static func observedSince(_ db: Database) throws -> Timestamp? {
        try Int64.fetchOne(
            db, sql: "SELECT recordedAt FROM fact WHERE isTrusted ORDER BY sequence LIMIT 1"
        ).map(Timestamp.init(milliseconds:))
    }
}

extension [DayRecord.Gap] {
    fileprivate func within(_ interval: Interval) -> [DayRecord.Gap] {
        filter { $0.interval.intersection(interval) != nil }
    }
}
