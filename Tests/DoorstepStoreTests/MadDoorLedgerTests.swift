import DoorstepCore
import DoorstepStore
import TestSupport
import Testing

/// A mad door in the ledger: its rows, the summary, and the one fact that excludes it.
@Suite(.timeLimit(.minutes(20))) struct MadDoorLedgerTests {
    private static let shop = Shop.fixture(
        doors: [Door(name: "front", rateLimit: .standard), Door(name: "side")])

    /// 150 entrances a minute at the front door for three minutes, with two visitors at the side door.
    private static func flooded(scratch: ScratchDirectory? = nil) async throws -> LedgerFixture {
        let fixture = try LedgerFixture(shop: shop, scratch: scratch)
        try await fixture.record(.enter(door: "side", people: 2))
        for _ in 0..<450 {
            fixture.clock.advance(.milliseconds(400))
            try await fixture.record(.enter(door: "front", people: 1))
        }
        return fixture
    }

    private func dismiss(_ fixture: LedgerFixture, _ episode: Summary.Episode) async throws
        -> Sequence
    {
        try await fixture.record(
            .dismiss(
                door: episode.door, from: Timestamp(at: episode.from), to: Timestamp(at: episode.to)
            )
        ).fact.sequence
    }

    @Test("is named in the summary, excluded by one fact, and there again when that is undone")
    func episode() async throws {
        let fixture = try await Self.flooded()
        let day = fixture.ledger.floor.day.date
        let mad = try await fixture.ledger.summary(of: day)
        #expect(mad.episodes.map(\.crossings) == [450])
        #expect(mad.episodes.map(\.excluded) == [false])
        #expect(mad.isDoubtful && mad.noteWords.contains("mad-door"))
        #expect(mad.traffic.footfall == 452 && mad.greeting.due == 121)
        #expect(mad.traffic.drift == 122)
        let before = fixture.ledger.floor
        let records = try await fixture.ledger.foldedDay().state.records

        let episode = try #require(mad.episodes.first)
        let dismissal = try await dismiss(fixture, episode)
        let excluded = try await fixture.ledger.summary(of: day)
        #expect(excluded.episodes.map(\.excluded) == [true])
        #expect(!excluded.isDoubtful)
        #expect(excluded.traffic.footfall == 2 && excluded.traffic.excluded == 450)
        #expect(excluded.greeting.due == 1 && excluded.traffic.drift == 2)
        #expect(fixture.ledger.floor.counts.footfall == 2)

        try await fixture.record(.void(dismissal, reason: nil))
        let undone = try await fixture.ledger.summary(of: day)
        #expect(undone.hasSameFigures(as: mad))
        #expect(fixture.ledger.floor.counts == before.counts)
        #expect(
            try await fixture.ledger.foldedDay().state.records == records)
    }

    @Test("exclusions beside it keep their own reason, and what is undone leaves what still stands")
    func overlapping() async throws {
        let fixture = try await Self.flooded()
        let day = fixture.ledger.floor.day.date
        let episode = try #require(try await fixture.ledger.summary(of: day).episodes.first)
        let own = try await fixture.record(
            .answer(
                prompt: Sequence(20), .notAVisitor, Command.AnswerDetails(reason: .delivery)))
        let first = try await dismiss(fixture, episode)
        let second = try await dismiss(fixture, episode)
        func excluded() async throws -> [Int] {
            let summary = try await fixture.ledger.summary(of: day)
            #expect(fixture.ledger.floor.counts.excluded == summary.traffic.excluded)
            try await fixture.ledger.rebuildReadTables()
            #expect(try await fixture.ledger.summary(of: day).traffic == summary.traffic)
            return [summary.traffic.excluded, summary.traffic.footfall]
        }
        #expect(try await excluded() == [450, 2])
        for voided in [first, own.fact.sequence] {
            try await fixture.record(.void(voided, reason: nil))
            #expect(try await excluded() == [450, 2])
        }
        try await fixture.record(.void(second, reason: nil))
        #expect(try await excluded() == [0, 452])
    }

    @Test("a rebuild and a restart give the same, in the midst of it and with it excluded")
    func same() async throws {
        let fixture = try await Self.flooded()
        let day = fixture.ledger.floor.day.date
        let rows = try await fixture.ledger.dumpReadTables()
        try await fixture.ledger.rebuildReadTables()
        #expect(try await fixture.ledger.dumpReadTables() == rows)
        let before = fixture.ledger.floor
        try fixture.ledger.close()
        let again = try LedgerFixture(
            shop: Self.shop, scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.counts == before.counts)
        #expect(again.ledger.floor.madDoors == before.madDoors)
        #expect(again.ledger.floor.prompts.map(\.id) == before.prompts.map(\.id))
        // The door is still mad: no restart asks the staff anew.
        again.clock.advance(.milliseconds(400))
        let next = try await again.record(.enter(door: "front", people: 1))
        #expect(next.prompt?.state == .lapsed)
        let episode = try #require(try await again.ledger.summary(of: day).episodes.first)
        _ = try await dismiss(again, episode)
        let floor = again.ledger.floor
        let excluded = try await again.ledger.dumpReadTables()
        try await again.ledger.rebuildReadTables()
        #expect(try await again.ledger.dumpReadTables() == excluded)
        try again.ledger.close()
        let third = try LedgerFixture(shop: Self.shop, scratch: again.scratch, clock: again.clock)
        #expect(third.ledger.floor.counts == floor.counts)
    }

    @Test("a closed day's summary is made anew, once, and its week with it")
    func closed() async throws {
        let fixture = try await Self.flooded()
        let day = fixture.ledger.floor.day.date
        fixture.clock.set("2026-11-21T19:00:00Z")
        try await fixture.ledger.closeDay(day)
        fixture.clock.set("2026-11-22T19:00:00Z")
        try await fixture.ledger.roll()
        try await fixture.ledger.closeDay(day.next)
        fixture.clock.set("2026-11-23T09:00:00Z")
        try await fixture.ledger.roll()
        let episode = try #require(try await fixture.ledger.summary(of: day).episodes.first)
        _ = try await dismiss(fixture, episode)
        func made(_ id: String) -> [Summary] {
            fixture.composed.all.map(\.summary).filter { $0.period.id == id }
        }
        #expect(made("2026-11-21").map(\.traffic.footfall) == [452, 2])
        #expect(made("2026-W47").map(\.isDoubtful) == [true, false])
    }

    @Test("what was recorded under a wrong clock moves with its episode")
    func redated() async throws {
        let fixture = try LedgerFixture(shop: Self.shop)
        fixture.clock.set("1970-01-01T00:10:00Z", isTrusted: false)
        for _ in 0..<150 {
            fixture.clock.advance(.milliseconds(400))
            try await fixture.record(.enter(door: "front", people: 1))
        }
        fixture.clock.set("2026-11-21T09:30:00Z", isTrusted: true)
        try await fixture.record(.enter(door: "side", people: 1))
        let day = fixture.ledger.floor.day.date
        let episode = try #require(try await fixture.ledger.summary(of: day).episodes.first)
        #expect(episode.from.hasPrefix("2026-11-21T10:"))
        #expect(episode.crossings == 150)
        #expect(fixture.ledger.floor.madDoors.map(\.span.crossings) == [150])
        _ = try await dismiss(fixture, episode)
        #expect(fixture.ledger.floor.counts.footfall == 1)
        #expect(try await fixture.ledger.summary(of: day).traffic.footfall == 1)
    }
}
