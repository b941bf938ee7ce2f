import DoorstepCore
import GRDB

extension ReadTables {
    /// The facts that a `clockSet` dates anew: those of a wrong clock in its boot, since the clock was set there before. Its
    /// parameters are that boot's id and the number of the `clockSet`, `:boot` and `:set`.
    static let redated = """
        SELECT fact.sequence FROM fact JOIN boot ON boot.number = bootNumber
        WHERE NOT isTrusted AND boot.id = :boot AND fact.sequence < :set AND fact.sequence > coalesce((
            SELECT max(earlier.sequence) FROM fact AS earlier
            WHERE earlier.kind = 'clockSet' AND earlier.sequence < :set
                AND earlier.bootNumber = (SELECT number FROM boot WHERE id = :boot)), 0)
        """

    /// Moves what was recorded under a wrong clock of `boot` to where it belongs.
    static func redate(
        _ boot: String, _ shift: Int64, before sequence: Sequence, _ db: Database
    ) throws {
        let limits: StatementArguments = ["boot": boot, "set": sequence.value]
        func redate(_ table: String, _ changes: String, where key: String) throws {
            try db.execute(
                sql: "UPDATE \(table) SET \(changes) WHERE \(key) IN (\(redated))",
                arguments: limits)
        }
        let moved = "+ (\(shift))"
        try redate(
            "crossing",
            "at = at \(moved), recordedAt = recordedAt \(moved), madSince = madSince \(moved)",
            where: "id")
        try redate("crossing", "answeredAt = answeredAt \(moved)", where: "answeredBy")
        try redate("recount", "at = at \(moved)", where: "sequence")
        try redate("feedback", "at = at \(moved)", where: "sequence")
        // An absence that a right clock has dated begins when it says.
        try redate(
            "gap",
            """
            start = start + iif((
                SELECT at <= recordedAt + \(Floor.tolerance.milliseconds) FROM fact
                WHERE fact.sequence = gap.sequence), \(shift), 0)
            """, where: "sequence")
        try redate(
            "gap",
            """
            "end" = max(start, (SELECT at FROM fact WHERE fact.sequence = gap.endedBy) \(moved))
            """, where: "endedBy")
    }
}
