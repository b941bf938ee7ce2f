import DoorstepCore
import GRDB

extension ReadTables {
    /// Excludes what the door had reported, but for what was excluded by itself.
    static func dismiss(_ dismissal: Dismissal, by sequence: Sequence, _ db: Database) throws {
        try run(
            """
            UPDATE crossing SET excluded = ?1, excludedBy = ?2
            WHERE at >= ?3 AND at <= ?4 AND door = ?5 AND id < ?2 AND excluded IS NULL
                AND direction <> 'stay'
            """,
            [
                dismissal.reason.rawValue, sequence.value, dismissal.from.milliseconds,
                dismissal.to.milliseconds, dismissal.door,
            ], db)
    }

    /// What an exclusion that is undone had hidden: dismissals that were made before `void` and still stand hold again.
    static func dismissAgain(before void: Fact, _ db: Database) throws {
        let standing = try FactTable.facts(
            where: """
                fact.kind = 'dismissal' AND sequence < ?
                    AND sequence NOT IN (SELECT sequence FROM voided)
                """, [void.sequence.value], limit: .max, db)
        for case (let sequence, .dismissal(let dismissal)) in standing.map({
            ($0.sequence, $0.event)
        }) {
            try dismiss(dismissal, by: sequence, db)
        }
    }
}
