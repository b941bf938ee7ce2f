import DoorstepCore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import DoorstepStore

/// Ledgers as older versions left them. `Fixtures/schema-1.sql` is `sqlite3 doorstep.sqlite .dump` of a shop's first
/// morning.
@Suite struct OlderSchemaTests {
    /// A database as an older version left it.
    private static func database(_ name: String, at path: String) throws -> DatabaseQueue {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).sql")
        var plain = GRDB.Configuration()
        // A table may stand in the file before the one that it refers to.
        plain.foreignKeysEnabled = false
        plain.journalMode = .wal
        let old = try DatabaseQueue(path: path, configuration: plain)
        try old.inDatabase { try $0.execute(sql: try String(contentsOf: file, encoding: .utf8)) }
        return old
    }

    /// The same, opened by this version.
    private static func opened(_ name: String) throws -> LedgerFixture {
        let scratch = try ScratchDirectory()
        let state = scratch.path + "/state"
        try FileManager.default.createDirectory(
            atPath: state, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try database(name, at: state + "/doorstep.sqlite").close()
        return try LedgerFixture(scratch: scratch, clock: WallClock("2026-12-01T04:00:00Z"))
    }

    private static func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    }

    @Test("a step that a release has is never edited: a new ledger has the tables of its fixture")
    func unchanged() async throws {
        let scratch = try ScratchDirectory()
        let kept = try Self.database("schema-1", at: scratch.path + "/kept")
        let new = try DatabaseQueue()
        try Schema.migrator.migrate(new)
        let (before, now) = (try await kept.read(Self.tables), try await new.read(Self.tables))
        #expect(Set(now).symmetricDifference(before).isEmpty)
    }

    @Test("a ledger of the first schema keeps what it has, and goes on")
    func first() async throws {
        let fixture = try Self.opened("schema-1")
        let ledger = fixture.ledger
        let facts = try await ledger.facts(after: .zero, limit: 100)
        let kinds = facts.map(\.event.kind.rawValue)
        #expect(kinds == ["doorUp", "entrance", "greeting", "exit", "occupancy", "doorDown"])
        #expect(
            facts[1].event
                == .entrance(
                    Crossing(
                        door: "front", people: 2, script: ScriptID(rawValue: "fr/ensemble-1"))))
        try await ledger.makeTotals()
        let rows = try await ledger.dumpReadTables()
        try await ledger.rebuildReadTables()
        #expect(try await ledger.dumpReadTables() == rows)

        let waiting = try #require(try await ledger.due(at: fixture.clock.now).first)
        #expect(waiting.id.rawValue == "msg_1" && waiting.attempts == 1)
        #expect(try ledger.devices().map(\.device.name) == ["kasse"])
        // A sensor that asks again after an upgrade is not counted twice.
        let again = try await ledger.submit(
            Command(.enter(door: nil, people: 1), source: "test"),
            key: IdempotencyKey(key: "tap-1", digest: [1, 2]))
        guard case .replayed(let recorded) = again else {
            Issue.record("recorded once more")
            return
        }
        #expect(recorded.fact.sequence == Sequence(2))
        #expect(try await fixture.enter(2) == Sequence(7))
    }

    @Test("a later step is taken once, whatever the ledger holds, and an older program says so")
    func later() async throws {
        let scratch = try ScratchDirectory()
        let queue = try Self.database("schema-1", at: scratch.path + "/kept")
        let before = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM delivery") }
        try #require(before.count == 1)
        var migrator = Schema.migrator
        migrator.registerMigration("2. trial") { db in
            try db.execute(
                sql: """
                    CREATE TABLE trial AS SELECT id FROM delivery;
                    ALTER TABLE delivery ADD COLUMN trial INTEGER NOT NULL DEFAULT 7;
                    """)
        }
        try migrator.migrate(queue)
        try migrator.migrate(queue)
        let after = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM delivery") }
        #expect(after.map { $0["trial"] } == [7])
        #expect(
            after.map { Array($0.databaseValues.dropLast()) }
                == before.map { Array($0.databaseValues) })
        #expect(try await queue.read(Schema.migrator.hasBeenSuperseded))
    }

    @Test("a device's number is never used twice")
    func numbers() async throws {
        let fixture = try LedgerFixture()
        var ids: [Int64] = []
        for number in 1...3 as ClosedRange<UInt8> {
            let code = [UInt8](repeating: number, count: 32)
            try await fixture.ledger.invite(
                Pairing(
                    role: .counter, name: "c", expiresAt: fixture.clock.now + Pairing.lifetime),
                code: code)
            let device = try #require(try await fixture.ledger.redeem(code, token: code))
            ids.append(device.id.rawValue)
            #expect(try await fixture.ledger.revoke(device.id))
            #expect(try await !fixture.ledger.revoke(device.id))
        }
        #expect(ids == [1, 2, 3])
    }
}
