import DoorstepCore
import FoundationEssentials
import GRDB

/// The zone rules that closed days were made with.
enum ZoneTable {
    /// Nil when none are kept yet, or none that can be read.
    static func rules(_ db: Database) throws -> ZoneRules? {
        let row = try Row.fetchOne(db, sql: "SELECT name, file FROM zoneRules")
        return row.flatMap { row in
            let (name, file) = (row[0] as String, [UInt8](row[1] as Data))
            if file.isEmpty, name == ZoneRules.utc.name { return .utc }
            return try? ZoneRules(name: name, file: file)
        }
    }

    static func keep(_ rules: ZoneRules, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO zoneRules (id, name, file) VALUES (1, ?, ?)",
            arguments: [rules.name, Data(rules.file)])
    }
}
