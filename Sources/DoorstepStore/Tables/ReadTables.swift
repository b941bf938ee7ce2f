import DoorstepCore
import GRDB

/// Keeps the tables that are derived from the facts. Only what the facts say goes in: no settings, no clock,
/// so that a rebuild gives the same rows at any time.
enum ReadTables {
    /// One fact's effect.
    static func apply(_ fact: Fact, _ db: Database) throws {
        switch fact.event {
        case .entrance(let crossing):
            try insert(fact, "entrance", crossing, nil, db)
        case .exit(let crossing, let link):
            try insert(fact, "exit", crossing, link, db)
        case .opening(let door, let madSince):
            try insert(fact, "opening", Crossing(door: door, madSince: madSince), nil, db)
        case .stay(let crossing, let visit):
            try insert(
                fact, "stay", crossing, FarewellLink(visit: visit, isCertain: true), db)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            try keep(answer, fact, db)
        case .lapse(let prompt):
            try run("UPDATE crossing SET hasLapsed = 1 WHERE id = ?", [prompt.value], db)
        case .exclusion(let prompt, let reason):
            try run(
                "UPDATE crossing SET excluded = ?, excludedBy = ? WHERE id = ?",
                [reason.rawValue, fact.sequence.value, prompt.value], db)
        case .dismissal(let dismissal): try dismiss(dismissal, by: fact.sequence, db)
        case .reentry(let entrance, let exit):
            for (id, other) in [(entrance, exit), (exit, entrance)] {
                // Of two crossings that stand: one that was undone is nobody's way out or in.
                try run(
                    """
                    UPDATE crossing SET mergedWith = ?1, mergedBy = ?2 WHERE id = ?3
                        AND NOT EXISTS (SELECT 1 FROM voided WHERE sequence IN (?1, ?3))
                    """,
                    [other.value, fact.sequence.value, id.value], db)
            }
        case .tie(let exit, let visit):
            try run(
                "UPDATE crossing SET tiedTo = ?, tiedBy = ? WHERE id = ?",
                [visit.value, fact.sequence.value, exit.value], db)
        case .void(let voided, _):
            // Imported facts may void twice what the ledger itself would not: the first one counts.
            try run(
                "INSERT OR IGNORE INTO voided (sequence, voider) VALUES (?, ?)",
                [voided.value, fact.sequence.value], db)
            if let undone = try FactTable.fact(voided, db) { try undo(undone, by: fact, db) }
        case .occupancy(let people, _):
            try run(
                "INSERT INTO recount (sequence, at, people) VALUES (?, ?, ?)",
                [fact.sequence.value, fact.at.milliseconds, people], db)
        case .doorDown(let door, let reason):
            try know(door, fact, db)
            // A door that is down already stays down since then.
            try run(
                """
                INSERT INTO gap (sequence, door, start, reason) SELECT ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM gap WHERE door = ? AND "end" IS NULL)
                """,
                [fact.sequence.value, door, fact.at.milliseconds, reason, door], db)
        case .doorUp(let door):
            try know(door, fact, db)
            try run(
                """
                UPDATE gap SET "end" = max(start, ?), endedBy = ? WHERE door = ? AND "end" IS NULL
                """,
                [fact.at.milliseconds, fact.sequence.value, door], db)
        case .dayClosed(let day):
            try run(
                "INSERT INTO closedDay (day, sequence) VALUES (?, ?)",
                [day.description, fact.sequence.value], db)
        case .clockSet(let boot, let shift): try redate(boot, shift, before: fact.sequence, db)
        case .feedback(let face, let device, let flag):
            try run(
                """
                INSERT INTO feedback (sequence, at, face, device, flag, counts)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    fact.sequence.value, fact.at.milliseconds, face, device, flag?.rawValue,
                    flag == nil,
                ], db)
        case .review(let feedback, let counts):
            try run(
                "UPDATE feedback SET counts = ?, reviewedBy = ? WHERE sequence = ?",
                [counts, fact.sequence.value, feedback.value], db)
        }
    }

    static func run(
        _ sql: String, _ arguments: StatementArguments, _ db: Database
    ) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private static func know(_ door: String, _ fact: Fact, _ db: Database) throws {
        try run(
            "INSERT OR IGNORE INTO door (name, sequence) VALUES (?, ?)",
            [door, fact.sequence.value], db)
    }

    private static func insert(
        _ fact: Fact, _ direction: String, _ crossing: Crossing, _ link: FarewellLink?,
        _ db: Database
    ) throws {
        try run(
            """
            INSERT INTO crossing (id, direction, door, people, at, recordedAt, isImported, script,
                visit, isCertain, madSince)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                fact.sequence.value, direction, crossing.door, crossing.people,
                fact.at.milliseconds, fact.recordedAt.milliseconds, crossing.isImported,
                crossing.script?.rawValue, link?.visit?.value, link?.isCertain ?? true,
                crossing.madSince?.milliseconds,
            ], db)
        if let opening = crossing.opening {
            try run(
                "UPDATE crossing SET crossedAs = ? WHERE id = ?",
                [fact.sequence.value, opening.value], db)
        }
    }

    private static func keep(_ answer: Answer, _ fact: Fact, _ db: Database) throws {
        let observed =
            answer.observed.isEmpty ? nil : try JSONWriter.string(answer.observed)
        try run(
            """
            UPDATE crossing SET answeredBy = ?, answer = ?, answeredAt = ?, observed = ?, outcome = ?
            WHERE id = ?
            """,
            [
                fact.sequence.value, answer.reply.rawValue, fact.at.milliseconds, observed,
                answer.outcome?.rawValue, answer.prompt.value,
            ], db)
    }
}
