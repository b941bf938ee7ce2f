import DoorstepCore
import TestSupport
import Testing

/// The facts that belong to a trading day, and those that do not.
@Suite struct DayTests {
    @Test("who comes on another day is none of this day's, whether all is folded or one by one")
    func anotherDay() throws {
        var shop = PaperLedger()
        try shop.submit(.enter(door: nil, people: 2))
        let saturday = shop.floor.day
        shop.now = shop.now + .seconds(2 * 86400)
        try shop.submit(.enter(door: nil, people: 5))
        let whole = Day(shop: shop.shop, day: saturday, facts: shop.facts)
        #expect(whole.state.counts.entrances == 2)
        var grown = Day(shop: shop.shop, day: saturday)
        for fact in shop.facts { grown.apply(fact) }
        #expect(grown.state.records == whole.state.records)
        #expect(grown.state.counts == whole.state.counts)
    }

    @Test("a greeting after its window counts, and not as one in time")
    func late() throws {
        var shop = PaperLedger()
        let entrance = try shop.record(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(100)
        try shop.submit(.answer(prompt: entrance, .said, Command.AnswerDetails()))
        let counts = shop.floor.snapshot.counts
        #expect((counts.greeted, counts.greetedInWindow) == (1, 0))
    }

    @Test("a door that is down already stays down since then, and one gap tells of it")
    func doorDownTwice() throws {
        var shop = PaperLedger()
        let (began, door) = (shop.now, "front")
        try shop.submit(.doorDown(door: door, reason: "silent"))
        shop.now = shop.now + .seconds(60)
        try shop.submit(.doorDown(door: door, reason: "stopped"))
        let down = DoorStatus.Down(since: began, reason: "silent")
        #expect(shop.floor.snapshot.doors.map(\.down) == [down])
        shop.now = shop.now + .seconds(60)
        try shop.submit(.doorUp(door: door))
        #expect(shop.floor.snapshot.doors.map(\.down) == [nil])
        #expect(
            DoorGap.gaps(shop.facts) == [
                DoorGap(sequence: Sequence(1), door: door, down: down, end: shop.now)
            ])
    }
}
