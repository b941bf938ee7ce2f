import DoorstepCore
import GRDB

@testable import DoorstepStore

private let derivedTables = ["day", "gap"]

extension Ledger {
    func synchronousMode() async throws -> Int {
        try await writer.perform { try Int.fetchOne($0.db, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// A write that the schema refuses.
    func breakConstraint() async throws {
        try await writer.perform {
            try $0.db.execute(sql: "INSERT INTO probe (id, at) VALUES (2, 1)")
        }
    }

    /// Every row of every derived table, as text.
    func dumpReadTables() async throws -> [String] {
        try await read { db in
            try derivedTables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1").map {
                    "\(table) \($0.description)"
                }
            }
        }
    }

    /// Empties the derived tables and derives them again from the first fact on.
    func rebuildReadTables() async throws {
        try await writer.perform { context in
            try context.atomically {
                for table in derivedTables { try context.db.execute(sql: "DELETE FROM \(table)") }
                let facts = try FactTable.facts(
                    where: "sequence > ?", [0], limit: .max, context.db)
                for fact in facts { try GapTable.apply(fact, context.db) }
            }
        }
        try await makeTotals(all: true)
    }

    func forgetTotals() async throws {
        try await writer.perform { try $0.db.execute(sql: "DELETE FROM day") }
    }

    /// The day of now, folded from its facts in the database.
    func foldedDay() async throws -> Day {
        let (date, now) = (floor.day.date, clock().now)
        return try await read { [shop] in try DayReader(shop: shop, now: now, $0).day(date) }
    }

    /// The day of now as the writer has it, grown with its facts.
    func grownDay() async throws -> Day { try await writer.perform { $0.floor.today } }

    /// The link of each exit of the day, as a summary reads it.
    func links() async throws -> [Sequence: FarewellLink] {
        var links: [Sequence: FarewellLink] = [:]
        for exit in try await foldedDay().state.records
        where exit.direction == .exit && exit.excluded == nil {
            links[exit.id] = FarewellLink(visit: exit.visit, isCertain: exit.isCertain)
        }
        return links
    }

    /// The prompts of the day, ended ones too, as a start would find them.
    func wholeFloor() async throws -> [Sequence: Prompt] {
        let now = clock().now
        return try await read { [shop] db in
            Dictionary(
                uniqueKeysWithValues: try FloorTable.floor(shop: shop, at: now, db).prompts.map {
                    ($0.id, $0)
                })
        }
    }

    /// The prompts of the day, ended ones too, as the writer has them.
    func floorPrompts() async throws -> [Sequence] {
        try await writer.perform { $0.floor.prompts.map(\.id) }
    }

    /// Leaves the kept summaries as a version that knew fewer figures would have written them.
    func shortenSummaries() async throws {
        try await writer.perform {
            try $0.db.execute(sql: "UPDATE summary SET body = json_remove(body, '$.visits')")
        }
    }

    /// Pages of the file that a table takes, its indexes included: those that a copy without it does not have.
    func pages(of table: String) async throws -> Int {
        try await writer.perform { context in
            let db = context.db
            func used() throws -> Int {
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT page_count - freelist_count
                        FROM pragma_page_count, pragma_freelist_count
                        """) ?? 0
            }
            let before = try used()
            try db.execute(sql: "DROP TABLE \(table)")
            return try before - used()
        }
    }

    /// Brings everything into the one file, and lets go of what is in memory.
    func forgetPages() async throws {
        _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        pool.releaseMemory()
    }
}
