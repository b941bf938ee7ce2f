import DoorstepCore
import GRDB

// The facts that a trading day is folded from.

extension FactTable {
    /// The facts of a day, ascending: what happened on it, dismissals that reach into it, its closing, and whatever was
    /// said of any of these, on whatever day. With them the settings of clocks since then, which date some of them
    /// anew, and the dismissals of wrong clocks, which may.
    static func facts(of day: TradingDay, _ db: Database) throws -> [Fact] {
        try facts(
            where: """
                sequence IN (
                    WITH RECURSIVE concerned(number) AS (
                        \(happened)
                        UNION SELECT sequence FROM fact
                            WHERE kind = 'dismissal'
                                AND ("from" < :end AND "to" >= :start OR NOT isTrusted)
                        UNION SELECT sequence FROM fact WHERE kind = 'dayClosed' AND day = :date
                        UNION SELECT sequence FROM fact JOIN concerned ON about = number)
                    SELECT number FROM concerned
                    UNION SELECT sequence FROM fact INDEXED BY factClockSet
                        WHERE kind = 'clockSet' AND at >= :start - \(tolerance))
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

    /// The fact that undoes the fact; nil when it holds.
    static func voider(of sequence: Sequence, _ db: Database) throws -> Sequence? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT sequence FROM fact WHERE kind = 'void' AND about = ?
                ORDER BY sequence LIMIT 1
                """, arguments: [sequence.value]
        ).map(Sequence.init)
    }

    /// The time of the fact, as known now.
    static func moment(of fact: Fact, _ db: Database) throws -> Timestamp {
        guard !fact.stamp.isTrusted else { return fact.at }
        return try clockSettings(db).moment(of: fact)
    }

    static func clockSettings(_ db: Database) throws -> ClockSettings {
        ClockSettings(try facts(where: "kind = 'clockSet'", [], limit: .max, db))
    }

    /// The time of the first fact from `start` on, by the clock of the time; nil when there is none.
    static func next(from start: Timestamp?, _ db: Database) throws -> Timestamp? {
        try Int64.fetchOne(
            db, sql: "SELECT min(at) FROM fact WHERE at >= ?",
            arguments: [(start ?? Timestamp(milliseconds: .min)).milliseconds]
        ).map(Timestamp.init(milliseconds:))
    }

    /// The facts of a wrong clock in the boot.
    static func untrusted(in boot: String, _ db: Database) throws -> [Fact] {
        try facts(
            where: "NOT isTrusted AND bootNumber = (SELECT number FROM boot WHERE id = ?)", [boot],
            limit: .max, db)
    }

    /// The numbers of the facts from `:start` to before `:end`, also of those that were dated by a wrong clock and have
    /// been moved there since.
    /// The index of the settings is named: SQLite would rather read every fact since the day by its time.
    private static let happened = """
        SELECT sequence FROM fact WHERE at >= :start AND at < :end
        UNION SELECT wrong.sequence FROM fact AS setting INDEXED BY factClockSet
            JOIN boot ON boot.id = setting.boot
            JOIN fact AS wrong ON NOT wrong.isTrusted AND wrong.bootNumber = boot.number
                AND wrong.at >= :start - setting.shiftMilliseconds
                AND wrong.at < :end - setting.shiftMilliseconds
            WHERE setting.kind = 'clockSet' AND setting.at >= :start - \(tolerance)
        """

    /// A clock is set after the facts that it had dated wrongly: a setting from before a day dates nothing into it.
    private static let tolerance = Floor.tolerance.milliseconds

    private static func limits(_ interval: Interval) -> StatementArguments {
        ["start": interval.start.milliseconds, "end": interval.end.milliseconds]
    }
}
