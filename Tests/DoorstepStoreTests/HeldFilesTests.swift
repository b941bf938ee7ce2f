import DoorstepCore
import DoorstepStore
import Foundation
import TestSupport
import Testing

/// The files of the ledger while somebody moves, removes or replaces one of them.
@Suite struct HeldFilesTests {
    private static let names = [
        "", "/lock", "/doorstep.sqlite", "/doorstep.sqlite-wal", "/doorstep.sqlite-shm",
    ]

    @Test("nothing is acknowledged into a file that nobody will find again", arguments: names)
    func moved(name: String) async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let path = fixture.scratch.path + "/state" + name
        let away = fixture.scratch.path + "/away"
        try move(path, away)
        let error = await #expect(throws: LedgerError.self) { try await fixture.enter() }
        let sentence =
            "\(path) was moved or removed: put back what was there, or use what is there:  systemctl restart doorstepd"
        #expect(error == .unavailable(sentence))
        #expect(fixture.ledger.health.trouble == sentence)
        await #expect(throws: LedgerError.unavailable(sentence)) {
            try await fixture.ledger.probe()
        }
        // Reading goes on.
        #expect(try await fixture.ledger.facts(after: .zero, limit: 10).count == 1)
        // When the same file is back, recording goes on.
        try move(away, path)
        try await fixture.ledger.probe()
        #expect(fixture.ledger.health.trouble == nil)
        #expect(try await fixture.enter() == Sequence(2))
    }

    @Test("another file in its place is not taken for it", arguments: names)
    func replaced(name: String) async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let path = fixture.scratch.path + "/state" + name
        try move(path, fixture.scratch.path + "/away")
        if name.isEmpty {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
        } else {
            try Data().write(to: URL(fileURLWithPath: path))
        }
        let error = await #expect(throws: LedgerError.self) { try await fixture.enter() }
        let what = "\(path) is not the one that the daemon opened"
        #expect(try #require(error?.sentence).hasPrefix(what))
    }

    @Test("a second daemon is kept out although somebody has removed the lock's file")
    func removedLock() throws {
        let fixture = try LedgerFixture()
        let state = fixture.scratch.path + "/state"
        try FileManager.default.removeItem(atPath: state + "/lock")
        #expect(throws: StateDirectoryError.held(state, by: "another process")) {
            try StateDirectory(state)
        }
        try fixture.ledger.close()
        _ = try StateDirectory(state)
    }
}

func move(_ path: String, _ other: String) throws {
    try FileManager.default.moveItem(atPath: path, toPath: other)
}
