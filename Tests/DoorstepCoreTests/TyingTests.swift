import DoorstepCore
import TestSupport
import Testing

/// Ties: “It was the lady with the pram who left, not the gentleman.”
@Suite struct TyingTests {
    /// Two visits; one exit, which is taken to end the first.
    private func twoVisits() throws -> (
        shop: PaperLedger, first: Sequence, second: Sequence, exit: Sequence
    ) {
        var shop = PaperLedger()
        let first = try shop.record(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(60)
        let second = try shop.record(.enter(door: nil, people: 1))
        shop.now = shop.now + .seconds(60)
        let exit = try shop.record(.exit(door: nil, people: 1))
        return (shop, first, second, exit)
    }

    @Test("the exit belongs to the visit that was named, for certain, and the other goes on")
    func tie() throws {
        var (shop, first, second, exit) = try twoVisits()
        #expect(shop.floor.state.visits.map(\.id) == [second])
        let before = shop.floor.seen
        let tie = try shop.record(.tie(exit: exit, visit: second))
        #expect(shop.floor.prompt(exit)?.visit == second)
        #expect(shop.floor.prompt(exit)?.isCertain == true)
        #expect(shop.floor.state.visits.map(\.id) == [first])
        #expect(shop.floor.snapshot.occupancy == 1)
        try shop.submit(.void(tie, reason: nil))
        #expect(shop.floor.seen == before)
    }

    @Test("an exit that was certain by elimination follows, when another turns out differently")
    func elimination() throws {
        var (shop, first, second, exit) = try twoVisits()
        let last = try shop.record(.exit(door: nil, people: 1))
        #expect(shop.floor.prompt(last)?.visit == second)
        try shop.submit(.tie(exit: exit, visit: second))
        #expect(shop.floor.prompt(last)?.visit == first)
        #expect(shop.floor.prompt(last)?.isCertain == true)
    }

    @Test("a farewell is tied in any state but withdrawn, and again when that was wrong")
    func states() throws {
        var (shop, first, second, exit) = try twoVisits()
        try shop.submit(.answer(prompt: exit, .said, Command.AnswerDetails()))
        try shop.submit(.tie(exit: exit, visit: second))
        try shop.submit(.tie(exit: exit, visit: first))
        #expect(shop.floor.prompt(exit)?.visit == first)
        #expect(shop.floor.prompt(exit)?.state == .answered)
        try shop.submit(.void(Sequence(6), reason: nil))
        #expect(shop.floor.prompt(exit)?.visit == second)
        let staff = Command.AnswerDetails(reason: .staff)
        try shop.submit(.answer(prompt: exit, .notAVisitor, staff))
        let lapsesAt = shop.now + .seconds(300)
        #expect(throws: Refusal.promptEnded(exit, state: .withdrawn, lapsesAt: lapsesAt)) {
            try shop.submit(.tie(exit: exit, visit: first))
        }
    }

    @Test("a tie wants a farewell, and a visit of a visitor who came in before")
    func refusals() throws {
        var (shop, first, second, exit) = try twoVisits()
        let later = try shop.record(.enter(door: nil, people: 1), at: shop.now + .seconds(1))
        let staff = Command.AnswerDetails(reason: .staff)
        try shop.submit(.answer(prompt: first, .notAVisitor, staff))
        func refused(_ refusal: Refusal, _ exit: Sequence, _ visit: Sequence) {
            #expect(throws: refusal) { try shop.submit(.tie(exit: exit, visit: visit)) }
        }
        refused(.unknownPrompt(Sequence(99)), Sequence(99), second)
        refused(.tieDoesNotFit(second, .greeting), second, second)
        refused(.unknownVisit(Sequence(99)), exit, Sequence(99))
        refused(.unknownVisit(exit), exit, exit)
        refused(.unknownVisit(first), exit, first)
        refused(.visitNotBefore(later, exit: exit), exit, later)
    }

    @Test("a tie to a visit that never was, or was no visitor's, says nothing")
    func visitGone() throws {
        var (shop, first, second, exit) = try twoVisits()
        try shop.submit(.tie(exit: exit, visit: second))
        let staff = Command.AnswerDetails(reason: .staff)
        let exclusion = try shop.record(.answer(prompt: second, .notAVisitor, staff))
        #expect(shop.floor.prompt(exit)?.visit == first)
        try shop.submit(.void(exclusion, reason: nil))
        #expect(shop.floor.prompt(exit)?.visit == second)
        try shop.submit(.void(second, reason: nil))
        #expect(shop.floor.prompt(exit)?.visit == first)
    }

    @Test("a tie to the entrance of a party that came back is one to the visit that goes on")
    func returned() throws {
        var shop = PaperLedger()
        let visit = try shop.record(.enter(door: nil, people: 1))
        let exit = try shop.record(.exit(door: nil, people: 1))
        let back = try shop.record(.enter(door: nil, people: 1))
        try shop.submit(.answer(prompt: back, .reentry, Command.AnswerDetails()))
        try shop.submit(.enter(door: nil, people: 1))
        let last = try shop.record(.exit(door: nil, people: 1))
        try shop.submit(.tie(exit: last, visit: back))
        #expect(shop.floor.prompt(last)?.visit == visit)
        #expect(shop.floor.prompt(exit)?.state == .withdrawn)
    }
}
