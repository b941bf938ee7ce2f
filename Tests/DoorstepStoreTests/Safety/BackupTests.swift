import DoorstepCore
import DoorstepStore
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct BackupTests {
    @Test("a backup is taken while recording goes on, checked, and only the last seven are kept")
    func backups() async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<9 {
            try await fixture.enter()
            fixture.clock.advance(.seconds(86400))
            try await fixture.ledger.backUp()
        }
        #expect(try fixture.backups.count == 7)
        #expect(try fixture.backups.last == "doorstep-000000000009-20261130T093000Z.sqlite")
        #expect(try fixture.backups.first == "doorstep-000000000003-20261124T093000Z.sqlite")
        #expect(fixture.ledger.lastBackup == fixture.clock.now)
    }

    @Test("a backup of the year 2099 neither outlives the others nor takes their place")
    func wrongYear() async throws {
        let fixture = try LedgerFixture()
        fixture.clock.set("2099-01-01T00:00:00Z")
        try await fixture.enter()
        try await fixture.ledger.backUp()
        fixture.clock.set("2026-11-21T09:30:00Z")
        for _ in 0..<7 {
            try await fixture.enter()
            try await fixture.ledger.backUp()
            fixture.clock.advance(.seconds(86400))
        }
        #expect(try fixture.backups.count == 7)
        #expect(try !fixture.backups.contains { $0.contains("2099") })
    }

    @Test("while the clock cannot be trusted no backup is taken, and none is deleted")
    func untrustedClock() async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<7 {
            try await fixture.enter()
            try await fixture.ledger.backUp()
        }
        let before = try fixture.backups
        #expect(before.count == 7)
        fixture.clock.set("1970-01-01T00:00:30Z", isTrusted: false)
        try await fixture.enter()
        await #expect(throws: BackupFailure.untrustedClock) { try await fixture.ledger.backUp() }
        #expect(try fixture.backups == before)
        #expect(fixture.ledger.health.backup.isWell)
    }

    @Test(
        "an empty ledger is not backed up: a copy of nothing would stand in the way of the first real one for a day"
    )
    func empty() async throws {
        let fixture = try LedgerFixture()
        #expect(try await !fixture.ledger.backUp())
        #expect(fixture.ledger.lastBackup == nil)
        #expect(fixture.ledger.health.backup.isWell)
        try await fixture.enter()
        #expect(try await fixture.ledger.backUp())
        #expect(try fixture.backups.count == 1)
    }

    @Test("backups of another ledger are not this one's to delete")
    func otherLedgers() async throws {
        let first = try LedgerFixture()
        for _ in 0..<3 {
            try await first.enter()
            try await first.ledger.backUp()
        }
        let others = try first.backups
        let second = try LedgerFixture()
        try FileManager.default.createDirectory(
            atPath: second.state + "/backups", withIntermediateDirectories: false)
        for name in others {
            try FileManager.default.copyItem(
                atPath: "\(first.state)/backups/\(name)", toPath: "\(second.state)/backups/\(name)")
        }
        second.clock.advance(.seconds(60))
        for _ in 0..<9 {
            try await second.enter()
            try await second.ledger.backUp()
        }
        #expect(Set(try second.backups).isSuperset(of: others))
        #expect(try second.backups.count == others.count + 7)
    }

    @Test("health says how old the newest backup is, and that two days without one are no good")
    func health() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        #expect(fixture.ledger.health.backup == BackupHealth(isWell: true))
        try await fixture.ledger.backUp()
        #expect(
            fixture.ledger.health.backup
                == BackupHealth(isWell: true, detail: "the newest is of 2026-11-21T09:30:00.000Z"))
        fixture.clock.advance(.seconds(49 * 3600))
        #expect(
            fixture.ledger.health.backup
                == BackupHealth(
                    isWell: false,
                    detail: "none was taken for more than 48 h, the newest is of "
                        + "2026-11-21T09:30:00.000Z: see  journalctl -u doorstepd"))
    }

    @Test("a ledger that never had a backup is told of when it is two days old")
    func neverAny() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        try fixture.ledger.close()
        fixture.clock.advance(.seconds(49 * 3600))
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(!again.ledger.health.backup.isWell)
    }

    @Test("a file where the backups should be is named, and health stays degraded until it is gone")
    func notADirectory() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let path = fixture.state + "/backups"
        try Data().write(to: URL(fileURLWithPath: path))
        await #expect(throws: BackupFailure.notADirectory(path)) {
            try await fixture.ledger.backUp()
        }
        #expect(
            fixture.ledger.health.backup
                == BackupHealth(
                    isWell: false,
                    detail: "\(path) is not a directory: move it away; there is none yet"))
        try FileManager.default.removeItem(atPath: path)
        try await fixture.ledger.backUp()
        #expect(fixture.ledger.health.backup.isWell)
    }

    @Test("what a kill left of a copy is removed by the next backup")
    func leftovers() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        try await fixture.ledger.backUp()
        for name in ["doorstep.sqlite.partial", "doorstep-20261121T093000Z.sqlite.partial-journal"]
        {
            try Data(count: 9000).write(
                to: URL(fileURLWithPath: "\(fixture.state)/backups/\(name)"))
        }
        try await fixture.enter()
        try await fixture.ledger.backUp()
        #expect(try fixture.backups.count == 2)
    }

    @Test(
        "without room for a backup none is begun, those who write are not refused, and health says how much is wanted",
        .enabled(if: SmallDisk.isPossible, "needs root for a small disk"))
    func noRoom() async throws {
        let disk = try SmallDisk(kilobytes: 8192)
        let state = disk.path + "/state"
        let clock = WallClock("2026-11-21T09:30:00Z")
        let ledger = try Ledger(
            in: StateDirectory(state), shop: .fixture(), clock: clock.read, destinations: [],
            conditions: .fixture(), onCommit: { _ in })
        let command = Command(.enter(door: nil, people: 1), source: "test")
        for _ in 0..<50 { _ = try await ledger.submit(command) }
        let filler = disk.path + "/filler"
        try Data(count: 6 << 20).write(to: URL(fileURLWithPath: filler))
        let error = await #expect(throws: BackupFailure.self) { try await ledger.backUp() }
        guard case .noRoom(let directory, let needed, let free)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(directory == state + "/backups" && needed > free)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
        #expect(ledger.health.backup.detail?.hasPrefix("no room for a backup: ") == true)
        for _ in 0..<20 { _ = try await ledger.submit(command) }
        #expect(ledger.health.trouble == nil)
        try FileManager.default.removeItem(atPath: filler)
        try await ledger.backUp()
        #expect(ledger.health.backup.isWell)
        try ledger.close()
    }
}

extension LedgerFixture {
    var backups: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: state + "/backups").sorted()
        }
    }
}
