import DoorstepCore
import DoorstepStore
import Foundation
import TestSupport
import Testing

/// Facts that change a closed day: a new revision of its summary, with what it changed.
@Suite(.timeLimit(.minutes(20))) struct CorrectionsTests {
    private let saturday = "2026-11-21"

    /// A Saturday with a visitor at 10:30 who left at 10:40 and pressed a face, closed; it is Sunday now.
    private struct Weekend {
        let fixture: LedgerFixture
        let entrance: Sequence
        let exit: Sequence
        let press: Sequence

        init() async throws {
            let fixture = try LedgerFixture()
            entrance = try await fixture.enter(2)
            fixture.clock.advance(.seconds(600))
            exit = try await fixture.leave(2)
            press = try await fixture.record(.feedback(face: 3, device: nil)).fact.sequence
            fixture.clock.set("2026-11-21T19:00:00Z")
            try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-21")))
            fixture.clock.set("2026-11-22T09:00:00Z")
            try await fixture.ledger.roll()
            self.fixture = fixture
        }

        /// The revisions of Saturday that were sent, oldest first.
        func sent() async throws -> [Summary] {
            try await fixture.ledger.deliveries(in: nil, limit: 200).reversed()
                .map {
                    try JSONDecoder().decode(Summary.self, from: Data($0.delivery.message.body))
                }
                .filter { $0.period.id == "2026-11-21" }
        }

        func restore(_ event: Event, at: Timestamp? = nil) async throws -> Sequence {
            _ = try await fixture.ledger.restore([
                .fixture(
                    event, at: at ?? fixture.clock.now,
                    number: UInt64(fixture.ledger.floor.sequence.value + 1000))
            ])
            return fixture.ledger.floor.sequence
        }
    }

    @Test("an entrance dated back, in the same transaction as the correction")
    func entrance() async throws {
        let weekend = try await Weekend()
        try await weekend.fixture.enter(3, at: Timestamp(at: "2026-11-21T15:00:00Z"))
        let sent = try await weekend.sent()
        #expect(sent.map(\.data.revision) == [1, 2])
        #expect(sent.map(\.traffic.entrances) == [2, 5])
    }

    @Test("messages are asked for with the revision that they put right; by hand with none")
    func former() async throws {
        let weekend = try await Weekend()
        try await weekend.fixture.enter(3, at: Timestamp(at: "2026-11-21T15:00:00Z"))
        _ = try await weekend.fixture.ledger.deliver(.day(try #require(LocalDate(saturday))))
        let composed = weekend.fixture.composed.all.filter { $0.summary.period.id == saturday }
        #expect(composed.map(\.summary.data.revision) == [1, 2, 2])
        #expect(composed.map { $0.former?.traffic.entrances } == [nil, 2, nil])
        #expect(composed.allSatisfy { !$0.isOfShutDay })
    }

    @Test(
        "an answer dated back, and its voiding: the figures are those of before",
        .bug(
            "https://github.com/albertvaka/bettercounter/issues/7",
            "no undo, no history, no dating back"),
        .bug(
            "https://github.com/albertvaka/bettercounter/issues/69",
            "no undo, no history, no dating back"),
        .bug(
            "https://github.com/albertvaka/bettercounter/issues/104",
            "no undo, no history, no dating back"),
        .bug(
            "https://github.com/quicksc0p3r/simplecounter/issues/12",
            "no undo, no history, no dating back"))
    func answer() async throws {
        let weekend = try await Weekend()
        let answer = try await weekend.fixture.record(
            .answer(prompt: weekend.entrance, .said, Command.AnswerDetails()),
            at: Timestamp(at: "2026-11-21T09:30:10Z")
        ).fact.sequence
        try await weekend.fixture.record(.void(answer, reason: nil))
        let sent = try await weekend.sent()
        #expect(sent.map(\.data.revision) == [1, 2, 3])
        #expect(sent.map(\.greeting.inWindow) == [0, 1, 0])
        let (first, last) = (try #require(sent.first), try #require(sent.last))
        #expect(last.hasSameFigures(as: first))
    }

    @Test("a void, an exclusion and a recount")
    func others() async throws {
        let weekend = try await Weekend()
        try await weekend.fixture.record(
            .answer(
                prompt: weekend.entrance, .notAVisitor, Command.AnswerDetails(reason: .staff)))
        try await weekend.fixture.record(
            .recount(people: 9, reason: nil), at: Timestamp(at: "2026-11-21T15:00:00Z"))
        try await weekend.fixture.record(.void(weekend.exit, reason: nil))
        let sent = try await weekend.sent()
        #expect(sent.map(\.data.revision) == [1, 2, 3, 4])
        #expect(sent.map(\.traffic.footfall) == [2, 0, 0, 0])
        #expect(sent.map(\.traffic.peakOccupancy) == [2, 0, 9, 9])
        #expect(sent.map(\.traffic.exits) == [2, 2, 2, 0])
    }

    @Test("a return, a tie, feedback looked at, and doors that were down")
    func facts() async throws {
        let weekend = try await Weekend()
        let back = try await weekend.restore(
            .entrance(Crossing(door: "front", people: 2)), at: Timestamp(at: "2026-11-21T09:45:00Z")
        )
        _ = try await weekend.restore(.reentry(entrance: back, exit: weekend.exit))
        let exit = try await weekend.restore(
            .exit(
                Crossing(door: "front", people: 2), FarewellLink(visit: nil, isCertain: false)),
            at: Timestamp(at: "2026-11-21T09:55:00Z"))
        _ = try await weekend.restore(.tie(exit: exit, visit: weekend.entrance))
        _ = try await weekend.restore(.review(feedback: weekend.press, counts: false))
        _ = try await weekend.restore(
            .doorDown(door: "front", reason: "silent"), at: Timestamp(at: "2026-11-21T12:00:00Z"))
        _ = try await weekend.restore(
            .doorUp(door: "front"), at: Timestamp(at: "2026-11-21T13:00:00Z"))
        let sent = try await weekend.sent()
        #expect(sent.map(\.data.revision) == Array(1...8))
        #expect(sent.map(\.traffic.reentries) == [0, 0, 2, 2, 2, 2, 2, 2])
        #expect(sent.map(\.visits.complete.certain.n) == [1, 1, 0, 0, 1, 1, 1, 1])
        #expect(sent.map(\.feedback.n) == [1, 1, 1, 1, 1, 0, 0, 0])
        // The doors were observed from 10:30 to 19:00, 510 minutes; then not from 13:00 on; then not for one hour.
        #expect(sent.map(\.coverage.observedMinutes).suffix(3) == [510, 150, 450])
        // A reentry that is voided leaves nothing in the figures.
        let reentry = Sequence(back.value + 1)
        try await weekend.fixture.record(.void(reentry, reason: nil))
        #expect(try await weekend.sent().last?.traffic.reentries == 0)
    }

    @Test("who is said to have come back is a visitor again when the exit is voided")
    func voidedExit() async throws {
        let weekend = try await Weekend()
        let back = try await weekend.restore(
            .entrance(Crossing(door: "front", people: 2)), at: Timestamp(at: "2026-11-21T09:45:00Z")
        )
        _ = try await weekend.restore(.reentry(entrance: back, exit: weekend.exit))
        try await weekend.fixture.record(.void(weekend.exit, reason: nil))
        let last = try #require(try await weekend.sent().last)
        #expect(last.traffic.reentries == 0 && last.greeting.due == 2)
    }

    @Test("a correction that changes no figure makes no revision")
    func unchanged() async throws {
        let weekend = try await Weekend()
        // It was 2 people who left: then nobody was inside.
        try await weekend.fixture.record(
            .recount(people: 0, reason: nil), at: Timestamp(at: "2026-11-21T10:00:00Z"))
        try await weekend.fixture.enter()
        #expect(try await weekend.sent().count == 1)
    }

    @Test("one revision for a batch, whatever it holds; none for days that were never closed")
    func batch() async throws {
        let weekend = try await Weekend()
        let rows = (0..<500).map { number in
            ImportRow.fixture(
                .entrance(Crossing(door: "front", people: 1, isImported: true)),
                at: Timestamp(at: "2026-11-20T09:00:00Z") + .seconds(number * 180),
                number: UInt64(5000 + number))
        }
        #expect(try await weekend.fixture.ledger.restore(rows) == 500)
        let sent = try await weekend.sent()
        #expect(sent.map(\.data.revision) == [1, 2])
        // From 04:00 on Saturday: number 360 and after.
        #expect(sent.last?.traffic.entrances == 2 + 140)
        let deliveries = try await weekend.fixture.ledger.deliveries(in: nil, limit: 100)
        #expect(deliveries.count == 2)
    }

    @Test("the week's and the month's summary follow, if they were made")
    func longer() async throws {
        let weekend = try await Weekend()
        let fixture = weekend.fixture
        fixture.clock.set("2026-11-22T19:00:00Z")
        try await fixture.ledger.closeDay(try #require(LocalDate("2026-11-22")))
        fixture.clock.set("2026-11-23T09:00:00Z")
        try await fixture.ledger.roll()
        try await fixture.enter(at: Timestamp(at: "2026-11-21T15:00:00Z"))
        let subjects = try await fixture.ledger.deliveries(in: nil, limit: 100)
            .map(\.delivery.subject)
        #expect(
            subjects.reversed() == [
                "summary.day 2026-11-21, revision 1", "summary.day 2026-11-22, revision 1",
                "summary.week 2026-W47, revision 1", "summary.day 2026-11-21, revision 2",
                "summary.week 2026-W47, revision 2",
            ])
    }

    @Test("the writer, which has today folded, makes the same figures as a reader")
    func running() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter(2)
        fixture.clock.set("2026-11-22T09:00:00Z")
        try await fixture.ledger.closeDay(try #require(LocalDate(saturday)))
        try await fixture.ledger.roll()
        try await fixture.enter(3)
        let mistake = try await fixture.enter(4)
        try await fixture.record(.void(mistake, reason: nil))
        try await fixture.leave(1)
        let week = SummaryPeriod(.week, containing: try #require(LocalDate("2026-11-22")))
        #expect(try await fixture.ledger.deliver(week, to: nil).count == 1)
        // A summary with other figures would be a new revision.
        let read = try await fixture.ledger.summary(of: week)
        #expect(read.data.revision == 1)
        #expect(read.traffic.entrances == 2 + 3)
    }

    @Test("who comes after the closing is in one revision when the day ends, and not one by one")
    func evening() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        fixture.clock.set("2026-11-21T18:15:00Z")
        let saturday = try #require(LocalDate(saturday))
        try await fixture.ledger.closeDay(saturday)
        fixture.clock.advance(.seconds(60))
        let late = try await fixture.enter()
        try await fixture.leave(2)
        #expect(try await fixture.ledger.deliveries(in: nil, limit: 9).count == 1)
        // A correction makes its revision at once.
        try await fixture.record(.void(late, reason: nil))
        #expect(try await fixture.ledger.deliveries(in: nil, limit: 9).count == 2)
        try await fixture.enter(4)
        fixture.clock.set("2026-11-22T04:00:00Z")
        try await fixture.ledger.roll()
        #expect(try await fixture.ledger.deliveries(in: nil, limit: 9).count == 3)
        #expect(try await fixture.ledger.summary(of: saturday).data.revision == 3)
    }

    @Test("who came after the closing is not forgotten when the daemon was off at the day's end")
    func eveningAndNight() async throws {
        let fixture = try LedgerFixture()
        try await fixture.enter()
        fixture.clock.set("2026-11-21T18:15:00Z")
        try await fixture.ledger.closeDay(try #require(LocalDate(saturday)))
        fixture.clock.advance(.seconds(60))
        try await fixture.enter()
        try fixture.ledger.close()
        fixture.clock.set("2026-11-22T18:15:00Z")
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        try await again.ledger.closeDay(try #require(LocalDate("2026-11-22")))
        let subjects = try await again.ledger.deliveries(in: nil, limit: 9).map(\.delivery.subject)
        #expect(subjects.contains("summary.day 2026-11-21, revision 2"))
    }

    @Test("the listeners of the outbox hear of a revision")
    func signal() async throws {
        let weekend = try await Weekend()
        var changes = weekend.fixture.ledger.changes().makeAsyncIterator()
        try await weekend.fixture.enter(3, at: Timestamp(at: "2026-11-21T15:00:00Z"))
        #expect(await changes.next() != nil)
    }

    @Test(
        "tables and facts give the same figures; voiding gives exactly the earlier ones back",
        arguments: 1...8 as ClosedRange<UInt64>)
    func properties(seed: UInt64) async throws {
        let fixture = try LedgerFixture()
        let day = try #require(LocalDate(saturday))
        try await ShopDay(seed: seed).play(on: fixture, steps: 120)
        let before = try await fixture.ledger.summary(of: day)
        let last = fixture.ledger.floor.sequence
        try await playUndoable(on: fixture, seed: seed, steps: 60)
        let after = try await fixture.ledger.summary(of: day)
        #expect(!after.hasSameFigures(as: before))
        try await fixture.ledger.rebuildReadTables()
        #expect(try await fixture.ledger.summary(of: day).hasSameFigures(as: after))
        // From the last back to the first: an answer before the crossing that it answers.
        for fact in try await fixture.ledger.facts(after: last, limit: 10_000).reversed()
        where fact.kind != .lapse {
            try await fixture.record(.void(fact.sequence, reason: nil))
        }
        let restored = try await fixture.ledger.summary(of: day)
        #expect(restored.hasSameFigures(as: before))
        #expect(restored.traffic == before.traffic && restored.greeting == before.greeting)
    }

    /// The facts that can be voided.
    private func playUndoable(on fixture: LedgerFixture, seed: UInt64, steps: Int) async throws {
        var chance = SeededChance(seed: seed + 100)
        for _ in 0..<steps {
            let last = fixture.ledger.floor.sequence.value
            let some = Sequence(Int64.random(in: 1...last, using: &chance))
            let open = fixture.ledger.floor.prompts.randomElement(using: &chance)?.id ?? some
            let people = Int.random(in: 1...4, using: &chance)
            let request: Command.Request =
                switch Int.random(in: 0..<8, using: &chance) {
                case 0...1: .enter(door: nil, people: people)
                case 2: .exit(door: nil, people: people)
                case 3...4:
                    .answer(prompt: open, .said, Command.AnswerDetails(outcome: .bought))
                case 5:
                    .answer(prompt: some, .notAVisitor, Command.AnswerDetails(reason: .delivery))
                case 6: .recount(people: people, reason: nil)
                default: .feedback(face: people - 1, device: nil)
                }
            do {
                try await fixture.record(request)
            } catch is Refusal {
                continue
            }
        }
    }
}
