import DoorstepCore
import GRDB

// The facts that a trading day is folded from.

extension FactTable {
    /// The facts of a day, ascending: what happened on it, dismissals that reach into it, its closing, and whatever was
    /// said of any of these, on whatever day. With them the settings of clocks, which date some of them anew.
    static func facts(of day: TradingDay, _ db: Database) throws -> [Fact] {
        try facts(
            where: """
                sequence IN (
                    WITH RECURSIVE concerned(number) AS (
                        \(happened)
                        UNION SELECT sequence FROM fact
                            WHERE kind = 'dismissal' AND "from" < :end AND "to" >= :start
                        UNION SELECT sequence FROM fact WHERE kind = 'dayClosed' AND day = :date
                        UNION SELECT sequence FROM fact JOIN concerned ON about = number)
                    SELECT number FROM concerned
                    UNION SELECT sequence FROM fact WHERE kind = 'clockSet')
                """, limits(day.interval) + ["date": day.date.description], limit: .max, db)
    }

    /// Whether anything happened in the interval.
    static func hasFacts(in interval: Interval, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (\(happened))"), arguments: limits(interval))
            ?? false
    }

    /// Whether the door reported something in the interval.
    static func hasCrossings(
        at door: String, in interval: Interval, _ db: Database
    ) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM fact WHERE sequence IN (\(happened))
                    AND door = :door AND kind IN ('entrance', 'exit', 'opening'))
                """, arguments: limits(interval) + ["door": door]) ?? false
    }

    /// When the fact happened, as is known now.
    static func moment(of fact: Fact, _ db: Database) throws -> Timestamp {
        guard !fact.stamp.isTrusted else { return fact.at }
        return fact.moment(settings: try clockSettings(db))
    }

    /// From the first to the last fact of a wrong clock in the boot, by that clock; nil when there is none.
    static func untrusted(in boot: String, _ db: Database) throws -> Interval? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT min(at) AS first, max(at) AS last FROM fact
                WHERE NOT isTrusted AND bootNumber = (SELECT number FROM boot WHERE id = ?)
                """, arguments: [boot])
        guard let first = row?["first"] as Int64?, let last = row?["last"] as Int64? else {
            return nil
        }
        return Interval(
            start: Timestamp(milliseconds: first), end: Timestamp(milliseconds: last))
    }

    /// When the earliest fact of a right clock happened.
    static func earliest(_ db: Database) throws -> Timestamp? {
        try Int64.fetchOne(db, sql: "SELECT min(at) FROM fact WHERE isTrusted")
            .map(Timestamp.init(milliseconds:))
    }

    static func clockSettings(_ db: Database) throws -> [Fact] {
        try facts(where: "kind = 'clockSet'", [], limit: .max, db)
    }

    /// The numbers of the facts from `:start` to before `:end`, also of those that were dated by a wrong clock and have
    /// been moved there since.
    private static let happened = """
        SELECT sequence FROM fact WHERE at >= :start AND at < :end
        UNION SELECT wrong.sequence FROM fact AS setting
            JOIN boot ON boot.id = setting.boot
            JOIN fact AS wrong ON NOT wrong.isTrusted AND wrong.bootNumber = boot.number
                AND wrong.at >= :start - setting.shiftMilliseconds
                AND wrong.at < :end - setting.shiftMilliseconds
            WHERE setting.kind = 'clockSet'
        """

    private static func limits(_ interval: Interval) -> StatementArguments {
        ["start": interval.start.milliseconds, "end": interval.end.milliseconds]
    }
}
