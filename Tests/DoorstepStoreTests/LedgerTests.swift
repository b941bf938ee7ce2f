import DoorstepCore
import DoorstepStore
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct LedgerTests {
    @Test("numbers facts without gaps, in the order of commitment")
    func sequencesHaveNoGaps() async throws {
        let fixture = try LedgerFixture()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 { group.addTask { try await fixture.enter() } }
            try await group.waitForAll()
        }
        let facts = try await fixture.ledger.facts(after: .zero, limit: 1000)
        #expect(facts.map(\.sequence.value) == Array(1...200))
        let told = fixture.commits.commits.flatMap { $0.recorded.map(\.fact.sequence.value) }
        #expect(told == Array(1...200))
    }

    @Test("commits together what waits together")
    func groupCommit() async throws {
        let fixture = try LedgerFixture()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<500 { group.addTask { try await fixture.enter() } }
            try await group.waitForAll()
        }
        #expect(fixture.commits.commits.count < 500)
        #expect(fixture.commits.commits.allSatisfy { $0.recorded.count <= 256 })
    }

    @Test("a refused write leaves its neighbours alone and writes nothing")
    func refusal() async throws {
        let fixture = try LedgerFixture()
        await #expect(throws: Refusal.unknownDoor("back", known: ["front"])) {
            try await fixture.record(.enter(door: "back", people: 1))
        }
        try await fixture.enter()
        let facts = try await fixture.ledger.facts(after: .zero, limit: 10)
        #expect(facts.count == 1)
    }

    @Test("a job that breaks a constraint fails alone, and the ledger is well")
    func poisonedJob() async throws {
        let fixture = try LedgerFixture()
        let results = await withTaskGroup(of: Bool.self, returning: [Bool].self) { group in
            for number in 0..<40 {
                group.addTask {
                    do {
                        if number % 10 == 0 {
                            try await fixture.ledger.breakConstraint()
                        } else {
                            try await fixture.enter()
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0 } == 36)
        #expect(fixture.ledger.health.trouble == nil)
        let facts = try await fixture.ledger.facts(after: .zero, limit: 100)
        #expect(facts.map(\.sequence.value) == Array(1...36))
    }

    @Test(
        "the same key gives the same fact again, with its prompt as it stands now, and adds nothing"
    )
    func idempotency() async throws {
        let fixture = try LedgerFixture()
        let key = IdempotencyKey(key: "k-1", digest: [1, 2, 3])
        let command = Command(.enter(door: nil, people: 2), source: "test")
        guard case .recorded(let first?) = try await fixture.ledger.submit(command, key: key) else {
            throw LedgerError.failed("nothing was recorded")
        }
        let answer = Command.Request.answer(
            prompt: first.fact.sequence, .said, Command.AnswerDetails())
        try await fixture.record(answer)
        guard case .replayed(let second) = try await fixture.ledger.submit(command, key: key) else {
            Issue.record("the second try was recorded")
            return
        }
        #expect(second.fact == first.fact)
        #expect(first.prompt?.state == .open && second.prompt?.state == .answered)
        #expect(fixture.ledger.floor.occupancy == 2)
        await #expect(throws: LedgerError.keyReused) {
            try await fixture.ledger.submit(
                command, key: IdempotencyKey(key: "k-1", digest: [9]))
        }
    }

    @Test("a day of keyed entrances costs less than 200 bytes a key on the disk")
    func keysAreSmall() async throws {
        let fixture = try LedgerFixture()
        let count = 10_000
        // In any order, as those of sensors that make them by chance.
        var chance = SeededChance(seed: 8)
        let keys = (0..<count).map { _ in
            IdempotencyKey(
                key: String(
                    (0..<64).map { _ in "0123456789abcdef".randomElement(using: &chance) ?? "0" }),
                digest: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &chance) })
        }
        let moment = fixture.clock.now - .seconds(3600)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in 0..<50 {
                group.addTask {
                    for key in keys[(part * count / 50)..<((part + 1) * count / 50)] {
                        _ = try await fixture.ledger.submit(
                            Command(.enter(door: nil, people: 1), at: moment, source: "test"),
                            key: key)
                    }
                }
            }
            try await group.waitForAll()
        }
        let pages = try await fixture.ledger.pages(of: "idempotency")
        #expect(pages * 4096 / count <= 200, "\(pages) pages")
    }

    @Test("keeps keys for 48 hours and longer, then clears them away with a closed day")
    func keysAreForgotten() async throws {
        let fixture = try LedgerFixture()
        let key = IdempotencyKey(key: "k-1", digest: [1])
        let command = Command(.enter(door: nil, people: 1), source: "test")
        _ = try await fixture.ledger.submit(command, key: key)
        fixture.clock.advance(.seconds(47 * 3600))
        try await fixture.ledger.roll()
        try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-22")))
        guard case .replayed = try await fixture.ledger.submit(command, key: key) else {
            Issue.record("the key was forgotten after 47 hours")
            return
        }
        fixture.clock.advance(.seconds(24 * 3600))
        try await fixture.ledger.roll()
        try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-23")))
        guard case .recorded = try await fixture.ledger.submit(command, key: key) else {
            Issue.record("the key was kept for ever")
            return
        }
    }

    @Test("coming to rest and taking a backup hold neither readers nor writers up")
    func rest() async throws {
        let fixture = try LedgerFixture()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<120 {
                group.addTask {
                    switch number % 4 {
                    case 0: try await fixture.ledger.rest()
                    case 1: _ = try await fixture.ledger.facts(after: .zero, limit: 100)
                    case 2 where number == 2: try await fixture.ledger.backUp()
                    default: try await fixture.enter()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.ledger.facts(after: .zero, limit: 200).count == 59)
    }

    @Test("runs SQLite with synchronous = FULL")
    func isSynchronous() async throws {
        let fixture = try LedgerFixture()
        #expect(try await fixture.ledger.synchronousMode() == 2)
    }

    @Test("the database itself refuses gaps, edits and deletions")
    func schemaHoldsThePromises() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        try fixture.ledger.close()
        let queue = try DatabaseQueue(path: fixture.scratch.path + "/state/doorstep.sqlite")
        for sql in [
            "UPDATE fact SET at = 0", "DELETE FROM fact",
            """
            INSERT INTO fact (sequence, id, kind, at, recordedAt, source, bootNumber, monotonic, isTrusted)
            SELECT 3, x'00112233445566778899aabbccddeeff', kind, at, recordedAt, source, bootNumber,
                monotonic, isTrusted
            FROM fact
            """,
        ] {
            #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("to write a fact SQLite builds no table on the side")
    func writesAreLean() async throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.close()
        let queue = try DatabaseQueue(path: fixture.scratch.path + "/state/doorstep.sqlite")
        let steps = try await queue.read { db in
            let columns = try db.columns(in: "fact")
            let places = columns.map { _ in "?" }.joined(separator: ", ")
            return try Row.fetchAll(
                db, sql: "EXPLAIN INSERT INTO fact VALUES (\(places))",
                arguments: StatementArguments(columns.map { _ in 1 })
            ).map { $0["opcode"] as String }
        }
        #expect(steps.contains("Insert"))
        #expect(!steps.contains("OpenEphemeral"))
    }
}
