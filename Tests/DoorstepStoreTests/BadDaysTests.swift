import DoorstepCore
import DoorstepStore
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct BadDaysTests {
    @Test("a second daemon is told who holds the ledger")
    func secondInstance() throws {
        let fixture = try LedgerFixture()
        let path = fixture.scratch.path + "/state"
        let error = #expect(throws: StateDirectoryError.self) { try StateDirectory(path) }
        let message = try #require(error).message
        #expect(message.hasSuffix("(process \(getpid())) already keeps the ledger in \(path)"))
    }

    @Test("a database of a newer version is refused with a sentence, and left as it is")
    func newerDatabase() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.close()
        let path = fixture.scratch.path + "/state/doorstep.sqlite"
        let queue = try DatabaseQueue(path: path)
        try queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99. from the future')")
        }
        try queue.close()
        let error = #expect(throws: OpeningError.self) {
            try LedgerFixture(scratch: fixture.scratch)
        }
        #expect(error == .newerDatabase(path: path))
        #expect(try #require(error).message == "\(path) was made by a newer version of Doorstep")
    }

    @Test(
        "a full disk is said to be one, reads go on, and recording resumes by itself when there is room",
        .enabled(if: SmallDisk.isPossible, "needs root for a small disk"))
    func fullDisk() async throws {
        let disk = try SmallDisk(kilobytes: 2048)
        let clock = WallClock("2026-11-21T09:30:00Z")
        let ledger = try Ledger(
            in: StateDirectory(disk.path + "/state"), shop: .fixture(), clock: clock.read,
            destinations: [], onCommit: { _ in })
        var acknowledged = 0
        let filler = try disk.fill()
        var refusal: (any Error)?
        while refusal == nil {
            do {
                _ = try await ledger.submit(Command(.enter(door: nil, people: 1), source: "test"))
                acknowledged += 1
            } catch {
                refusal = error
            }
        }
        #expect(refusal as? LedgerError == .diskFull)
        #expect(ledger.health.trouble?.hasPrefix("the disk is full") == true)
        #expect(ledger.floor.occupancy == acknowledged)
        #expect(try await ledger.facts(after: .zero, limit: 100_000).count == acknowledged)
        await #expect(throws: LedgerError.diskFull) { try await ledger.probe() }

        try FileManager.default.removeItem(atPath: filler)
        try await ledger.probe()
        #expect(ledger.health.trouble == nil)
        _ = try await ledger.submit(Command(.enter(door: nil, people: 1), source: "test"))
        let facts = try await ledger.facts(after: .zero, limit: 100_000)
        #expect(facts.map(\.sequence.value) == Array(1...Int64(acknowledged + 1)))
        try ledger.close()
    }

    @Test(
        "facts of a clock that was wrong are re-dated when it is set; no summary was made meanwhile",
        .bug("https://github.com/guysoft/OctoPi/issues/606", "a clock that is wrong at boot"),
        .bug("https://github.com/systemd/systemd/issues/29027", "a clock that is wrong at boot"),
        .bug("https://github.com/systemd/systemd/issues/6057", "a clock that is wrong at boot"),
        .bug("https://github.com/raspberrypi/linux/issues/1751", "a clock that is wrong at boot"))
    func wrongClock() async throws {
        let clock = WallClock("1970-01-01T00:00:30Z")
        clock.set("1970-01-01T00:00:30Z", isTrusted: false)
        let fixture = try LedgerFixture(clock: clock)
        let entrance = try await fixture.enter(2)
        #expect(try await fixture.ledger.unclosedDays().isEmpty)
        clock.advance(.seconds(90))
        let answered = try await fixture.record(
            .answer(prompt: entrance, .said, Command.AnswerDetails()))
        clock.advance(.seconds(60))
        clock.set("2026-11-21T09:30:00Z")
        try await fixture.ledger.roll()

        let summary = try await fixture.ledger.summary(of: try #require(LocalDate("2026-11-21")))
        #expect(summary.traffic.entrances == 2)
        #expect(summary.greeting.late == 1)
        #expect(summary.greeting.waitSeconds.p50 == 90)
        #expect(fixture.ledger.floor.counts.greeted == 1)
        #expect(fixture.ledger.floor.occupancy == 2)
        let facts = try await fixture.ledger.facts(after: answered.fact.sequence, limit: 10)
        #expect(facts.map(\.kind) == [.clockSet])
        let rows = try await fixture.ledger.dumpReadTables()
        try await fixture.ledger.rebuildReadTables()
        #expect(try await fixture.ledger.dumpReadTables() == rows)
    }
}
