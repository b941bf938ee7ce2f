import DoorstepCore
import Foundation
import GRDB

/// The totals of days that are over: one row each, made anew in the transaction of every fact that changes them.
enum TotalsTable {
    static func totals(_ date: LocalDate, _ db: Database) throws -> DayTotals? {
        let statement = try db.cachedStatement(sql: "SELECT totals FROM day WHERE date = ?")
        guard let text = try String.fetchOne(statement, arguments: [date.description]) else {
            return nil
        }
        // A row of a version that knew other figures is as good as none.
        return try? JSONDecoder().decode(DayTotals.self, from: Data(text.utf8))
    }

    /// The dates that have a row which can be used.
    static func dates(_ db: Database) throws -> Set<LocalDate> {
        Set(
            try String.fetchAll(db, sql: "SELECT date FROM day").compactMap(LocalDate.init)
                .filter { try totals($0, db) != nil })
    }

    /// The first date that has a row.
    static func first(_ db: Database) throws -> LocalDate? {
        try String.fetchOne(db, sql: "SELECT min(date) FROM day").flatMap(LocalDate.init)
    }

    /// Takes the day's row away: from then on the day is folded for each question.
    static func forget(_ date: LocalDate, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM day WHERE date = ?", arguments: [date.description])
    }

    /// Deletes the rows of days from `date` on. Such days are not over, and nothing would renew their rows.
    static func forget(from date: LocalDate, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM day WHERE date >= ?", arguments: [date.description])
    }

    /// Folds the day again and replaces its row. A day on which nothing was counted has none.
    static func renew(_ date: LocalDate, _ reader: DayReader, _ db: Database) throws {
        let totals = try reader.folded(date)
        guard totals != DayTotals(empty: date) else {
            return try forget(date, db)
        }
        try db.execute(
            sql: "INSERT OR REPLACE INTO day (date, totals) VALUES (?, ?)",
            arguments: [date.description, try JSONWriter.string(totals)])
    }
}
