import GRDB

@testable import DoorstepStore

extension Ledger {
    func synchronousMode() async throws -> Int {
        try await writer.perform { try Int.fetchOne($0.db, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// A write that the schema refuses.
    func breakConstraint() async throws {
        try await writer.perform {
            try $0.db.execute(sql: "INSERT INTO recount VALUES (1, 1, -1)")
        }
    }

    /// Every row of every derived table, as text.
    func dumpReadTables() async throws -> [String] {
        try await read { db in
            try ["crossing", "voided", "recount", "gap", "closedDay"].flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1").map {
                    "\(table) \($0.description)"
                }
            }
        }
    }

    /// Leaves the kept summaries as a version that knew fewer figures would have written them.
    func shortenSummaries() async throws {
        try await writer.perform {
            try $0.db.execute(sql: "UPDATE summary SET body = json_remove(body, '$.visits')")
        }
    }
}
