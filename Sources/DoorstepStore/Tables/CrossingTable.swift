import DoorstepCore
import GRDB

/// Reads crossings as prompts for the counter.
enum CrossingTable {
    private static let columns = """
        id, direction, door, people, at, recordedAt, isImported, script, visit, isCertain,
        hasLapsed, crossedAs, answer, answeredAt, observed, outcome, excluded, tiedTo, mergedWith,
        madSince IS NOT NULL
        """

    static func prompt(_ id: Sequence, shop: Shop, now: Timestamp, _ db: Database) throws -> Prompt?
    {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(columns) FROM crossing
                WHERE id = ? AND voidedBy IS NULL AND NOT isImported
                """)
        return try Row.fetchOne(statement, arguments: [id.value])
            .map { prompt($0, shop: shop, now: now) }
    }

    /// The last `limit` that are in `state` at `now`, oldest first.
    static func prompts(
        in state: Prompt.State, shop: Shop, now: Timestamp, limit: Int, _ db: Database
    ) throws -> [Prompt] {
        let condition =
            switch state {
            case .open, .lapsed:
                "excluded IS NULL AND answer IS NULL AND crossedAs IS NULL"
            case .answered: "excluded IS NULL AND (answer IS NOT NULL OR crossedAs IS NOT NULL)"
            case .withdrawn: "(excluded IS NOT NULL OR mergedBy IS NOT NULL)"
            }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(columns) FROM crossing
                WHERE voidedBy IS NULL AND NOT isImported AND \(condition) ORDER BY id DESC
                """)
        var prompts: [Prompt] = []
        while prompts.count < limit, let row = try rows.next() {
            let prompt = prompt(row, shop: shop, now: now)
            if prompt.state == state { prompts.append(prompt) }
        }
        return prompts.reversed()
    }

    private static func prompt(_ row: Row, shop: Shop, now: Timestamp) -> Prompt {
        let direction: String = row[1]
        let moment: Moment =
            switch direction {
            case "entrance": .greeting
            case "exit": .farewell
            case "stay": .lookIn
            default: .direction
            }
        let id = Sequence(row[0])
        let at = Timestamp(milliseconds: row[4])
        let window = Window(moment, at: at, settings: shop.reception)
        let recordedAt = Timestamp(milliseconds: row[5])
        let state: Prompt.State =
            if (row[16] as String?) != nil || (row[18] as Int64?) != nil {
                .withdrawn
            } else if (row[12] as String?) != nil || (row[11] as Int64?) != nil {
                .answered
            } else if row[10] || row[19] || now >= window.lapsesAt || recordedAt >= window.lapsesAt
            {
                .lapsed
            } else {
                .open
            }
        let script = (row[7] as String?).flatMap { name in
            shop.scripts.wording(
                ScriptID(rawValue: name), in: shop.situation(at: at, people: row[3]))
        }
        let tiedTo: Int64? = row[17]
        let visit: Int64? = tiedTo ?? row[8]
        return Prompt(
            id: id, moment: moment, door: row[2], people: row[3], openedAt: at, window: window,
            state: state, script: script,
            visit: moment == .greeting ? id : visit.map(Sequence.init),
            isCertain: row[9] || tiedTo != nil)
    }
}
