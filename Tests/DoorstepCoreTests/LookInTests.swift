import DoorstepCore
import TestSupport
import Testing

/// Look-ins: the visitor is still inside after twenty minutes, and nobody is known to have looked after them.
@Suite struct LookInTests {
    private static let settings = ReceptionSettings(lookInAfter: .seconds(1200))
    private static let said = Command.AnswerDetails()

    private func shop(hours: OpeningHours = .daily("09:00-19:00")) -> PaperLedger {
        PaperLedger(shop: .fixture(hours: hours, reception: Self.settings))
    }

    @Test("opens one prompt for each visit, once, when its time has come")
    func opens() throws {
        var shop = shop()
        let start = shop.now
        let visit = try shop.record(.enter(door: nil, people: 3))
        #expect(shop.floor.snapshot.nextLookIn == start + .seconds(1200))
        shop.now = start + .seconds(1199)
        try shop.submit(.exit(door: nil, people: 1))
        #expect(try shop.submit(.lookIn) == nil)
        shop.now = start + .seconds(1201)
        let stay = try shop.record(.lookIn)
        let prompt = try #require(shop.floor.prompt(stay))
        #expect((prompt.moment, prompt.visit, prompt.people) == (.lookIn, visit, 2))
        #expect(prompt.openedAt == start + .seconds(1200))
        #expect(prompt.window.dueBy == prompt.openedAt + .seconds(300))
        #expect(shop.floor.snapshot.nextLookIn == nil)
        #expect(try shop.submit(.lookIn) == nil)
        try shop.submit(.answer(prompt: stay, .ownWords, Command.AnswerDetails(outcome: .asked)))
        #expect(shop.facts.last?.kind == .lookIn)
        #expect(shop.floor.prompt(stay)?.state == .answered)
        #expect(try shop.submit(.lookIn) == nil)
    }

    @Test("parties that came in together have one, of all their people, until the last has left")
    func together() throws {
        var shop = shop()
        let first = try shop.record(.enter(door: nil, people: 2))
        for _ in 0..<4 {
            shop.now = shop.now + .seconds(1)
            try shop.submit(.enter(door: nil, people: 1))
        }
        shop.now = shop.now + .seconds(60)
        let other = try shop.record(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(1141)
        let stay = try shop.record(.lookIn)
        #expect(shop.floor.prompt(stay)?.people == 6)
        #expect(try shop.submit(.lookIn) == nil)
        #expect(shop.floor.snapshot.nextLookIn == shop.floor.state[other]!.at + .seconds(1200))
        // The first of them leaves, and the others have still been seen to by nobody.
        try shop.submit(.exit(door: nil, people: 2))
        #expect(shop.floor.state.inside[first] == nil)
        #expect(shop.floor.prompt(stay)?.state == .open)
        try shop.submit(.exit(door: nil, people: 4))
        #expect(shop.floor.prompt(stay)?.state == .lapsed)
    }

    @Test("who was looked after is left in peace", arguments: Outcome.allCases + [nil])
    func served(outcome: Outcome?) throws {
        var shop = shop()
        let visit = try shop.record(.enter(door: nil, people: 1))
        try shop.submit(.answer(prompt: visit, .said, Command.AnswerDetails(outcome: outcome)))
        let isServed = outcome != nil && outcome != .browsed
        #expect((shop.floor.snapshot.nextLookIn == nil) == isServed)
    }

    @Test("it is off by default, on a day when the shop is shut, and once the day is closed")
    func off() throws {
        var plain = PaperLedger()
        try plain.submit(.enter(door: nil, people: 1))
        #expect(plain.floor.snapshot.nextLookIn == nil)
        plain.now = plain.now + .seconds(7200)
        #expect(try plain.submit(.lookIn) == nil)

        var shut = shop(hours: OpeningHours(weekly: [.monday: []]))
        try shut.submit(.enter(door: nil, people: 1))
        #expect(shut.floor.snapshot.nextLookIn == nil)

        var closed = shop()
        try closed.submit(.closeDay(closed.floor.day.date))
        try closed.submit(.enter(door: nil, people: 1))
        #expect(closed.floor.snapshot.nextLookIn == nil)
    }

    @Test("lapses by itself, and asks for no answer of another kind")
    func lapses() throws {
        var shop = shop()
        try shop.submit(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(1200)
        try shop.submit(.lapse)
        let stay = try shop.record(.lookIn)
        let exclusion = Command.AnswerDetails(reason: .staff)
        #expect(throws: Refusal.answerDoesNotFit(.notAVisitor, .lookIn)) {
            try shop.submit(.answer(prompt: stay, .notAVisitor, exclusion))
        }
        shop.now = shop.now + .seconds(300)
        try shop.submit(.lapse)
        #expect(shop.floor.prompt(stay)?.state == .lapsed)
    }

    @Test("what came up while nobody was there to see it is born lapsed")
    func late() throws {
        var shop = shop()
        try shop.submit(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(1500)
        let stay = try shop.record(.lookIn)
        #expect(shop.floor.prompt(stay)?.state == .lapsed)
        #expect(!shop.floor.snapshot.prompts.contains { $0.id == stay })
    }

    /// Ends the only visit that has a look-in.
    enum Ending: CaseIterable {
        case exit, openingAnswered, recount, void, exclusion, tie, dayCloses
    }

    @Test("ends when the last of them leave, however that is said", arguments: Ending.allCases)
    func visitEnds(ending: Ending) throws {
        var shop = shop()
        let visit = try shop.record(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(600)
        let other = try shop.record(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(600)
        let stay = try shop.record(.lookIn)
        #expect(shop.floor.prompt(stay)?.state == .open)
        switch ending {
        case .exit: try shop.submit(.exit(door: nil, people: 1))
        case .openingAnswered:
            let opening = try shop.record(.open(door: nil))
            try shop.submit(.answer(prompt: opening, .exit, Self.said))
        case .recount: try shop.submit(.recount(people: 0, reason: nil))
        case .void: try shop.submit(.void(visit, reason: nil))
        case .exclusion:
            let staff = Command.AnswerDetails(reason: .staff)
            try shop.submit(.answer(prompt: visit, .notAVisitor, staff))
        case .tie:
            // The visitor who left was taken for the other one.
            let first = try shop.record(.exit(door: nil, people: 1))
            try shop.submit(.tie(exit: first, visit: other))
            #expect(shop.floor.state.visits.map(\.id) == [visit])
            try shop.submit(.tie(exit: first, visit: visit))
        case .dayCloses: try shop.submit(.closeDay(shop.floor.day.date))
        }
        #expect(shop.floor.prompt(stay)?.state == .lapsed)
        #expect(shop.facts.contains { $0.event == .lapse(prompt: stay) })
        let isEmpty = ending == .recount || ending == .dayCloses
        #expect(shop.floor.state.visits.map(\.id) == (isEmpty ? [] : [other]))
        let whole = Floor(shop: shop.shop, day: shop.floor.day, facts: shop.facts)
        #expect(whole.seen == shop.floor.seen)
    }

    @Test("goes on while some of the party are inside")
    func someAreInside() throws {
        var shop = shop()
        try shop.submit(.enter(door: nil, people: 3))
        shop.now = shop.now + .seconds(1200)
        let stay = try shop.record(.lookIn)
        try shop.submit(.exit(door: nil, people: 2))
        #expect(shop.floor.prompt(stay)?.state == .open)
    }

    @Test("a party that comes back has its look-in when its visit is old enough")
    func afterReturning() throws {
        var shop = shop()
        let start = shop.now
        let visit = try shop.record(.enter(door: nil, people: 2))
        shop.now = start + .seconds(600)
        try shop.submit(.exit(door: nil, people: 2))
        #expect(shop.floor.snapshot.nextLookIn == nil)
        let back = try shop.record(.enter(door: nil, people: 2))
        try shop.submit(.answer(prompt: back, .reentry, Self.said))
        #expect(shop.floor.snapshot.nextLookIn == start + .seconds(1200))
        shop.now = start + .seconds(1200)
        let stay = try shop.record(.lookIn)
        #expect(shop.floor.prompt(stay)?.visit == visit)
    }
}
