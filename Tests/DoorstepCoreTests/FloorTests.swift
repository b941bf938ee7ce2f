import DoorstepCore
import TestSupport
import Testing

@Suite struct FloorTests {
    @Test("an entrance opens a greeting with its window; an exit a farewell tied to the only visit")
    func prompts() throws {
        var shop = PaperLedger()
        let entrance = try #require(try shop.submit(.enter(door: nil, people: 2)))
        let greeting = try #require(shop.floor.snapshot.prompts.first)
        #expect(greeting.moment == .greeting)
        #expect(greeting.window.dueFrom == shop.now + .seconds(3))
        #expect(greeting.window.dueBy == shop.now + .seconds(30))
        #expect(greeting.window.lapsesAt == shop.now + .seconds(300))
        #expect(greeting.script != nil)
        try shop.submit(.answer(prompt: entrance.sequence, .said, Command.AnswerDetails()))
        shop.now = shop.now + .seconds(60)
        try shop.submit(.exit(door: nil, people: 2))
        let farewell = try #require(shop.floor.snapshot.prompts.first)
        #expect(farewell.moment == .farewell)
        #expect(farewell.visit == entrance.sequence)
        #expect(farewell.isCertain)
        #expect(shop.floor.snapshot.occupancy == 0)
    }

    @Test("of several visits an exit is tied to the oldest, and says that this is a guess")
    func guess() throws {
        var shop = PaperLedger()
        let first = try #require(try shop.submit(.enter(door: nil, people: 1)))
        try shop.submit(.enter(door: nil, people: 1))
        let exit = try #require(try shop.submit(.exit(door: nil, people: 1)))
        #expect(shop.floor.prompt(exit.sequence)?.visit == first.sequence)
        #expect(shop.floor.prompt(exit.sequence)?.isCertain == false)
        let second = try #require(try shop.submit(.exit(door: nil, people: 1)))
        #expect(shop.floor.prompt(second.sequence)?.isCertain == true)
    }

    @Test("when the last visitor leaves, a greeting that nobody gave lapses")
    func lastVisitorLeaves() throws {
        var shop = PaperLedger()
        let entrance = try #require(try shop.submit(.enter(door: nil, people: 1)))
        try shop.submit(.exit(door: nil, people: 1))
        #expect(shop.floor.prompt(entrance.sequence)?.state == .lapsed)
        #expect(shop.floor.snapshot.prompts.map(\.moment) == [.farewell])
        #expect(shop.facts.map(\.kind) == [.entrance, .exit, .lapse])
    }

    @Test("a crossing recorded too late never appears on a counter")
    func bornLapsed() throws {
        var shop = PaperLedger()
        let fact = try #require(
            try shop.submit(.enter(door: nil, people: 1), at: shop.now - .seconds(300)))
        #expect(shop.floor.snapshot.prompts.isEmpty)
        #expect(shop.floor.prompt(fact.sequence)?.state == .lapsed)
        #expect(shop.floor.snapshot.occupancy == 1)
    }

    @Test("a lapsed prompt is answered by an answer dated before it lapsed, and only once")
    func lateAnswer() throws {
        var shop = PaperLedger()
        let start = shop.now
        let entrance = try #require(try shop.submit(.enter(door: nil, people: 1)))
        let id = entrance.sequence
        let lapsesAt = start + .seconds(300)
        shop.now = start + .seconds(400)
        try shop.submit(.lapse)
        let details = Command.AnswerDetails()
        #expect(throws: Refusal.promptEnded(id, state: .lapsed, lapsesAt: lapsesAt)) {
            try shop.submit(.answer(prompt: id, .said, details))
        }
        #expect(throws: Refusal.answerAfterLapse(lapsesAt, lapsesAt: lapsesAt)) {
            try shop.submit(.answer(prompt: id, .said, details), at: lapsesAt)
        }
        #expect(throws: Refusal.answerBeforePrompt(start - .seconds(1), openedAt: start)) {
            try shop.submit(.answer(prompt: id, .said, details), at: start - .seconds(1))
        }
        try shop.submit(.answer(prompt: id, .ownWords, details), at: start + .seconds(10))
        #expect(shop.floor.snapshot.counts.greetedInWindow == 1)
        #expect(throws: Refusal.promptEnded(id, state: .answered, lapsesAt: lapsesAt)) {
            try shop.submit(.answer(prompt: id, .said, details), at: start + .seconds(11))
        }
    }

    @Test("not a visitor: the crossing is excluded and nothing more is owed")
    func exclusion() throws {
        var shop = PaperLedger()
        let entrance = try #require(try shop.submit(.enter(door: nil, people: 2)))
        let reasonless = Command.AnswerDetails()
        #expect(throws: Refusal.reasonMissing) {
            try shop.submit(.answer(prompt: entrance.sequence, .notAVisitor, reasonless))
        }
        try shop.submit(
            .answer(
                prompt: entrance.sequence, .notAVisitor, Command.AnswerDetails(reason: .delivery)))
        let now = shop.floor.snapshot
        #expect(now.prompts.isEmpty)
        #expect(now.occupancy == 0)
        #expect((now.counts.entrances, now.counts.excluded, now.counts.footfall) == (2, 2, 0))
        #expect(now.counts.greetingsDue == 0)
    }

    @Test("an opening asks which way, and the answer becomes a crossing at the opening's time")
    func opening() throws {
        var shop = PaperLedger()
        let opened = shop.now
        let opening = try #require(try shop.submit(.open(door: nil)))
        #expect(shop.floor.snapshot.prompts.map(\.moment) == [.direction])
        #expect(shop.floor.snapshot.occupancy == 0)
        shop.now = shop.now + .seconds(5)
        #expect(throws: Refusal.answerDoesNotFit(.said, .direction)) {
            try shop.submit(.answer(prompt: opening.sequence, .said, Command.AnswerDetails()))
        }
        let entrance = try #require(
            try shop.submit(.answer(prompt: opening.sequence, .entrance, Command.AnswerDetails())))
        #expect(entrance.kind == .entrance)
        #expect(entrance.at == opened)
        #expect(shop.floor.snapshot.prompts.map(\.moment) == [.greeting])
        #expect(shop.floor.snapshot.occupancy == 1)
    }

    @Test("closing the day ends every prompt and empties the floor, once")
    func closing() throws {
        var shop = PaperLedger()
        try shop.submit(.enter(door: nil, people: 3))
        try shop.submit(.closeDay(shop.floor.day.date))
        let now = shop.floor.snapshot
        #expect(now.prompts.isEmpty && now.isClosed)
        #expect(now.occupancy == 0)
        #expect(now.counts.entrances == 3)
        let date = shop.floor.day.date
        #expect(throws: Refusal.dayAlreadyClosed(date)) { try shop.submit(.closeDay(date)) }
    }

    @Test("a recount sets the occupancy; crossings from before it change nothing")
    func recount() throws {
        var shop = PaperLedger()
        try shop.submit(.enter(door: nil, people: 3))
        try shop.submit(.recount(people: 1, reason: "counted"))
        try shop.submit(.enter(door: nil, people: 5), at: shop.now - .seconds(60))
        #expect(shop.floor.snapshot.occupancy == 1)
        #expect(shop.floor.snapshot.counts.entrances == 8)
    }

    @Test("`at` may lie two minutes ahead and as far back as the retention")
    func tolerance() throws {
        var shop = PaperLedger()
        let now = shop.now
        try shop.submit(.enter(door: nil, people: 1), at: now + .seconds(120))
        #expect(throws: Refusal.tooFarAhead(now + .seconds(121), now: now)) {
            try shop.submit(.enter(door: nil, people: 1), at: now + .seconds(121))
        }
        let earliest = now - shop.shop.retention
        #expect(throws: Refusal.tooFarBack(earliest - .seconds(1), earliest: earliest)) {
            try shop.submit(.enter(door: nil, people: 1), at: earliest - .seconds(1))
        }
    }

    @Test(
        "folding as it happens is folding the whole day at once",
        arguments: 1...24 as ClosedRange<UInt64>)
    func foldOfPrefixAndRest(seed: UInt64) throws {
        var chance = SeededChance(seed: seed)
        var shop = PaperLedger(
            shop: .fixture(doors: [Door(name: "front"), Door(name: "yard")]))
        for _ in 0..<300 { try step(&shop, &chance) }
        let whole = Floor(shop: shop.shop, day: shop.floor.day, facts: shop.facts)
        #expect(
            whole.promptsByID.mapValues(\.state) == shop.floor.promptsByID.mapValues(\.state))
        #expect(whole.snapshot.counts == shop.floor.snapshot.counts)
        #expect(whole.snapshot.occupancy == shop.floor.snapshot.occupancy)
        #expect(whole.state.visits == shop.floor.state.visits)
        #expect(whole.state.open == shop.floor.state.open)
        let counts = whole.snapshot.counts
        #expect(counts.greetedInWindow <= counts.greeted && counts.greeted <= counts.greetingsDue)
        #expect(counts.farewells <= counts.farewellsDue)
    }

    private func step(_ shop: inout PaperLedger, _ chance: inout SeededChance) throws {
        shop.now = shop.now + .seconds(Int64.random(in: 0...60, using: &chance))
        let some = Sequence(Int64.random(in: 1...Int64(shop.facts.count + 1), using: &chance))
        let door = Bool.random(using: &chance) ? "front" : "yard"
        let people = Int.random(in: 1...4, using: &chance)
        let requests: [Command.Request] = [
            .enter(door: door, people: people), .enter(door: door, people: people),
            .exit(door: door, people: people), .open(door: door),
            .answer(prompt: some, .said, Command.AnswerDetails()),
            .answer(prompt: some, .notAVisitor, Command.AnswerDetails(reason: .staff)),
            .answer(prompt: some, .exit, Command.AnswerDetails()),
            .void(some, reason: nil), .recount(people: people, reason: nil), .lapse,
        ]
        let back = Timestamp(
            milliseconds: shop.now.milliseconds - Int64.random(in: 0...400_000, using: &chance))
        let at = Int.random(in: 0..<3, using: &chance) == 0 ? back : nil
        guard let request = requests.randomElement(using: &chance) else { return }
        do { try shop.submit(request, at: at) } catch is Refusal { return }
    }
}
