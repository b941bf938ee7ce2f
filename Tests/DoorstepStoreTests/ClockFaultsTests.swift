import DoorstepCore
import DoorstepStore
import GRDB
import TestSupport
import Testing

/// Clocks that are wrong, and what may fail while they are set.
@Suite struct ClockFaultsTests {
    private static let noon = "2026-11-21T11:00:00Z"

    /// Ten came in, three left.
    private func busy() async throws -> LedgerFixture {
        let fixture = try LedgerFixture(clock: WallClock(Self.noon))
        for _ in 0..<10 { try await fixture.enter() }
        for _ in 0..<3 { try await fixture.leave() }
        return fixture
    }

    /// The floor that a start would show.
    private func expectFloorOfFacts(_ fixture: LedgerFixture) async throws {
        #expect(
            try await Set(fixture.ledger.wholeFloor().keys)
                == Set(fixture.ledger.floorPrompts()))
    }

    @Test(
        "a clock that is set while the disk refuses is set when it takes again: nobody stays in 1970"
    )
    func refusedMeanwhile() async throws {
        let clock = WallClock("1970-01-01T00:00:30Z")
        clock.set("1970-01-01T00:00:30Z", isTrusted: false)
        let fixture = try LedgerFixture(clock: clock)
        for _ in 0..<3 { try await fixture.enter() }
        clock.set(Self.noon)
        await #expect(throws: LedgerError.self) { try await fixture.ledger.breakConstraint() }
        try await fixture.enter()
        let summary = try await fixture.ledger.summary(of: try #require(LocalDate("2026-11-21")))
        #expect(summary.traffic.entrances == 4)
        #expect(fixture.ledger.floor.counts.entrances == 4)
    }

    @Test(
        "a clock that goes to 1970 and comes back leaves today as it was, with who came meanwhile")
    func astray() async throws {
        let fixture = try await busy()
        fixture.clock.set("1970-01-01T00:00:00Z", isTrusted: false)
        try await fixture.ledger.roll()
        try await fixture.enter()
        fixture.clock.set("2026-11-21T11:00:04Z")
        try await fixture.ledger.roll()
        #expect(fixture.ledger.floor.day.date == LocalDate("2026-11-21"))
        #expect(fixture.ledger.floor.counts.entrances == 11)
        #expect(fixture.ledger.floor.occupancy == 8)
        let summary = try await fixture.ledger.summary(of: try #require(LocalDate("2026-11-21")))
        #expect(summary.traffic.entrances == 11)
        try await expectFloorOfFacts(fixture)
    }

    @Test("an undo while the clock is astray leaves who came meanwhile where they are")
    func undoneMeanwhile() async throws {
        let fixture = try await busy()
        fixture.clock.set("1970-01-01T00:00:00Z", isTrusted: false)
        let entrance = try await fixture.enter()
        let mistake = try await fixture.enter(2)
        try await fixture.record(.void(mistake, reason: nil))
        #expect(fixture.ledger.floor.counts.entrances == 11)
        #expect(fixture.ledger.floor.occupancy == 8)
        #expect(fixture.ledger.floor.prompts.map(\.id).contains(entrance))
    }

    /// Saturday, with three who came in, is over, and its totals are made. It is Monday.
    private func twoDaysLater() async throws -> (LedgerFixture, LocalDate, Sequence) {
        let fixture = try LedgerFixture(clock: WallClock(Self.noon))
        let first = try await fixture.enter()
        for _ in 0..<2 { try await fixture.enter() }
        let saturday = fixture.ledger.floor.day.date
        for day in [saturday, saturday.next] {
            fixture.clock.set("\(day)T18:30:00Z")
            try await fixture.ledger.roll()
            try await fixture.ledger.closeDay(day)
        }
        fixture.clock.set("2026-11-23T10:00:00Z")
        try await fixture.ledger.roll()
        return (fixture, saturday, first)
    }

    private func expectRowsOfFacts(_ fixture: LedgerFixture) async throws {
        let rows = try await fixture.ledger.dumpReadTables()
        try await fixture.ledger.rebuildReadTables()
        #expect(try await fixture.ledger.dumpReadTables() == rows)
    }

    @Test("what is put right in 1970 is put right in the day that it was about")
    func correctedIn1970() async throws {
        let (fixture, saturday, first) = try await twoDaysLater()
        try fixture.ledger.close()
        fixture.clock.set("1970-01-01T00:00:30Z", isTrusted: false)
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        try await again.record(.void(first, reason: nil))
        fixture.clock.set("2026-11-23T11:00:00Z")
        try await again.ledger.roll()
        let summary = try await again.ledger.summary(of: saturday)
        #expect(summary.traffic.entrances == 2)
        // The managers get the summary once the clock is right.
        #expect(summary.data.revision == 2)
        try await expectRowsOfFacts(again)
    }

    @Test("a day that was over by a clock that was ahead, and was not, has all of its visitors")
    func overTooSoon() async throws {
        let fixture = try LedgerFixture(clock: WallClock(Self.noon))
        try await fixture.enter()
        let saturday = fixture.ledger.floor.day.date
        fixture.clock.set("2026-11-23T11:00:00Z")
        for day in try await fixture.ledger.unclosedDays() {
            try await fixture.ledger.closeDay(day)
        }
        try await fixture.ledger.roll()
        fixture.clock.set("2026-11-21T13:00:00Z")
        try await fixture.ledger.roll()
        try await fixture.enter()
        try fixture.ledger.close()
        fixture.clock.set("2026-11-24T11:00:00Z")
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        try await again.enter()
        #expect(try await again.ledger.summary(of: saturday).traffic.entrances == 2)
        try await expectRowsOfFacts(again)
    }

    @Test("a press, and a dismissal, of a wrong clock are found in the day that they came to")
    func saidIn1970() async throws {
        let fixture = try LedgerFixture(clock: WallClock(Self.noon))
        try await fixture.enter()
        fixture.clock.set("1970-01-01T00:00:00Z", isTrusted: false)
        try await fixture.enter(4)
        let press = try await fixture.record(.feedback(face: 0, device: nil)).fact.sequence
        fixture.clock.set("1970-01-01T00:00:20Z", isTrusted: false)
        let now = fixture.clock.now
        let dismissal = try await fixture.record(
            .dismiss(door: nil, from: now - .seconds(30), to: now)
        ).fact.sequence
        fixture.clock.set("2026-11-21T11:01:00Z")
        try await fixture.ledger.roll()
        let saturday = fixture.ledger.floor.day.date
        #expect(fixture.ledger.floor.counts.footfall == 1)
        #expect(try await fixture.ledger.summary(of: saturday).traffic.footfall == 1)
        fixture.clock.set("2026-11-21T18:30:00Z")
        try await fixture.ledger.closeDay(saturday)
        fixture.clock.set("2026-11-23T10:00:00Z")
        try await fixture.ledger.roll()
        try await expectRowsOfFacts(fixture)
        #expect(try await fixture.ledger.summary(of: saturday).traffic.footfall == 1)
        // By its clock the shop was shut when somebody pressed the face.
        #expect(try await fixture.ledger.summary(of: saturday).feedback.n == 0)
        try await fixture.record(.review(feedback: press, counts: true))
        #expect(try await fixture.ledger.summary(of: saturday).feedback.n == 1)
        try await expectRowsOfFacts(fixture)
        try await fixture.record(.void(dismissal, reason: nil))
        #expect(try await fixture.ledger.summary(of: saturday).traffic.footfall == 5)
        try await expectRowsOfFacts(fixture)
    }

    @Test("a door that was down before the clock went astray, and came back meanwhile, has its gap")
    func gapOverAWrongClock() async throws {
        let fixture = try LedgerFixture(clock: WallClock(Self.noon))
        let down = try await fixture.record(.doorDown(door: "front", reason: "silent")).fact
        fixture.clock.set("1970-01-01T00:00:00Z", isTrusted: false)
        try await fixture.record(.doorUp(door: "front"))
        fixture.clock.advance(.seconds(60))
        fixture.clock.set("2026-11-21T11:30:00Z")
        try await fixture.enter()
        let back = try #require(Timestamp("2026-11-21T11:29:00Z"))
        let rows = try await fixture.ledger.dumpReadTables().filter { $0.hasPrefix("gap") }
        #expect(rows.count == 1)
        #expect(rows.first?.contains("start:\(down.at.milliseconds)") == true)
        #expect(rows.first?.contains("end:\(back.milliseconds)") == true)
    }

    @Test("a correction that is dated before the day which it is about holds for that day")
    func correctedBefore() async throws {
        let (fixture, saturday, first) = try await twoDaysLater()
        let before = fixture.ledger.shop.calendar.tradingDay(saturday).interval.start - .seconds(60)
        try await fixture.record(
            .answer(prompt: first, .notAVisitor, Command.AnswerDetails(reason: .delivery)),
            at: before)
        #expect(try await fixture.ledger.summary(of: saturday).traffic.excluded == 1)
        try await expectRowsOfFacts(fixture)
        let today = try await fixture.enter()
        try await fixture.record(
            .answer(prompt: today, .notAVisitor, Command.AnswerDetails(reason: .delivery)),
            at: before)
        #expect(fixture.ledger.floor.counts.footfall == 0)
        try fixture.ledger.close()
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts.footfall == 0)
    }

    @Test(
        "a clock that goes to tomorrow, or to yesterday, and comes back leaves today as it was",
        arguments: ["2026-11-22T11:00:00Z", "2026-11-20T11:00:00Z"])
    func anotherDay(_ day: String) async throws {
        let fixture = try await busy()
        fixture.clock.set(day)
        try await fixture.ledger.roll()
        #expect(fixture.ledger.floor.day.date.description == String(day.prefix(10)))
        fixture.clock.set(Self.noon)
        try await fixture.ledger.roll()
        #expect(fixture.ledger.floor.counts.entrances == 10)
        #expect(fixture.ledger.floor.occupancy == 7)
    }

    @Test("who came as the day began, before the floor moved to it, is on the new floor")
    func firstOfTheDay() async throws {
        let fixture = try LedgerFixture(clock: WallClock("2026-11-22T02:59:00Z"))
        fixture.clock.set("2026-11-22T03:00:00Z")
        try await fixture.enter(2)
        try await fixture.ledger.roll()
        #expect(fixture.ledger.floor.counts.entrances == 2)
    }

    @Test("a clock that goes astray twice in one boot moves each fact once")
    func twice() async throws {
        let fixture = try await busy()
        for (second, right) in [(0, "2026-11-21T12:00:00Z"), (7, "2026-11-21T13:00:00Z")] {
            fixture.clock.set("1970-01-01T00:00:0\(second)Z", isTrusted: false)
            try await fixture.enter()
            fixture.clock.set(right)
            try await fixture.ledger.roll()
        }
        let saturday = try #require(LocalDate("2026-11-21"))
        let summary = try await fixture.ledger.summary(of: saturday)
        #expect(summary.traffic.entrances == 12)
        #expect(fixture.ledger.floor.counts.entrances == 12)
        let rows = try await fixture.ledger.dumpReadTables()
        try await fixture.ledger.rebuildReadTables()
        #expect(try await fixture.ledger.dumpReadTables() == rows)
    }

    @Test("a start in 1970 shows what was not closed yet, not the whole history as one day")
    func startIn1970() async throws {
        let fixture = try await busy()
        fixture.clock.set("2026-11-21T18:15:00Z")
        try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-21")))
        fixture.clock.set("2026-11-22T11:00:00Z")
        try await fixture.enter(2)
        try fixture.ledger.close()
        fixture.clock.set("1970-01-01T00:00:00Z", isTrusted: false)
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts.entrances == 2)
        try await again.enter()
        fixture.clock.set("2026-11-22T12:00:00Z")
        try await again.ledger.roll()
        #expect(again.ledger.floor.counts.entrances == 3)
    }

    @Test("words that could not be taken into use are not used")
    func words() async throws {
        let fixture = try LedgerFixture()
        let lock = fixture.scratch.path + "/state/lock"
        let others = ScriptBook([], shop: "another")
        let before = fixture.ledger.shop.scripts.count
        #expect(before != others.count)
        try move(lock, lock + ".away")
        await #expect(throws: LedgerError.self) { try await fixture.ledger.use(others) }
        try move(lock + ".away", lock)
        #expect(fixture.ledger.shop.scripts.count == before)
        try await fixture.ledger.use(others)
        #expect(fixture.ledger.shop.scripts.count == others.count)
    }
}
