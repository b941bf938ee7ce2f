import DoorstepCore
import DoorstepStore
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

/// A restore that is cut short, and starts that find less than a database.
@Suite struct RestorationTests {
    /// 20 facts, 15 of them in a backup, and a database that is damaged.
    private static func damaged() async throws -> LedgerFixture {
        let fixture = try LedgerFixture()
        for _ in 0..<15 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        for _ in 0..<5 { try await fixture.enter() }
        try fixture.ledger.close()
        try DamagedFile.spoil(fixture.database, .zeroed)
        return fixture
    }

    @Test(
        "a kill after any step of a restore loses nothing: the next start finishes it",
        arguments: RestorationStep.allCases)
    func killed(after step: RestorationStep) async throws {
        let fixture = try await Self.damaged()
        let conditions = OpeningConditions.fixture { if $0 == step { throw Killed() } }
        #expect(throws: Killed.self) {
            try LedgerFixture(
                scratch: fixture.scratch, clock: fixture.clock, conditions: conditions)
        }
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts.entrances == 15)
        let notice = try #require(again.ledger.health.notice)
        #expect(notice.contains("with 15 facts was restored"))
        #expect(try await again.enter() == Sequence(16))
        try again.ledger.close()
        let files = try fixture.files.filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        #expect(
            files == [
                "backups", "doorstep.sqlite", "doorstep.sqlite.damaged-20261121T093000Z",
                "doorstep.sqlite.notice", "lock",
            ])
        #expect(
            FileManager.default.contents(atPath: fixture.database + ".damaged-20261121T093000Z")?
                .allSatisfy { $0 == 0 } == true)
    }

    @Test(
        "killed at one step after the other, a restore sets one database aside, not one for each start"
    )
    func killedAgainAndAgain() async throws {
        let fixture = try await Self.damaged()
        for step in RestorationStep.allCases {
            let conditions = OpeningConditions.fixture { if $0 == step { throw Killed() } }
            #expect(throws: Killed.self) {
                try LedgerFixture(
                    scratch: fixture.scratch, clock: fixture.clock, conditions: conditions)
            }
            if step == .movedIn { break }
        }
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts.entrances == 15)
        #expect(
            try fixture.files.count {
                $0.contains(".damaged-") && !$0.contains("-wal") && !$0.contains("-shm")
            } == 1)
    }

    @Test(
        "without room for the copy nothing is moved, however often it is started; with room it is restored",
        .enabled(if: SmallDisk.isPossible, "needs root for a small disk"))
    func fullDisk() async throws {
        let disk = try SmallDisk(kilobytes: 4096)
        let state = disk.path + "/state"
        let clock = WallClock("2026-11-21T09:30:00Z")
        func open() throws -> Ledger {
            try Ledger(
                in: StateDirectory(state), shop: .fixture(), clock: clock.read, destinations: [],
                conditions: .fixture(), onCommit: { _ in })
        }
        let first = try open()
        for _ in 0..<50 {
            _ = try await first.submit(Command(.enter(door: nil, people: 1), source: "test"))
        }
        try await first.backUp()
        try first.close()
        try DamagedFile.spoil(state + "/doorstep.sqlite", .zeroed)
        let filler = try disk.fill()
        let before = try FileManager.default.contentsOfDirectory(atPath: state).sorted()
        for _ in 0..<3 {
            let error = try #require(#expect(throws: OpeningError.self) { try open() })
            guard case .noRoom(let path, let needed, let free) = error else {
                Issue.record("\(error.message)")
                return
            }
            #expect(path == state && needed > free)
            #expect(error.message.contains("MB are needed at \(state)"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: state).sorted() == before)
        }
        try FileManager.default.removeItem(atPath: filler)
        let restored = try open()
        #expect(restored.floor.counts.entrances == 50)
        #expect(restored.health.notice?.contains("with 50 facts was restored") == true)
        try restored.close()
    }

    @Test(
        "a database that somebody took away is restored, and a log left of it is not laid over the backup"
    )
    func missing() async throws {
        let fixture = try await Self.damaged()
        try FileManager.default.removeItem(atPath: fixture.database)
        let stray = Data(repeating: 7, count: 100_000)
        try stray.write(to: URL(fileURLWithPath: fixture.database + "-wal"))
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        let notice = try #require(again.ledger.health.notice)
        #expect(notice.hasPrefix("There was no database at \(fixture.database). The backup of "))
        #expect(again.ledger.floor.counts.entrances == 15)
        let kept = fixture.database + ".damaged-20261121T093000Z-wal"
        #expect(FileManager.default.contents(atPath: kept) == stray)
    }

    @Test(
        "what a version before this one left half restored is restored: its damaged file has the newest facts"
    )
    func oldHalfWay() async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<15 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        for _ in 0..<5 { try await fixture.enter() }
        try fixture.ledger.close()
        try FileManager.default.moveItem(
            atPath: fixture.database, toPath: fixture.database + ".damaged-20261121T000000Z")
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts.entrances == 20)
        #expect(again.ledger.health.notice?.contains("5 facts were read from") == true)
    }

    @Test("an empty file where a ledger was is no first start", arguments: [0, 4096])
    func emptyFile(size: Int) async throws {
        let fixture = try await Self.damaged()
        try FileManager.default.removeItem(atPath: fixture.database)
        if size == 0 {
            try Data().write(to: URL(fileURLWithPath: fixture.database))
        } else {
            // The file that is left when the log with everything in it is deleted.
            let queue = try DatabaseQueue(path: fixture.database)
            try await queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try queue.close()
        }
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts.entrances == 15)
        #expect(again.ledger.health.notice?.contains("The database held no fact") == true)
        #expect(try fixture.files.contains { $0.hasPrefix("doorstep.sqlite.empty-") })
    }

    @Test(
        "of several backups the sound one with most facts is restored, whatever date its name says")
    func mostFacts() async throws {
        let fixture = try LedgerFixture()
        fixture.clock.set("2099-01-01T00:00:00Z")
        for _ in 0..<5 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        fixture.clock.set("2026-11-21T10:00:00Z")
        for _ in 0..<5 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        fixture.clock.set("2026-11-22T10:00:00Z")
        for _ in 0..<5 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        try fixture.ledger.close()
        try FileManager.default.removeItem(atPath: fixture.database)
        let newest = fixture.state + "/backups/doorstep-000000000015-20261122T100000Z.sqlite"
        try DamagedFile.spoil(newest, .truncated)
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        let notice = try #require(again.ledger.health.notice)
        #expect(
            notice.contains("The backup of 2026-11-21T10:00:00.000Z with 10 facts was restored."))
        #expect(
            notice.contains(
                "These backups could not be used: doorstep-000000000015-20261122T100000Z.sqlite: "))
        #expect(again.ledger.floor.sequence == Sequence(10))
    }

    @Test("a ledger that is behind its backup says so, also after it went on")
    func behind() async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<5 { try await fixture.enter() }
        try fixture.ledger.close()
        let older = fixture.database + ".copy"
        try FileManager.default.copyItem(atPath: fixture.database, toPath: older)
        let later = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        for _ in 0..<7 { try await later.enter() }
        try await later.ledger.backUp()
        try later.ledger.close()
        try fixture.replaceDatabase(with: older)
        for last in 5...6 {
            let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
            let notice = try #require(again.ledger.health.notice)
            #expect(notice.contains("has 7 facts that the ledger does not have"))
            #expect(notice.contains("the same up to fact 5, and ends with \(last)"))
            try await again.enter()
            try again.ledger.close()
        }
    }

    @Test("after a clean stop the one file has every fact", arguments: [1, 400])
    func cleanStop(count: Int) async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<count { try await fixture.enter() }
        try fixture.ledger.close()
        #expect(try (DamagedFile.size(fixture.database + "-wal")) == 0)
        let copy = fixture.scratch.path + "/copy.sqlite"
        try FileManager.default.copyItem(atPath: fixture.database, toPath: copy)
        let facts = try await DatabaseQueue(path: copy).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM fact")
        }
        #expect(facts == count)
    }

    @Test(
        "what stands in the place of the database is named, and left as it is",
        arguments: ["directory", "link"])
    func notAFile(kind: String) throws {
        let scratch = try ScratchDirectory()
        let state = scratch.path + "/state"
        let path = state + "/doorstep.sqlite"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        if kind == "directory" {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
        } else {
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: scratch.path + "/elsewhere")
        }
        let error = try #require(
            #expect(throws: OpeningError.self) { try LedgerFixture(scratch: scratch) })
        let words = kind == "directory" ? "a directory" : "a symbolic link"
        #expect(error.message == "cannot open \(path): it is \(words), not a file")
    }
}

private struct Killed: Error {}
