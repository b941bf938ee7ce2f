import DoorstepCore
import TestSupport
import Testing

/// A visitor who comes in while the staff are with others hears “I'll be right with you” first.
@Suite struct AcknowledgementTests {
    private static let moment = ScriptID(rawValue: "fr/un-instant")

    @Test("a short acknowledgement in the window is a greeting like any other")
    func counts() throws {
        var shop = PaperLedger()
        let start = shop.now
        let first = try shop.record(.enter(door: nil, people: 1))
        shop.now = start + .seconds(5)
        let second = try shop.record(.enter(door: nil, people: 4))
        let third = try shop.record(.enter(door: nil, people: 1))
        #expect(shop.floor.snapshot.openPrompts == 3)
        shop.now = start + .seconds(15)
        let acknowledged = Command.AnswerDetails(script: Self.moment)
        try shop.submit(.answer(prompt: second, .said, acknowledged))
        try shop.submit(.answer(prompt: third, .said, acknowledged))
        shop.now = start + .seconds(40)
        try shop.submit(.answer(prompt: first, .said, Command.AnswerDetails()))
        let counts = shop.floor.snapshot.counts
        // Greetings are counted by party: a party of four is one.
        #expect((counts.greetingsDue, counts.greeted, counts.greetedInWindow) == (3, 3, 2))
        let said = shop.facts.compactMap { fact -> Answer? in
            if case .greeting(let answer) = fact.event { answer } else { nil }
        }
        #expect(said.map(\.script).prefix(2) == [Self.moment, Self.moment])
    }
}
