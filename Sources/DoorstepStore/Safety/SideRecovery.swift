import DoorstepCore
import GRDB

/// Copies the tables beside the facts from a damaged database: summaries that were made, messages and their attempts,
/// keys of requests, paired screens. Rows that cannot be read stay as the backup has them.
struct SideRecovery {
    let source: Database
    let target: Database

    /// Tables whose rows are added to those of the backup, parents before children.
    private static let added = ["summary", "delivery", "attempt", "idempotency"]

    /// Tables that are taken whole or not at all: a screen that was revoked must not come back because the row that
    /// said so was lost.
    private static let taken = ["device", "switchedOff"]

    /// - Returns: The tables of which not every row could be read.
    func run() throws -> [String] {
        var unread: [String] = []
        for table in Self.added where try !copy(table) { unread.append(table) }
        for table in Self.taken {
            var isWhole = false
            try target.inSavepoint {
                try target.execute(sql: "DELETE FROM \(table)")
                isWhole = try copy(table)
                return isWhole ? .commit : .rollback
            }
            if !isWhole { unread.append(table) }
        }
        for orphans in Self.orphans { try target.execute(sql: orphans) }
        return unread
    }

    /// Rows whose fact, delivery or bundle could not be read: a request whose fact is lost is to be recorded again.
    private static let orphans = [
        "DELETE FROM idempotency WHERE sequence NOT IN (SELECT sequence FROM fact)",
        """
        DELETE FROM delivery
        WHERE bundledIn IS NOT NULL AND bundledIn NOT IN (SELECT id FROM delivery)
        """,
        "DELETE FROM attempt WHERE delivery NOT IN (SELECT number FROM delivery)",
    ]

    /// - Returns: False when a row could not be read or was not taken.
    private func copy(_ table: String) throws -> Bool {
        do {
            let known = try target.columns(in: table).map(\.name)
            let columns = try source.columns(in: table).map(\.name).filter(known.contains)
            guard !columns.isEmpty else { return false }
            let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
            let insertion = try target.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO \(table) (\(list))
                    VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
                    """)
            let rows = try Row.fetchCursor(source, sql: "SELECT \(list) FROM \(table)")
            var isWhole = true
            while let row = try rows.next() {
                do {
                    try insertion.execute(arguments: StatementArguments(row.databaseValues))
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    isWhole = false
                }
            }
            return isWhole
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: return false
            default: throw error
            }
        }
    }
}
