import DoorstepCore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import DoorstepStore

@Suite struct ReadTablesTests {
    @Test("a rebuild from the ledger gives the same rows", arguments: 1...8 as ClosedRange<UInt64>)
    func rebuildGivesTheSameRows(seed: UInt64) async throws {
        let fixture = try LedgerFixture(shop: ShopDay.shop)
        try await ShopDay(seed: seed).play(on: fixture, steps: 200)
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.roll()
        let before = try await fixture.ledger.dumpReadTables()
        try await fixture.ledger.rebuildReadTables()
        let after = try await fixture.ledger.dumpReadTables()
        #expect(after.filter { !before.contains($0) } == before.filter { !after.contains($0) })
        #expect(after.count == before.count)
        // Rows that are missing after a restore are made again.
        try await fixture.ledger.forgetTotals()
        #expect(try await fixture.ledger.dumpReadTables() != before)
        try await fixture.ledger.makeTotals()
        #expect(try await fixture.ledger.dumpReadTables() == before)
        for table in ["day", "gap"] {
            #expect(before.contains { $0.hasPrefix(table) })
        }
    }

    @Test("totals that cannot be read are folded when they are asked for, and made again")
    func unreadableTotals() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter(3)
        let saturday = fixture.ledger.floor.day.date
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.roll()
        let rows = try await fixture.ledger.dumpReadTables()
        for text in ["{}", "[1]"] {
            try await fixture.ledger.writer.perform {
                try $0.db.execute(sql: "UPDATE day SET totals = ?", arguments: [text])
            }
            #expect(try await fixture.ledger.summary(of: saturday).traffic.entrances == 3)
            try await fixture.ledger.makeTotals()
            #expect(try await fixture.ledger.dumpReadTables() == rows)
        }
    }

    @Test("the answer to a write has the prompt of a day gone by as it is then")
    func promptOfYesterday() async throws {
        let fixture = try LedgerFixture()
        let entrance = try await fixture.enter()
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.roll()
        let exclusion = try await fixture.record(
            .answer(
                prompt: entrance, .notAVisitor, Command.AnswerDetails(reason: .delivery)))
        #expect(exclusion.prompt?.id == entrance)
        #expect(exclusion.prompt?.state == .withdrawn)
    }

    @Test("a part of a batch that fails leaves no day as it would have been")
    func partOfABatch() async throws {
        struct Stop: Error {}
        let fixture = try LedgerFixture()
        try await fixture.enter()
        let saturday = fixture.ledger.floor.day.date
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.roll()
        let at = fixture.clock.now - .seconds(86400)
        let entrances = try await fixture.ledger.writer.perform { context in
            let before = try context.days.folded(saturday)
            try? context.atomically {
                let fact = ImportedFact(
                    id: FactID(at: at, random: (1, 1)), event: .entrance(Crossing(door: "front")))
                _ = try context.carryOut(Command(.restore(fact), at: at, source: "test"))
                #expect(try context.days.folded(saturday) != before)
                throw Stop()
            }
            return try context.days.folded(saturday) == before
        }
        #expect(entrances)
    }

    @Test("after a restart the floor is what it was", arguments: 1...8 as ClosedRange<UInt64>)
    func restartGivesTheSameFloor(seed: UInt64) async throws {
        let fixture = try LedgerFixture(shop: ShopDay.shop)
        try await ShopDay(seed: seed).play(on: fixture, steps: 200)
        let before = fixture.ledger.floor
        try fixture.ledger.close()
        let again = try LedgerFixture(
            shop: fixture.shop, scratch: fixture.scratch, clock: fixture.clock)
        #expect(again.ledger.floor.occupancy == before.occupancy)
        #expect(again.ledger.floor.counts == before.counts)
        #expect(again.ledger.floor.prompts.map(\.id) == before.prompts.map(\.id))
        #expect(again.ledger.floor.prompts.map(\.script) == before.prompts.map(\.script))
        #expect(again.ledger.floor.sequence == before.sequence)
    }

    @Test("voiding an entrance and its answer restores exactly the earlier figures")
    func voidRestores() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter(3)
        fixture.clock.advance(.seconds(20))
        let date = try #require(LocalDate("2026-11-21"))
        let before = try await fixture.ledger.summary(of: date)
        let floor = fixture.ledger.floor
        let mistake = try await fixture.enter(2)
        try await fixture.record(.answer(prompt: mistake, .said, Command.AnswerDetails()))
        let changed = try await fixture.ledger.summary(of: date)
        #expect(!changed.hasSameFigures(as: before))
        try await fixture.record(.void(mistake, reason: nil))
        let after = try await fixture.ledger.summary(of: date)
        #expect(after.hasSameFigures(as: before))
        #expect(fixture.ledger.floor.counts == floor.counts)
        #expect(fixture.ledger.floor.occupancy == floor.occupancy)
    }

    @Test("a party that came back: the day says so, and forgets it when it is undone")
    func reentry() async throws {
        let fixture = try LedgerFixture()
        let visit = try await fixture.enter(2)
        fixture.clock.advance(.seconds(600))
        let exit = try await fixture.leave(2)
        fixture.clock.advance(.seconds(60))
        let back = try await fixture.enter(2)
        let before = try await fixture.ledger.foldedDay().state.records
        let reentry = try await fixture.record(
            .answer(prompt: back, .reentry, Command.AnswerDetails()))
        #expect(reentry.prompt?.state == .withdrawn)
        #expect(reentry.prompt?.visit == visit)
        let withdrawn = try await fixture.ledger.prompts(in: .withdrawn, limit: 10)
        #expect(withdrawn.map(\.id) == [exit, back])
        // An exit after that ends the visit that goes on, also in the figures.
        let last = try await fixture.leave(2)
        var links = try await fixture.ledger.links()
        #expect(links[last] == FarewellLink(visit: visit, isCertain: true))
        try await fixture.record(.void(last, reason: nil))
        try await fixture.record(.void(reentry.fact.sequence, reason: nil))
        #expect(try await fixture.ledger.foldedDay().state.records == before)
        try await fixture.record(.answer(prompt: back, .reentry, Command.AnswerDetails()))
        try await fixture.record(.void(back, reason: nil))
        #expect(try await fixture.ledger.prompts(in: .withdrawn, limit: 10).isEmpty)
        links = try await fixture.ledger.links()
        #expect(links[exit] == FarewellLink(visit: visit, isCertain: true))
    }

    @Test("who passes the staff door was never asked for: not in the answer, not on the stream")
    func staffDoor() async throws {
        let fixture = try LedgerFixture(shop: ShopDay.shop)
        let entrance = try await fixture.record(.enter(door: "yard", people: 1))
        #expect(entrance.prompt?.state == .withdrawn)
        let commit = try #require(fixture.commits.commits.last)
        #expect(commit.recorded.map(\.fact.kind) == [.entrance, .exclusion])
        #expect(commit.recorded.map(\.prompt?.state) == [.withdrawn, .withdrawn])
        #expect(fixture.ledger.floor.occupancy == 0)
        #expect(fixture.ledger.floor.counts.footfall == 0)
        try await fixture.record(.void(entrance.fact.sequence.next, reason: nil))
        #expect(fixture.ledger.floor.counts.footfall == 1)
        let date = fixture.ledger.floor.day.date
        #expect(try await fixture.ledger.summary(of: date).traffic.footfall == 1)
    }

    @Test(
        "what the figures say an exit ended is what the floor says",
        arguments: 1...8 as ClosedRange<UInt64>)
    func linksAgree(seed: UInt64) async throws {
        let fixture = try LedgerFixture(shop: ShopDay.shop)
        try await ShopDay(seed: seed).play(on: fixture, steps: 200)
        let links = try await fixture.ledger.links()
        let floor = try await fixture.ledger.wholeFloor()
        #expect(!links.isEmpty)
        for (exit, link) in links {
            let prompt = try #require(floor[exit])
            #expect(prompt.visit == link.visit, "exit \(exit)")
            #expect(prompt.isCertain == link.isCertain, "exit \(exit)")
        }
    }

    @Test(
        "the day folded from the database is the one that grew with its facts",
        arguments: 1...40 as ClosedRange<UInt64>)
    func grown(seed: UInt64) async throws {
        let fixture = try LedgerFixture(shop: ShopDay.shop)
        try await ShopDay(seed: seed).play(on: fixture, steps: 200)
        let (folded, grown) = (
            try await fixture.ledger.foldedDay(), try await fixture.ledger.grownDay()
        )
        #expect(folded.state.records == grown.state.records)
        #expect(folded.state.presses == grown.state.presses)
        #expect(folded.state.counts == grown.state.counts)
        #expect(folded.state.visits == grown.state.visits)
        #expect(folded.state.occupancy == grown.state.occupancy)
        #expect(folded.state.open == grown.state.open)
        #expect(folded.record().voided == grown.record().voided)
    }

    @Test(
        "facts that come all at once leave the day that they leave one by one",
        arguments: 1...40 as ClosedRange<UInt64>)
    func allAtOnce(seed: UInt64) async throws {
        let fixture = try LedgerFixture(shop: ShopDay.shop)
        try await ShopDay(seed: seed).play(on: fixture, steps: 200)
        let folded = try await fixture.ledger.foldedDay()
        let facts = try await fixture.ledger.facts(after: .zero, limit: 10_000)
        let half = facts.count / 2
        var day = Day(shop: fixture.shop, day: folded.tradingDay, facts: Array(facts[..<half]))
        day.apply(facts[half...].map { ($0, nil) })
        #expect(day.state.records == folded.state.records)
        #expect(day.state.counts == folded.state.counts)
        #expect(day.state.open == folded.state.open)
        #expect(day.state.presses == folded.state.presses)
    }

    @Test("a greeting that lapsed before its time, because all had left, is listed as lapsed")
    func earlyLapse() async throws {
        let fixture = try LedgerFixture()
        let entrance = try await fixture.enter()
        fixture.clock.advance(.seconds(10))
        let exit = try await fixture.leave()
        let lapsed = try await fixture.ledger.prompts(in: .lapsed, limit: 10)
        #expect(lapsed.map(\.id) == [entrance])
        #expect(fixture.ledger.floor.prompts.map(\.id) == [exit])
    }

    @Test("nothing can be voided twice, and what a ledger does by itself not at all")
    func voidRefusals() async throws {
        let fixture = try LedgerFixture()
        let entrance = try await fixture.enter()
        let void = try await fixture.record(.void(entrance, reason: "mistake")).fact.sequence
        await #expect(throws: Refusal.alreadyVoided(entrance, by: void)) {
            try await fixture.record(.void(entrance, reason: nil))
        }
        await #expect(throws: Refusal.cannotVoid(void, .void)) {
            try await fixture.record(.void(void, reason: nil))
        }
        await #expect(throws: Refusal.unknownFact(Sequence(99))) {
            try await fixture.record(.void(Sequence(99), reason: nil))
        }
    }
}

/// A generated stretch of a shop's day: whatever staff and sensors may do, in any order.
struct ShopDay {
    private var chance: SeededChance

    static let shop = Shop.fixture(
        doors: [Door(name: "front"), Door(name: "yard", isStaffOnly: true)],
        reception: ReceptionSettings(lookInAfter: .seconds(600)))

    init(seed: UInt64) {
        chance = SeededChance(seed: seed)
    }

    /// Commands that are refused belong to the day too: they must change nothing.
    func play(on fixture: LedgerFixture, steps: Int) async throws {
        var chance = chance
        for _ in 0..<steps {
            fixture.clock.advance(.seconds(Int64.random(in: 0...90, using: &chance)))
            let last = fixture.ledger.floor.sequence.value
            let some = Sequence(Int64.random(in: 0...max(1, last), using: &chance))
            let open = fixture.ledger.floor.prompts.randomElement(using: &chance)?.id ?? some
            let back = Duration.seconds(Int64.random(in: 0...600, using: &chance))
            let at = Bool.random(using: &chance) ? nil : fixture.clock.now - back
            let people = Int.random(in: 1...4, using: &chance)
            let door = Int.random(in: 0..<6, using: &chance) == 0 ? "yard" : "front"
            let request: Command.Request =
                switch Int.random(in: 0..<24, using: &chance) {
                case 0...3: .enter(door: door, people: people)
                case 4...5: .exit(door: door, people: people)
                case 6: .open(door: door)
                case 7...8: .answer(prompt: open, .said, Command.AnswerDetails())
                case 9:
                    .answer(
                        prompt: some, .ownWords,
                        Command.AnswerDetails(
                            observed: Observed(smile: true, thanks: false), outcome: .browsed))
                case 10: .answer(prompt: open, .entrance, Command.AnswerDetails())
                case 11:
                    .answer(prompt: some, .notAVisitor, Command.AnswerDetails(reason: .delivery))
                case 12: .void(some, reason: "mistake")
                case 13: .recount(people: people - 1, reason: nil)
                case 14: .lapse
                case 15: .answer(prompt: some, .reentry, Command.AnswerDetails())
                case 16: .lookIn
                case 17...18:
                    .tie(
                        exit: some,
                        visit: Sequence(Int64.random(in: 1...max(1, some.value), using: &chance)))
                case 19...20:
                    .feedback(face: people - 1, device: Bool.random(using: &chance) ? "a" : nil)
                case 21: .review(feedback: some, counts: Bool.random(using: &chance))
                case 22: .dismiss(door: door, from: fixture.clock.now - back, to: fixture.clock.now)
                default:
                    Bool.random(using: &chance)
                        ? .doorDown(door: "front", reason: "silent") : .doorUp(door: "front")
                }
            do {
                _ = try await fixture.ledger.submit(Command(request, at: at, source: "test"))
            } catch is Refusal {
                continue
            }
        }
    }
}
