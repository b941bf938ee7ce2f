import DoorstepCore
import GRDB

/// Reads what summaries are made from: a whole period in one pass over its rows, by time.
enum FiguresTable {
    /// The figures of those of `dates`, in order and without a gap, that have begun by `now`.
    static func days(
        _ dates: [LocalDate], shop: Shop, now: Timestamp, _ db: Database
    ) throws -> [DayFigures] {
        let frames = dates.map { DayFrame($0, shop: shop) }
            .filter { $0.day.interval.start <= now }
        guard let first = frames.first?.day.interval, let last = frames.last?.day.interval else {
            return []
        }
        let whole = Interval(start: first.start, end: last.end)
        let recounts = try recounts(in: whole, db)
        let gaps = try gaps(in: whole, db)
        let since = try observedSince(db)
        let episodes = try episodes(in: frames.map(\.day.interval), db)
        let redated = try redated(in: whole, db)
        var presses = try feedback(in: whole, db)[...]
        var tallies = frames.map { frame in
            DayTally(frame, recounts: recounts.filter { frame.day.interval.contains($0.at) })
        }
        var corrections = tallies.map { frame in
            recounts.count { frame.frame.day.interval.contains($0.at) }
        }
        try CrossingTable.forEachDay(frames.map(\.day), db) {
            index, crossings, voided in
            for crossing in crossings { tallies[index].add(crossing) }
            corrections[index] += voided
        }
        for index in tallies.indices {
            let interval = tallies[index].frame.day.interval
            while let press = presses.first, press.at < interval.end {
                tallies[index].add(press)
                presses.removeFirst()
            }
        }
        return tallies.indices.map { index in
            let tally = tallies[index]
            let interval = tally.frame.day.interval
            return DayFigures(
                tally,
                Observation(
                    of: tally.frame.day, shop: shop, gaps: gaps.within(interval), since: since,
                    now: now),
                hasRedated: redated.contains(where: interval.contains), episodes: episodes[index],
                corrections: corrections[index])
        }
    }

    /// How many were inside in each quarter of an hour of a day.
    static func quarters(
        of date: LocalDate, shop: Shop, _ db: Database
    ) throws -> [OccupancyQuarter] {
        let day = shop.calendar.tradingDay(date)
        var crossings: [CrossingRecord] = []
        try CrossingTable.forEachDay([day], db) { _, records, _ in crossings = records }
        let record = DayRecord(
            day: day, crossings: crossings, recounts: try recounts(in: day.interval, db),
            observedSince: nil)
        return OccupancyQuarter.quarters(of: record, shop: shop)
    }

    /// Those that `period` is compared with: the last few that were covered, latest first.
    static func past(
        of period: SummaryPeriod, shop: Shop, now: Timestamp, _ db: Database
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
                    candidate, try days(candidate.dates, shop: shop, now: now, db)))
        }
        return past
    }

    /// 0 when it is not known.
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

    private static func limits(_ interval: Interval) -> StatementArguments {
        [interval.start.milliseconds, interval.end.milliseconds]
    }

    private static func recounts(
        in interval: Interval, _ db: Database
    ) throws -> [DayRecord.Recount] {
        try Row.fetchAll(
            db,
            sql: "SELECT at, people FROM recount WHERE at >= ? AND at < ? ORDER BY at, sequence",
            arguments: limits(interval)
        ).map { DayRecord.Recount(at: Timestamp(milliseconds: $0[0]), people: $0[1]) }
    }

    private static func gaps(in interval: Interval, _ db: Database) throws -> [DayRecord.Gap] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT door, start, coalesce("end", ?2), reason FROM gap
                WHERE start < ?2 AND coalesce("end", ?2) > ?1 ORDER BY start
                """, arguments: limits(interval)
        ).map {
            DayRecord.Gap(
                door: $0[0],
                interval: Interval(
                    start: Timestamp(milliseconds: $0[1]), end: Timestamp(milliseconds: $0[2])),
                reason: $0[3])
        }
    }

    private static func feedback(
        in interval: Interval, _ db: Database
    ) throws -> [DayRecord.Feedback] {
        try Row.fetchAll(
            db,
            sql: "SELECT at, face, flag, counts FROM feedback WHERE at >= ? AND at < ? ORDER BY at",
            arguments: limits(interval)
        ).map {
            DayRecord.Feedback(
                at: Timestamp(milliseconds: $0[0]), face: $0[1],
                flag: ($0[2] as String?).flatMap(FeedbackFlag.init), counts: $0[3])
        }
    }

    /// When the daemon began to observe the shop at all; nil when it never did.
    static func observedSince(_ db: Database) throws -> Timestamp? {
        try Int64.fetchOne(
            db, sql: "SELECT recordedAt FROM fact WHERE isTrusted ORDER BY sequence LIMIT 1"
        ).map(Timestamp.init(milliseconds:))
    }

    /// Where crossings lie that were recorded under a wrong clock. They are few: they come first, by their index.
    private static func redated(in interval: Interval, _ db: Database) throws -> [Timestamp] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT crossing.at FROM fact INDEXED BY factUntrusted
                CROSS JOIN crossing ON crossing.id = fact.sequence
                WHERE NOT fact.isTrusted AND crossing.at >= ? AND crossing.at < ?
                """, arguments: limits(interval)
        ).map(Timestamp.init(milliseconds:))
    }
}

extension [DayRecord.Gap] {
    fileprivate func within(_ interval: Interval) -> [DayRecord.Gap] {
        filter { $0.interval.intersection(interval) != nil }
    }
}
