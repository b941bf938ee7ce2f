import DoorstepCore
import TestSupport
import Testing

/// Reentries: “They only went to the car.”
@Suite struct ReturningTests {
    private static let reentry = Command.AnswerDetails()

    /// A party of two comes in, is greeted, leaves after ten minutes, and is back five minutes later.
    private func backFromTheCar() throws -> (
        shop: PaperLedger, visit: Sequence, exit: Sequence, back: Sequence
    ) {
        var shop = PaperLedger()
        let visit = try shop.record(.enter(door: nil, people: 2))
        shop.now = shop.now + .seconds(10)
        try shop.submit(.answer(prompt: visit, .said, Self.reentry))
        shop.now = shop.now + .seconds(590)
        let exit = try shop.record(.exit(door: nil, people: 2))
        shop.now = shop.now + .seconds(300)
        let back = try shop.record(.enter(door: nil, people: 2))
        return (shop, visit, exit, back)
    }

    @Test("the visit goes on, both prompts are withdrawn, and they count once")
    func merges() throws {
        var (shop, visit, exit, back) = try backFromTheCar()
        try shop.submit(.answer(prompt: back, .reentry, Self.reentry))
        #expect(shop.facts.last?.event == .reentry(entrance: back, exit: exit))
        let floor = shop.floor
        #expect(floor.prompt(back)?.state == .withdrawn)
        #expect(floor.prompt(back)?.visit == visit)
        #expect(floor.prompt(exit)?.state == .withdrawn)
        #expect(floor.snapshot.prompts.isEmpty)
        #expect(floor.state.visits.map(\.id) == [visit])
        #expect(floor.state.visits.map(\.peopleInside) == [2])
        let counts = floor.snapshot.counts
        #expect((counts.entrances, counts.exits, floor.snapshot.occupancy) == (4, 2, 2))
        #expect((counts.returned, counts.footfall) == (2, 2))
        #expect((counts.greetingsDue, counts.greeted, counts.farewellsDue) == (1, 1, 0))

        shop.now = shop.now + .seconds(60)
        let last = try shop.record(.exit(door: nil, people: 2))
        #expect(shop.floor.prompt(last)?.visit == visit)
        #expect(shop.floor.prompt(last)?.isCertain == true)
        #expect(shop.floor.snapshot.occupancy == 0)
    }

    @Test("it may be said of a greeting that was answered, or that lapsed")
    func afterwards() throws {
        var (shop, _, exit, back) = try backFromTheCar()
        try shop.submit(.answer(prompt: back, .said, Self.reentry))
        try shop.submit(.answer(prompt: back, .reentry, Self.reentry))
        #expect(shop.floor.snapshot.counts.greeted == 1)
        #expect(shop.floor.prompt(exit)?.state == .withdrawn)

        var (later, _, _, lapsed) = try backFromTheCar()
        later.now = later.now + .seconds(600)
        try later.submit(.lapse)
        try later.submit(.answer(prompt: lapsed, .reentry, Self.reentry))
        #expect(later.floor.prompt(lapsed)?.state == .withdrawn)
    }

    @Test("of several exits it is the latest of as many people, within half an hour")
    func choice() throws {
        var shop = PaperLedger()
        try shop.submit(.enter(door: nil, people: 9))
        let early = try shop.record(.exit(door: nil, people: 2))
        shop.now = shop.now + .seconds(60)
        let two = try shop.record(.exit(door: nil, people: 2))
        shop.now = shop.now + .seconds(60)
        let three = try shop.record(.exit(door: nil, people: 3))
        let first = try shop.record(.enter(door: nil, people: 2))
        try shop.submit(.answer(prompt: first, .reentry, Self.reentry))
        #expect(shop.facts.last?.event == .reentry(entrance: first, exit: two))
        let second = try shop.record(.enter(door: nil, people: 1))
        try shop.submit(.answer(prompt: second, .reentry, Self.reentry))
        #expect(shop.facts.last?.event == .reentry(entrance: second, exit: three))
        shop.now = shop.now + .seconds(29 * 60)
        let third = try shop.record(.enter(door: nil, people: 2))
        #expect(throws: Refusal.noRecentExit(entrance: third)) {
            try shop.submit(.answer(prompt: third, .reentry, Self.reentry))
        }
        try shop.submit(
            .answer(prompt: third, .reentry, Command.AnswerDetails(exit: early)))
        #expect(shop.facts.last?.event == .reentry(entrance: third, exit: early))
    }

    @Test("who went out and came back counts once, a friend they met on the way as a new visitor")
    func friend() throws {
        var shop = PaperLedger()
        try shop.submit(.enter(door: nil, people: 2))
        shop.now = shop.now + .seconds(60)
        let exit = try shop.record(.exit(door: nil, people: 2))
        shop.now = shop.now + .seconds(60)
        let back = try shop.record(.enter(door: nil, people: 3))
        try shop.submit(.answer(prompt: back, .reentry, Command.AnswerDetails(exit: exit)))
        let counts = shop.floor.snapshot.counts
        #expect((counts.entrances, counts.returned, counts.footfall) == (5, 2, 3))
    }

    @Test("an exit that is named must be one of today, from before, and not used already")
    func refusals() throws {
        var (shop, visit, exit, back) = try backFromTheCar()
        func merge(_ exit: Int64, into prompt: Sequence) throws {
            let details = Command.AnswerDetails(exit: Sequence(exit))
            try shop.submit(.answer(prompt: prompt, .reentry, details))
        }
        #expect(throws: Refusal.unknownExit(Sequence(99))) { try merge(99, into: back) }
        #expect(throws: Refusal.unknownExit(visit)) { try merge(visit.value, into: back) }
        #expect(throws: Refusal.exitNotBefore(exit, entrance: visit)) {
            try merge(exit.value, into: visit)
        }
        #expect(throws: Refusal.answerDoesNotFit(.reentry, .farewell)) {
            try merge(exit.value, into: exit)
        }
        try merge(exit.value, into: back)
        let again = try shop.record(.enter(door: nil, people: 2))
        #expect(throws: Refusal.exitMerged(exit, with: back)) {
            try merge(exit.value, into: again)
        }
    }

    @Test("when the entrance turns out to be a mistake, the exit stands again")
    func voidedEntrance() throws {
        var (shop, _, exit, back) = try backFromTheCar()
        try shop.submit(.answer(prompt: back, .reentry, Self.reentry))
        try shop.submit(.void(back, reason: nil))
        #expect(shop.floor.prompt(exit)?.state == .open)
        #expect(shop.floor.state.visits.isEmpty)
        #expect(shop.floor.snapshot.counts.returned == 0)
    }

    @Test(
        "said and taken back, the floor is what it was",
        arguments: 1...32 as ClosedRange<UInt64>)
    func voidRestores(seed: UInt64) throws {
        var chance = SeededChance(seed: seed)
        var shop = PaperLedger()
        for _ in 0..<60 {
            shop.now = shop.now + .seconds(Int64.random(in: 0...120, using: &chance))
            let people = Int.random(in: 1...3, using: &chance)
            let back = Bool.random(using: &chance) ? shop.now - .seconds(40) : nil
            let request: Command.Request =
                Bool.random(using: &chance)
                ? .enter(door: nil, people: people) : .exit(door: nil, people: people)
            try shop.submit(request, at: back)
            if Int.random(in: 0..<8, using: &chance) == 0 { try shop.submit(.lapse) }
        }
        var merged = 0
        for prompt in shop.floor.promptsByID.keys.sorted() {
            let before = shop.floor
            guard
                let said = try? shop.submit(.answer(prompt: prompt, .reentry, Self.reentry))
            else { continue }
            merged += 1
            let counts = shop.floor.snapshot.counts
            #expect(counts.greetingsDue == before.snapshot.counts.greetingsDue - 1)
            #expect(counts.farewellsDue == before.snapshot.counts.farewellsDue - 1)
            #expect(counts.entrances == before.snapshot.counts.entrances)
            #expect(counts.exits == before.snapshot.counts.exits)
            #expect(shop.floor.snapshot.occupancy == before.snapshot.occupancy)
            guard Bool.random(using: &chance) else { continue }
            try shop.submit(.void(said.sequence, reason: nil))
            #expect(shop.floor.seen == before.seen)
        }
        #expect(merged > 0)
        let whole = Floor(shop: shop.shop, day: shop.floor.day, facts: shop.facts)
        #expect(whole.seen == shop.floor.seen)
    }
}
