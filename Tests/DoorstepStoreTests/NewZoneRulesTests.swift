import DoorstepCore
import DoorstepStore
import Synchronization
import TestSupport
import Testing

/// Vancouver stays in summer time in November 2026, and its shop learns that on the 20th, when tzdata is updated.
@Suite struct NewZoneRulesTests {
    static let old = rules("PST8PDT,M3.2.0,M11.1.0")
    static let new = rules("<-07>7")
    static let thursday = LocalDate(dayNumber: 20_776)

    private static func rules(_ footer: String, zone: String = "America/Vancouver") -> ZoneRules {
        do {
            return try ZoneRules(name: zone, file: ZoneFile(footer: footer).bytes)
        } catch {
            preconditionFailure("\(footer): \(error)")
        }
    }

    private static func shop(_ rules: ZoneRules) -> Shop {
        var shop = Shop.fixture(hours: .always, dayStartsAt: "00:00")
        shop.calendar.zone = rules
        return shop
    }

    /// Wednesday and Thursday are closed. On Thursday two came at noon, and one when it was half past eleven by the old
    /// rules and half past midnight by the new.
    private func closed() async throws -> LedgerFixture {
        let fixture = try LedgerFixture(
            shop: Self.shop(Self.old), clock: WallClock("2026-11-18T20:00:00Z"))
        #expect(try await fixture.ledger.use(Self.old))
        try await fixture.enter(4)
        fixture.clock.set("2026-11-19T08:00:00Z")
        try await fixture.ledger.closeDay(Self.thursday.previous)
        try await fixture.ledger.roll()
        fixture.clock.set("2026-11-19T20:00:00Z")
        try await fixture.enter(2)
        fixture.clock.set("2026-11-20T07:30:00Z")
        try await fixture.enter(1)
        fixture.clock.set("2026-11-20T08:00:00Z")
        try await fixture.ledger.closeDay(Self.thursday)
        try await fixture.ledger.roll()
        fixture.clock.set("2026-11-20T20:00:00Z")
        #expect(fixture.ledger.floor.counts.entrances == 0)
        return fixture
    }

    /// The revisions of the two closed days, with their footfall.
    private func days(_ fixture: LedgerFixture) async throws -> [[Int]] {
        var days: [[Int]] = []
        for date in [Self.thursday.previous, Self.thursday] {
            let summary = try await fixture.ledger.summary(of: date)
            days.append([summary.data.revision, summary.traffic.entrances])
        }
        return days
    }

    /// The days whose summaries were put right, in order.
    private func corrected(_ fixture: LedgerFixture) -> [String] {
        fixture.composed.all.filter { $0.summary.data.revision > 1 }
            .map { "\($0.summary.period.id), revision \($0.summary.data.revision)" }
    }

    @Test(
        "tzdata is updated while the daemon runs: who is inside and the closed days are by the new rules, once"
    )
    func running() async throws {
        let fixture = try await closed()
        #expect(try await days(fixture) == [[1, 4], [1, 3]])

        #expect(try await fixture.ledger.use(Self.new))
        #expect(try await days(fixture) == [[2, 4], [2, 2]])
        #expect(corrected(fixture) == ["2026-11-18, revision 2", "2026-11-19, revision 2"])
        let floor = fixture.ledger.floor
        #expect(floor.day.interval.start == Timestamp(at: "2026-11-20T07:00:00Z"))
        #expect(floor.counts.entrances == 1)
        #expect(fixture.ledger.shop.calendar.zone == Self.new)
        // Later visitors are counted by the new rules.
        try await fixture.enter(5)
        #expect(fixture.ledger.floor.counts.entrances == 6)

        #expect(try await fixture.ledger.use(Self.new))
        #expect(corrected(fixture).count == 2)
    }

    @Test("days that were imported from before the first closing are counted by the new rules too")
    func imported() async throws {
        let fixture = try await closed()
        // Half past eleven on Monday by the old rules, half past midnight on Tuesday by the new.
        let at = Timestamp(at: "2026-11-17T07:30:00Z")
        let crossing = Event.entrance(Crossing(door: "front", isImported: true))
        _ = try await fixture.ledger.restore([.fixture(crossing, at: at, number: 1)])
        let monday = LocalDate(dayNumber: Self.thursday.dayNumber - 3)
        func entrances() async throws -> [Int] {
            var counts: [Int] = []
            for date in [monday, monday.next] {
                counts.append(try await fixture.ledger.summary(of: date).traffic.entrances)
            }
            return counts
        }
        #expect(try await entrances() == [1, 0])
        #expect(try await fixture.ledger.use(Self.new))
        #expect(try await entrances() == [0, 1])
    }

    @Test(
        "tzdata is updated while no daemon runs: the closed days are put right at the next start, once"
    )
    func restarted() async throws {
        let before = try await closed()
        try before.ledger.close()
        for start in 1...2 {
            let fixture = try LedgerFixture(
                shop: Self.shop(Self.new), scratch: before.scratch, clock: before.clock)
            #expect(try await fixture.ledger.use(Self.new))
            #expect(try await days(fixture) == [[2, 4], [2, 2]])
            #expect(corrected(fixture).count == (start == 1 ? 2 : 0))
            try fixture.ledger.close()
        }
    }

    @Test("an update that breaks off leaves all as it was, and is made up for")
    func brokenOff() async throws {
        let breaking = Mutex(false)
        let before = try await closed()
        try before.ledger.close()
        let fixture = try LedgerFixture(
            shop: Self.shop(Self.old), scratch: before.scratch, clock: before.clock,
            destinations: [BreakingDestination(isBreaking: { breaking.withLock { $0 } })])
        breaking.withLock { $0 = true }
        await #expect(throws: (any Error).self) { try await fixture.ledger.use(Self.new) }
        #expect(fixture.ledger.shop.calendar.zone == Self.old)
        #expect(try await days(fixture) == [[1, 4], [1, 3]])

        breaking.withLock { $0 = false }
        #expect(try await fixture.ledger.use(Self.new))
        #expect(try await days(fixture) == [[2, 4], [2, 2]])
    }

    @Test("while the clock cannot be right no closed day is put right; later it is")
    func untrusted() async throws {
        let fixture = try await closed()
        fixture.clock.set("2026-11-20T20:00:00Z", isTrusted: false)
        #expect(try await fixture.ledger.use(Self.new) == false)
        #expect(fixture.ledger.shop.calendar.zone == Self.new)
        #expect(corrected(fixture) == [])

        fixture.clock.set("2026-11-20T20:00:00Z")
        #expect(try await fixture.ledger.use(Self.new))
        #expect(corrected(fixture).count == 2)
    }

    @Test("rules that change nothing in the days that are closed give no revision")
    func unchanged() async throws {
        let fixture = try await closed()
        // The new rules show other times only from 2027 on.
        let file = ZoneFile(
            offsets: [-28800, -25200], times: [1_800_000_000], types: [1], footer: "<-07>7")
        var old = file
        old.offsets[1] = -28800
        old.footer = "PST8"
        let (first, second) = (
            try ZoneRules(name: "America/Vancouver", file: old.bytes),
            try ZoneRules(name: "America/Vancouver", file: file.bytes)
        )
        #expect(try await fixture.ledger.use(first))
        let before = corrected(fixture)
        #expect(try await fixture.ledger.use(second))
        #expect(corrected(fixture) == before)
    }

    @Test("a shop whose settings name another zone keeps its closed days")
    func moved() async throws {
        let before = try await closed()
        try before.ledger.close()
        let other = Self.rules("EST5EDT,M3.2.0,M11.1.0", zone: "America/Toronto")
        let fixture = try LedgerFixture(
            shop: Self.shop(other), scratch: before.scratch, clock: before.clock)
        #expect(try await fixture.ledger.use(other))
        #expect(corrected(fixture) == [])
    }
}

/// A destination whose message cannot be made for a while: the transaction that it belongs to fails.
private struct BreakingDestination: LedgerDestination {
    let name = "manager"
    let isForPrograms = true
    let knowsRepeats = true
    let isBreaking: @Sendable () -> Bool

    func wants(_ fresh: NewSummary) -> Bool { true }

    func message(of content: MessageContent, id: DeliveryID) throws -> Message {
        if isBreaking() { throw LedgerError.failed("the message could not be made") }
        return Message(contentType: "application/json", headers: [], body: [])
    }
}
