import DoorstepCore
import DoorstepStore
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

/// A ledger whose disk has damaged the database, and the start after it.
@Suite struct DamageTests {
    @Test(
        "a damaged database is set aside, the backup restored, and the facts since then are there",
        .bug(
            "https://github.com/home-assistant/core/issues/56138",
            "a malformed database that costs all history"),
        .bug(
            "https://github.com/home-assistant/core/issues/46283",
            "a malformed database that costs all history"),
        .bug(
            "https://github.com/home-assistant/core/issues/115342",
            "a malformed database that costs all history"),
        .bug(
            "https://github.com/home-assistant/core/issues/115765",
            "a malformed database that costs all history"),
        arguments: DamagedFile.Kind.allCases)
    func damage(kind: DamagedFile.Kind) async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<300 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        fixture.clock.advance(.seconds(60))
        try await fixture.enter()
        try fixture.ledger.close()
        try DamagedFile.spoil(fixture.database, kind)

        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        let notice = try #require(again.ledger.health.notice)
        let aside = fixture.database + ".damaged-20261121T093100Z"
        #expect(notice.contains("The database was damaged ("))
        #expect(notice.contains("it was kept as \(aside)."))
        #expect(
            notice.contains("The backup of 2026-11-21T09:30:00.000Z with 300 facts was restored."))
        #expect(FileManager.default.fileExists(atPath: aside))
        let next = try await again.enter()
        let recovered = next.value - 301
        switch kind {
        case .zeroed, .alien: #expect(recovered == 0 && notice.contains("cannot be told"))
        default:
            #expect(
                recovered == 1 || notice.contains("only there") || notice.contains("cannot be told")
            )
        }
        #expect(again.ledger.floor.counts.entrances == Int(next.value))
        let facts = try await again.ledger.facts(after: .zero, limit: 1000)
        #expect(facts.map(\.sequence.value) == Array(1...next.value))
    }

    @Test(
        "damage that leaves the facts readable costs none of them, and the figures are those of before"
    )
    func recovered() async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<100 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        let key = IdempotencyKey(key: "tap-1", digest: [1])
        let command = Command(.enter(door: nil, people: 2), source: "test")
        _ = try await fixture.ledger.submit(command, key: key)
        for number in 0..<150 {
            let entrance = try await fixture.enter()
            fixture.clock.advance(.seconds(5))
            let answer = Command.Request.answer(
                prompt: entrance, .said, Command.AnswerDetails())
            try await fixture.record(answer)
            if number % 7 == 0 { try await fixture.record(.void(entrance, reason: nil)) }
        }
        try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-21")))
        let before = try await fixture.ledger.facts(after: .zero, limit: 10_000)
        let rows = try await fixture.ledger.dumpReadTables()
        let messages = try await fixture.ledger.deliveries(in: nil, limit: 10)
        try #require(!messages.isEmpty)
        try fixture.ledger.close()
        try await Self.breakPage(of: "factByTime", in: fixture.database)

        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        let notice = try #require(again.ledger.health.notice)
        #expect(
            notice.contains(
                "with 100 facts was restored. \(before.count - 100) facts were read from"))
        #expect(!notice.contains("sent again"))
        #expect(try await again.ledger.facts(after: .zero, limit: 10_000) == before)
        #expect(try await again.ledger.dumpReadTables() == rows)
        #expect(
            try await again.ledger.deliveries(in: nil, limit: 10).map(\.delivery)
                == messages.map(\.delivery))
        guard case .replayed = try await again.ledger.submit(command, key: key) else {
            Issue.record("a sensor that asks again is counted twice")
            return
        }
    }

    @Test(
        "a number that only a damaged page has costs no fact, and no start that does not end",
        .timeLimit(.minutes(5)), arguments: [Int64(1) << 40, Int64.max],
        ["factByTime", "factAbout"])
    func numberBeyondTheEnd(number: Int64, broken: String) async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<15 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        for _ in 0..<5 { try await fixture.enter() }
        try fixture.ledger.close()
        let queue = try DatabaseQueue(path: fixture.database)
        try await queue.write { db in
            let columns = try db.columns(in: "fact").map { "\"\($0.name)\"" }
            let changed = columns.map {
                switch $0 {
                case "\"sequence\"": "\(number)"
                case "\"id\"": "randomblob(16)"
                default: $0
                }
            }
            try db.execute(
                sql: """
                    DROP TRIGGER factLeavesNoGap;
                    INSERT INTO fact (\(columns.joined(separator: ", ")))
                    SELECT \(changed.joined(separator: ", ")) FROM fact WHERE sequence = 20;
                    """)
        }
        try queue.close()
        try await Self.breakPage(of: broken, in: fixture.database)

        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts.entrances == 20)
        #expect(again.ledger.health.notice?.contains("5 facts were read from") == true)
        #expect(try await again.enter() == Sequence(21))
    }

    /// The root page of a table or an index, overwritten.
    @Test(
        "a row that no fact can have left costs that fact alone, though SQLite finds the file sound",
        arguments: [
            "door = NULL", "people = NULL", "people = 'two'", "kind = 'party'", "id = x'00'",
        ])
    func noFact(change: String) async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<5 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        for _ in 0..<5 { try await fixture.enter() }
        try fixture.ledger.close()
        var plain = GRDB.Configuration()
        plain.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: fixture.database, configuration: plain)
        // As a flipped bit would do it, past every check.
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER factIsNeverEdited; PRAGMA writable_schema = ON")
            try db.execute(
                sql: """
                    UPDATE sqlite_master SET sql = replace(sql, ') STRICT', ')') WHERE name = 'fact'
                    """)
        }
        try queue.close()
        let loose = try DatabaseQueue(path: fixture.database, configuration: plain)
        try await loose.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: "UPDATE fact SET \(change) WHERE sequence = 8")
        }
        try loose.close()

        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        let notice = try #require(again.ledger.health.notice)
        #expect(notice.contains("4 facts were read from"))
        let facts = try await again.ledger.facts(after: .zero, limit: 100)
        #expect(facts.map(\.sequence.value) == [1, 2, 3, 4, 5, 6, 7, 9, 10])
        #expect(again.ledger.floor.counts.entrances == 9)
    }

    private static func breakPage(of name: String, in path: String) async throws {
        let page = try await rootPage(of: name, in: path)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seek(toOffset: (page - 1) * DamagedFile.pageSize)
        try handle.write(contentsOf: Data(repeating: 0x2A, count: Int(DamagedFile.pageSize)))
        try handle.close()
    }

    private static func rootPage(of name: String, in path: String) async throws -> UInt64 {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try #require(
            try await queue.read {
                try UInt64.fetchOne(
                    $0, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [name])
            })
    }

    @Test(
        "a large database with holes at random places is restored at the first start, none in a loop"
    )
    func largeHoles() async throws {
        let fixture = try LedgerFixture()
        let moment = fixture.clock.now - .seconds(3600)
        // A long name makes a large file of few facts.
        let device = String(repeating: "d", count: 280)
        func fill(_ numbers: Range<UInt64>) async throws {
            for part in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 5000) {
                _ = try await fixture.ledger.restore(
                    (part..<min(part + 5000, numbers.upperBound)).map { number in
                        .fixture(
                            .feedback(face: 1, device: device, flag: nil), at: moment,
                            number: number)
                    })
            }
        }
        try await fill(1..<80_000)
        try await fixture.ledger.backUp()
        try await fill(80_000..<84_000)
        let count = fixture.ledger.floor.sequence
        try fixture.ledger.close()
        let whole = fixture.database + ".whole"
        try FileManager.default.copyItem(atPath: fixture.database, toPath: whole)
        try #require(DamagedFile.size(fixture.database) > 32 << 20)
        var chance = SeededChance(seed: 15)
        for round in 0..<8 {
            try fixture.replaceDatabase(with: whole)
            for _ in 0..<(1 + round % 3) { try DamagedFile.hole(in: fixture.database, &chance) }
            var again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
            if again.ledger.health.notice == nil {
                // Damage that the start does not read is found by the check in use, and the next start deals with it.
                guard let reason = await again.ledger.check() else {
                    #expect(again.ledger.floor.sequence == count, "a hole where nothing is")
                    try again.ledger.close()
                    continue
                }
                #expect(again.ledger.health.trouble?.contains(reason) == true)
                try again.ledger.close()
                again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
            }
            let notice = try #require(again.ledger.health.notice)
            #expect(notice.contains("was restored"), "round \(round): \(notice)")
            let last = again.ledger.floor.sequence
            #expect(
                last == count || notice.contains("only there") || notice.contains("cannot be told"))
            #expect(last >= Sequence(79_999))
            #expect(await again.ledger.check() == nil)
            try again.ledger.close()
            try fixture.clearSetAside()
        }
    }

    @Test(
        "without any backup what can be read is kept under its number, around what cannot, which is counted",
        arguments: [0.0, 0.5, 0.9])
    func withoutBackup(place: Double) async throws {
        let fixture = try LedgerFixture()
        for number in 0..<300 {
            let entrance = try await fixture.enter()
            fixture.clock.advance(.seconds(5))
            try await fixture.record(.answer(prompt: entrance, .said, Command.AnswerDetails()))
            if number % 7 == 0 { try await fixture.record(.void(entrance, reason: nil)) }
        }
        let before = try await fixture.ledger.facts(after: .zero, limit: 10_000)
        try fixture.ledger.close()
        try await Self.breakLeaf(of: "fact", in: fixture.database, at: place)

        var again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)

        let kept = try await again.ledger.facts(after: .zero, limit: 10_000)
        let lost = before.count - kept.count
        #expect((1..<100).contains(lost), "a page holds some tens: \(lost)")
        #expect(Set(kept).isSubset(of: before))
        let notice = try #require(again.ledger.health.notice)
        #expect(notice.contains("There was no good backup: what could be read was kept."))
        #expect(notice.contains("\(kept.count) facts were read from "))
        #expect(notice.contains("\(lost) facts since then can be found only there."))
        // A number that was given is not given to another fact.
        #expect(try await again.enter() == before.last?.sequence.next)
        // The missing numbers are known, and are no damage to a later check; rows that refer to lost facts do no harm.
        try await again.ledger.closeDay(try #require(LocalDate("2026-11-21")))
        try await again.ledger.backUp()
        try again.ledger.close()
        again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.health.notice == notice)
        #expect(await again.ledger.check() == nil)
        #expect(try await again.ledger.facts(after: .zero, limit: 10_000).starts(with: kept))
    }

    /// A page of a table's rows, overwritten.
    private static func breakLeaf(
        of table: String, in path: String, at place: Double
    ) async throws {
        let root = try await rootPage(of: table, in: path)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        try handle.seek(toOffset: (root - 1) * DamagedFile.pageSize)
        let page = try #require(try handle.read(upToCount: Int(DamagedFile.pageSize)))
        func number(at place: Int, bytes: Int) -> Int {
            page[place..<place + bytes].reduce(0) { $0 << 8 | Int($1) }
        }
        // An interior page. Each of its cells begins with the number of a page below it.
        let isInterior = page[0] == 5
        try #require(isInterior)
        let index = Int(place * Double(number(at: 3, bytes: 2)))
        let cell = number(at: 12 + 2 * index, bytes: 2)
        let leaf = UInt64(number(at: cell, bytes: 4))
        try handle.seek(toOffset: (leaf - 1) * DamagedFile.pageSize)
        try handle.write(contentsOf: Data(repeating: 0x2A, count: Int(DamagedFile.pageSize)))
    }

    @Test(
        "a ledger of which nothing can be read is not replaced by an empty one, until somebody says so"
    )
    func nothingLeft() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        try fixture.ledger.close()
        try DamagedFile.spoil(fixture.database, .alien)
        let before = try fixture.files.filter { !$0.hasSuffix("-shm") }
        for _ in 0..<2 {
            let error = try #require(
                #expect(throws: OpeningError.self) {
                    try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
                })
            #expect(
                error.message.hasPrefix(
                    "\(fixture.database) is damaged (file is not a database), there is no backup in "
                ))
            #expect(error.hint.contains("doorstepd new-ledger --state \(fixture.state)"))
            #expect(try fixture.files.filter { !$0.hasSuffix("-shm") } == before)
        }
        let folder = try StateDirectory(fixture.state).retireLedger(now: fixture.clock.now)
        #expect(folder == fixture.state + "/former-20261121T093000Z")
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.health.notice == nil)
        #expect(try await again.enter() == Sequence(1))
    }

    @Test(
        "damage that an ordinary read finds hours later ends the daemon, and the next start restores"
    )
    func foundInUse() async throws {
        let fixture = try LedgerFixture()
        for _ in 0..<300 { try await fixture.enter() }
        try await fixture.ledger.backUp()
        // Its log still has every page: without one, the file is what is read.
        try await fixture.ledger.forgetPages()
        let found = Task { [ledger = fixture.ledger] in await ledger.damage.next() }
        try await Self.breakPage(of: "factByTime", in: fixture.database)
        let day = try #require(LocalDate("2026-11-21"))
        await #expect(throws: LedgerError.self) { try await fixture.ledger.summary(of: day) }
        #expect(await found.value?.contains("malformed") == true)
        #expect(fixture.ledger.health.trouble?.contains("malformed") == true)
        // A start checks a large database only when it is told to.
        #expect(FileManager.default.fileExists(atPath: fixture.database + ".damaged"))
        try fixture.ledger.close()
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.health.notice?.contains("was restored") == true)
        #expect(again.ledger.floor.sequence == Sequence(300))
    }

    @Test("a mark of damage that a full check does not find again costs no good database")
    func falseAlarm() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter(3)
        try fixture.ledger.close()
        try Data("a page was unreadable\n".utf8).write(
            to: URL(fileURLWithPath: fixture.database + ".damaged"))
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.occupancy == 3)
        #expect(again.ledger.health.remark?.contains("(a page was unreadable)") == true)
        #expect(again.ledger.health.notice == nil, "nobody need do anything")
        try again.ledger.close()
        #expect(try LedgerFixture(scratch: fixture.scratch).ledger.health.remark == nil)
    }

    @Test("what looks damaged at the first try and is well at the second is left in place")
    func secondTry() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter(3)
        try fixture.ledger.close()
        let good = fixture.database + ".good"
        try FileManager.default.moveItem(atPath: fixture.database, toPath: good)
        try Data(repeating: 0x2A, count: 8192).write(to: URL(fileURLWithPath: fixture.database))
        let pauses = Mutex<[Duration]>([])
        var conditions = OpeningConditions()
        conditions.pause = { [database = fixture.database] duration in
            pauses.withLock { $0.append(duration) }
            rename(good, database)
        }
        let again = try LedgerFixture(
            scratch: fixture.scratch, clock: fixture.clock, conditions: conditions)
        #expect(again.ledger.floor.occupancy == 3)
        #expect(again.ledger.health.notice == nil)
        #expect(pauses.withLock { $0 } == [.seconds(1)])
    }
}

extension DamagedFile {
    static func size(_ path: String) throws -> Int64 {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64 ?? 0
    }
}

extension LedgerFixture {
    func replaceDatabase(with whole: String) throws {
        for name in try files where name.hasPrefix("doorstep.sqlite") && !whole.hasSuffix(name) {
            try FileManager.default.removeItem(atPath: state + "/" + name)
        }
        try FileManager.default.copyItem(atPath: whole, toPath: database)
    }

    func clearSetAside() throws {
        for name in try files where name.contains(".damaged-") || name.hasSuffix(".notice") {
            try FileManager.default.removeItem(atPath: state + "/" + name)
        }
    }
}
