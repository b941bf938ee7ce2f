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
