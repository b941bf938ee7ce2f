import DoorstepCore
import DoorstepStore
import Foundation
import GRDB
import TestSupport
import Testing

/// The id of a ledger: made with it, and made anew by whatever may give a number to another fact.
@Suite struct LedgerIdentityTests {
    private func reopened(_ fixture: LedgerFixture) throws -> LedgerFixture {
        try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
    }

    /// Writes noise over the first page of a table.
    private static func spoil(_ table: String, in database: String) async throws {
        let queue = try DatabaseQueue(path: database)
        let page = try await queue.read { db in
            try UInt64.fetchOne(
                db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table])
        }
        try queue.close()
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: database))
        try handle.seek(toOffset: (try #require(page) - 1) * DamagedFile.pageSize)
        try handle.write(contentsOf: Data(repeating: 0x2A, count: Int(DamagedFile.pageSize)))
        try handle.close()
    }

    @Test("it stays through every restart, is on every commit and in every summary")
    func stays() async throws {
        let fixture = try LedgerFixture()
        let id = fixture.ledger.id
        try await fixture.enter()
        #expect(fixture.commits.commits.allSatisfy { $0.ledger == id })
        let summary = try await fixture.ledger.summary(of: fixture.ledger.floor.day.date)
        #expect(summary.data.ledger == id)
        try fixture.ledger.close()
        let again = try reopened(fixture)
        #expect(again.ledger.id == id)
        #expect(try LedgerFixture().ledger.id != id)
    }

    @Test(
        "a restore makes another ledger: with a backup, with none, and by a person's hand",
        arguments: ["damaged", "no backup", "by hand", "from one's own copy"])
    func restored(way: String) async throws {
        let fixture = try LedgerFixture()
        let id = fixture.ledger.id
        for _ in 0..<15 { try await fixture.enter() }
        if way != "no backup" { try await fixture.ledger.backUp() }
        for _ in 0..<5 { try await fixture.enter() }
        try fixture.ledger.close()
        switch way {
        case "by hand":
            let backups = fixture.state + "/backups"
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: backups).first)
            try FileManager.default.removeItem(atPath: fixture.database)
            try FileManager.default.copyItem(
                atPath: "\(backups)/\(name)", toPath: fixture.database)
        case "no backup":
            try await Self.spoil("summary", in: fixture.database)
        case "from one's own copy":
            // A copy that somebody has taken in place of the daemon's has the id of the ledger that it is a copy of.
            let backups = fixture.state + "/backups"
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: backups).first)
            try FileManager.default.removeItem(atPath: "\(backups)/\(name)")
            try FileManager.default.copyItem(
                atPath: fixture.database, toPath: "\(backups)/\(name)")
            try DamagedFile.spoil(fixture.database, .zeroed)
        default: try DamagedFile.spoil(fixture.database, .zeroed)
        }
        let again = try reopened(fixture)
        #expect(again.ledger.id != id)
        try again.ledger.close()
        #expect(try reopened(fixture).ledger.id == again.ledger.id)
    }

    @Test("an older copy of one's own that is put in place is another ledger, once")
    func olderCopy() async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<5 { try await fixture.enter() }
        try fixture.ledger.close()
        let own = fixture.scratch.path + "/own.sqlite"
        try FileManager.default.copyItem(atPath: fixture.database, toPath: own)
        let later = try reopened(fixture)
        let id = later.ledger.id
        for _ in 0..<5 { try await later.enter() }
        try await later.ledger.backUp()
        try later.ledger.close()
        try FileManager.default.removeItem(atPath: fixture.database)
        try FileManager.default.copyItem(atPath: own, toPath: fixture.database)
        let back = try reopened(fixture)
        #expect(back.ledger.id != id)
        for _ in 0..<8 { try await back.enter() }
        try back.ledger.close()
        #expect(try reopened(fixture).ledger.id == back.ledger.id)
    }
}
