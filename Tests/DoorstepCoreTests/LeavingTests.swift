import DoorstepCore
import TestSupport
import Testing

/// The party that leaves, as a counter knows it: the visits that it may be, a party that was excluded coming in, and the
/// outcome that can still be noted.
@Suite struct LeavingTests {
    private static let delivery = Command.AnswerDetails(reason: .delivery)

    private func leaving(_ shop: PaperLedger) throws -> Leaving {
        let prompt = try #require(shop.floor.snapshot.prompts.last { $0.moment == .farewell })
        return try #require(shop.floor.snapshot.leaving(prompt))
    }

    @Test("the guessed visit stands first, then those inside who came before, oldest first")
    func visits() throws {
        var shop = PaperLedger()
        var visits: [Sequence] = []
        for people in 1...3 {
            visits.append(try shop.record(.enter(door: nil, people: people)))
            shop.now = shop.now + .seconds(60)
        }
        let exit = try shop.record(.exit(door: nil, people: 1))
        shop.now = shop.now + .seconds(60)
        try shop.submit(.enter(door: nil, people: 1))
        #expect(try leaving(shop).visits.map(\.id) == visits)
        #expect(try leaving(shop).visits.map(\.peopleInside) == [1, 2, 3])
        try shop.submit(.tie(exit: exit, visit: visits[2]))
        #expect(try leaving(shop).visits.isEmpty)
    }

    @Test(
        "who was excluded coming in is proposed for the exit, once, and not after an hour beside visitors"
    )
    func excluded() throws {
        var shop = PaperLedger()
        try shop.submit(.enter(door: nil, people: 1))
        let entrance = try shop.record(.enter(door: nil, people: 1))
        try shop.submit(.answer(prompt: entrance, .notAVisitor, Self.delivery))
        var late = shop
        late.now = late.now + .seconds(3601)
        try late.submit(.exit(door: nil, people: 1))
        #expect(try leaving(late).excluded == nil)

        let exit = try shop.record(.exit(door: nil, people: 1))
        let party = try #require(try leaving(shop).excluded)
        #expect((party.reason, party.people) == (.delivery, 1))
        try shop.submit(.answer(prompt: exit, .notAVisitor, Self.delivery))
        try shop.submit(.exit(door: nil, people: 1))
        #expect(try leaving(shop).excluded == nil)
    }

    @Test("thousands of excluded entrances without an exit keep twenty parties, the last ones")
    func many() throws {
        var shop = PaperLedger()
        for people in 1...30 {
            let entrance = try shop.record(.enter(door: nil, people: people))
            try shop.submit(.answer(prompt: entrance, .notAVisitor, Self.delivery))
        }
        #expect(shop.floor.snapshot.excludedInside.map(\.people) == Array(11...30))
    }

    @Test(
        "the outcome after the farewell is the exit's own, stays through undo and tie, and can be undone"
    )
    func outcome() throws {
        var shop = PaperLedger()
        let first = try shop.record(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(60)
        let second = try shop.record(.enter(door: nil, people: 1))
        let exit = try shop.record(.exit(door: nil, people: 1))
        #expect(shop.floor.snapshot.lastFarewell == nil)
        let said = try shop.record(.answer(prompt: exit, .said, Command.AnswerDetails()))
        let last = try #require(shop.floor.snapshot.lastFarewell)
        #expect((last.prompt, last.until) == (exit, shop.now + .seconds(60)))
        let noted = try shop.record(.outcome(prompt: exit, .bought))
        #expect(shop.floor.snapshot.lastFarewell == nil)
        #expect(shop.floor.state[exit]?.outcome == .bought)
        try shop.submit(.tie(exit: exit, visit: second))
        try shop.submit(.void(said, reason: nil))
        try shop.submit(.answer(prompt: exit, .ownWords, Command.AnswerDetails()))
        #expect(shop.floor.state[exit]?.outcome == .bought)
        #expect(shop.floor.state[exit]?.visit == second)
        try shop.submit(.void(noted, reason: nil))
        #expect(shop.floor.state[exit]?.outcome == nil)
        #expect(shop.floor.snapshot.lastFarewell?.prompt == exit)
        #expect(throws: Refusal.outcomeDoesNotFit(first, .greeting)) {
            try shop.submit(.outcome(prompt: first, .asked))
        }
    }

    @Test(
        "the outcome noted afterwards counts in the day's summary as one given with the farewell does"
    )
    func figures() throws {
        func crossings(_ note: (inout PaperLedger, Sequence) throws -> Void) throws
            -> [CrossingRecord]
        {
            var shop = PaperLedger()
            try shop.submit(.enter(door: nil, people: 1))
            shop.now = shop.now + .seconds(60)
            let exit = try shop.record(.exit(door: nil, people: 1))
            try note(&shop, exit)
            return shop.floor.today.record().crossings
        }
        let together = try crossings { shop, exit in
            try shop.submit(
                .answer(prompt: exit, .said, Command.AnswerDetails(outcome: .asked)))
        }
        let afterwards = try crossings { shop, exit in
            try shop.submit(.answer(prompt: exit, .said, Command.AnswerDetails()))
            try shop.submit(.outcome(prompt: exit, .asked))
        }
        #expect(together == afterwards)
    }
}
