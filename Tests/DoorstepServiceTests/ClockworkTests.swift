import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

/// What time does to a real ledger.
@Suite(.timeLimit(.minutes(20))) struct ClockworkTests {
    /// Runs the clockwork beside `body`.
    private func running(
        _ shop: ServiceFixture, _ body: () async throws -> Void
    ) async throws {
        let clockwork = Clockwork(
            ledger: shop.ledger, doorWatch: shop.service.doorWatch,
            alarm: shop.alarm, now: { shop.clock.now }, clock: HandClock(), logger: .silent)
        let running = Task { try await clockwork.run() }
        try await body()
        running.cancel()
        try await running.value
    }

    /// Waits until the last fact is of `kind`; the kinds of those after `before`.
    private func kinds(
        of shop: ServiceFixture, after before: Int64 = 0, until kind: Event.Kind
    ) async throws -> [Event.Kind] {
        while true {
            let facts = try await shop.ledger.facts(after: Sequence(before), limit: 100)
            if facts.last?.kind == kind { return facts.map(\.kind) }
            try await nextTurn()
        }
    }

    @Test("a prompt that nobody answers lapses when its time is up")
    func lapse() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        shop.clock.advance(.seconds(300))
        try await running(shop) {
            let kinds = try await kinds(of: shop, until: .lapse)
            #expect(kinds == [.entrance, .lapse])
        }
        #expect(shop.ledger.floor.prompts == [])
    }

    @Test("it looks around before it closes a day, and again when it looks at the clock")
    func looksAround() async throws {
        let shop = try ServiceFixture()
        let waits = HandClock()
        let (looks, looking) = AsyncStream.makeStream(of: Void.self)
        let clockwork = Clockwork(
            ledger: shop.ledger, doorWatch: shop.service.doorWatch, alarm: shop.alarm,
            now: { shop.clock.now }, clock: waits,
            lookAround: { looking.yield() }, logger: .silent)
        let running = Task { try await clockwork.run() }
        _ = await waits.nextWait()
        shop.clock.advance(Clockwork.longestSleep)
        waits.wake()
        _ = await waits.nextWait()
        looking.finish()
        var count = 0
        for await _ in looks { count += 1 }
        #expect(count == 2)
        running.cancel()
        try await running.value
    }

    @Test("a visitor who is still inside and unserved gets a look-in, once, and it lapses")
    func lookIn() async throws {
        let shop = try ServiceFixture(
            shop: .fixture(reception: ReceptionSettings(lookInAfter: .seconds(1200))))
        _ = try await shop.call(.post, Route.entrances)
        shop.clock.advance(.seconds(1200))
        try await running(shop) {
            let kinds = try await kinds(of: shop, until: .stay)
            #expect(kinds == [.entrance, .lapse, .stay])
            #expect(shop.ledger.floor.prompts.map(\.moment) == [.lookIn])
            shop.clock.advance(.seconds(300))
            shop.alarm.ring()
            let last = try await self.kinds(of: shop, after: 3, until: .lapse)
            #expect(last == [.lapse])
        }
    }

    @Test("an entrance wakes the loop when its look-in comes before all that it waits for")
    func lookInRings() async throws {
        let settings = ReceptionSettings(lapseAfter: .seconds(3600), lookInAfter: .seconds(60))
        let shop = try ServiceFixture(shop: .fixture(reception: settings))
        shop.alarm.sleeps(until: shop.clock.now + .seconds(600))
        _ = try await shop.call(.post, Route.entrances)
        for await _ in shop.alarm.rings { break }
    }

    @Test("the day closes after the last closing time, and its prompts end")
    func closing() async throws {
        let shop = try ServiceFixture()
        shop.clock.set("2026-11-21T18:14:00Z")
        _ = try await shop.call(.post, Route.exits)
        shop.clock.set("2026-11-21T18:15:00Z")
        try await running(shop) {
            let kinds = try await kinds(of: shop, until: .dayClosed)
            #expect(kinds == [.exit, .lapse, .dayClosed])
        }
        #expect(shop.ledger.floor.isClosed)
        #expect(try await shop.ledger.deliveries(in: .waiting, limit: 10).count == 1)
    }

    @Test("after a long silence the old day is closed, and the new one has begun")
    func downtime() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        shop.clock.set("2026-11-22T10:00:00Z")
        try await running(shop) {
            let kinds = try await kinds(of: shop, until: .dayClosed)
            #expect(kinds == [.entrance, .lapse, .dayClosed])
            while shop.ledger.floor.day.date != LocalDate("2026-11-22") { try await nextTurn() }
        }
        #expect(!shop.ledger.floor.isClosed)
    }

    @Test("a door that falls silent was not observed since its last heartbeat, before the alarm")
    func silenceBackwards() async throws {
        let shop = try ServiceFixture(
            shop: .fixture(doors: [Door(name: "front", silentAfter: .seconds(600))]))
        shop.clock.advance(.seconds(100))
        let heard = shop.clock.now
        _ = try await shop.call(.post, Route.heartbeat("front"))
        shop.clock.advance(.seconds(630))
        try await running(shop) {
            _ = try await kinds(of: shop, until: .doorDown)
            let fact = try #require(try await shop.ledger.facts(after: .zero, limit: 10).last)
            #expect(fact.at == heard && fact.recordedAt == shop.clock.now)
            #expect(shop.ledger.floor.doors.first?.down?.since == heard)
        }
    }

    @Test("a clock that is set makes no door silent for half a century")
    func silenceAndClock() async throws {
        let clock = WallClock("2026-11-21T09:30:00Z")
        clock.set("1970-01-01T00:10:00Z", isTrusted: false)
        let shop = try ServiceFixture(
            shop: .fixture(doors: [Door(name: "front", silentAfter: .seconds(600))]), clock: clock)
        _ = try await shop.call(.post, Route.entrances, #"{"source":"sensor:front"}"#)
        clock.advance(.seconds(60))
        clock.set("2026-11-21T09:30:00Z")
        _ = try await shop.call(.post, Route.entrances, #"{"source":"staff"}"#)
        let news = shop.service.doorWatch.changes(at: clock.now, doors: shop.ledger.floor.doors)
        #expect(news.silent == [])
        clock.advance(.seconds(600))
        let later = shop.service.doorWatch.changes(at: clock.now, doors: shop.ledger.floor.doors)
        #expect(later.silent.map(\.since) == [Timestamp(at: "2026-11-21T09:29:00Z")])
    }

    @Test("a door that falls silent is down, and up again with its next crossing")
    func silence() async throws {
        let shop = try ServiceFixture(
            shop: .fixture(doors: [Door(name: "front", silentAfter: .seconds(60))]))
        shop.clock.advance(.seconds(60))
        try await running(shop) {
            let first = try await kinds(of: shop, until: .doorDown)
            #expect(first == [.doorDown])
            #expect(shop.ledger.floor.doors.first?.down?.reason == "silent")
            shop.clock.advance(.seconds(5))
            _ = try await shop.call(.post, Route.entrances, #"{"source":"sensor:front"}"#)
            let second = try await kinds(of: shop, after: 1, until: .doorUp)
            #expect(second == [.entrance, .doorUp])
        }
    }
}
