import DoorstepCore
import GRDB

extension ReadTables {
    /// Takes back what a fact that is now void had done. What another fact had said of the same before, and
    /// still stands, holds again.
    static func undo(_ fact: Fact, by void: Fact, _ db: Database) throws {
        let sequence = fact.sequence.value
        switch fact.event {
        case .entrance(let crossing), .exit(let crossing, _): try undo(fact, crossing, by: void, db)
        case .opening, .stay: try undo(fact, nil, by: void, db)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            try run(
                """
                UPDATE crossing SET answeredBy = NULL, answer = NULL, answeredAt = NULL,
                    observed = NULL, outcome = NULL
                WHERE id = ? AND answeredBy = ?
                """, [answer.prompt.value, sequence], db)
        case .exclusion(let prompt, _):
            try run(
                """
                UPDATE crossing SET (excluded, excludedBy) = (
                    SELECT reason, sequence FROM fact
                    WHERE kind = 'exclusion' AND about = ?1 AND \(stood))
                WHERE id = ?1 AND excludedBy = ?2
                """, [prompt.value, sequence, void.sequence.value], db)
            try dismissAgain(before: void, db)
        case .dismissal:
            try run(
                "UPDATE crossing SET excluded = NULL, excludedBy = NULL WHERE excludedBy = ?",
                [sequence], db)
            try dismissAgain(before: void, db)
        case .reentry(let entrance, let exit):
            try run(
                """
                UPDATE crossing SET mergedWith = NULL, mergedBy = NULL
                WHERE id IN (?, ?) AND mergedBy = ?
                """, [entrance.value, exit.value, sequence], db)
        case .tie(let exit, _):
            try run(
                """
                UPDATE crossing SET (tiedTo, tiedBy) = (
                    SELECT visit, sequence FROM fact
                    WHERE kind = 'tie' AND about = ?1 AND \(stood))
                WHERE id = ?1 AND tiedBy = ?2
                """, [exit.value, sequence, void.sequence.value], db)
        case .occupancy: try run("DELETE FROM recount WHERE sequence = ?", [sequence], db)
        case .feedback: try run("DELETE FROM feedback WHERE sequence = ?", [sequence], db)
        case .review(let feedback, _):
            let review = """
                FROM fact WHERE kind = 'review' AND about = ?1 AND \(stood)
                """
            try run(
                """
                UPDATE feedback SET reviewedBy = (SELECT sequence \(review)),
                    counts = coalesce((SELECT counts \(review)), flag IS NULL)
                WHERE sequence = ?1 AND reviewedBy = ?2
                """, [feedback.value, sequence, void.sequence.value], db)
        case .lapse, .void, .doorDown, .doorUp, .dayClosed, .clockSet: break
        }
    }

    /// The last fact before the void ?3 that is not void itself. A rebuild finds later facts in the table too.
    private static let stood = """
        sequence < ?3 AND sequence NOT IN (SELECT sequence FROM voided)
            ORDER BY sequence DESC LIMIT 1
        """

    /// A crossing that never was opens no prompt, answers no opening, and is nobody's way out or in.
    private static func undo(
        _ fact: Fact, _ crossing: Crossing?, by void: Fact, _ db: Database
    ) throws {
        let sequence = fact.sequence.value
        try run(
            """
            UPDATE crossing SET mergedWith = NULL, mergedBy = NULL
            WHERE id = ?1 OR id = (SELECT mergedWith FROM crossing WHERE id = ?1)
            """, [sequence], db)
        try run(
            "UPDATE crossing SET voidedBy = ? WHERE id = ?", [void.sequence.value, sequence], db)
        guard let opening = crossing?.opening else { return }
        try run(
            "UPDATE crossing SET crossedAs = NULL WHERE id = ? AND crossedAs = ?",
            [opening.value, sequence], db)
    }
}
