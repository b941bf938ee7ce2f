import Foundation
import GRDB
import Testing

@testable import DoorstepStore

@Suite struct StatementBindingTests {
    @Test("binds each value by its place, and what is nil to null, whatever was bound before")
    func values() throws {
        try DatabaseQueue().inDatabase { db in
            try db.execute(sql: "CREATE TABLE kept (a, b, c, d)")
            let statement = try db.makeStatement(sql: "INSERT INTO kept VALUES (?, ?, ?, ?)")
            try statement.execute(binding: 7 as Int64, "été", Data([1, 0, 2]), true)
            let nothing: String? = nil
            try statement.execute(binding: 8 as Int64, nothing, nothing, false)
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM kept ORDER BY a")
            #expect(
                rows.map { Array($0.databaseValues) } == [
                    [
                        7.databaseValue, "été".databaseValue, Data([1, 0, 2]).databaseValue,
                        1.databaseValue,
                    ],
                    [8.databaseValue, .null, .null, 0.databaseValue],
                ])
        }
    }
}
