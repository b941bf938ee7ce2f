import DoorstepCore
import TestSupport
import Testing

/// The order in which a counter deals with the open prompts.
@Suite struct PromptOrderTests {
    private static let start = Timestamp(milliseconds: 1_795_256_100_000)

    private func prompt(_ id: Int64, from: Int, by: Int) -> Prompt {
        let (dueFrom, dueBy) = (Self.start + .seconds(from), Self.start + .seconds(by))
        return Prompt(
            id: Sequence(id), moment: .greeting, door: "front", people: 1, openedAt: Self.start,
            window: Window(dueFrom: dueFrom, dueBy: dueBy, lapsesAt: dueBy + .seconds(300)),
            visit: nil, isCertain: true)
    }

    @Test("in their windows by its end, then not due yet by its beginning, then late")
    func order() {
        let prompts = [
            prompt(1, from: 0, by: 9), prompt(2, from: 0, by: 40), prompt(3, from: 5, by: 30),
            prompt(4, from: 25, by: 28), prompt(5, from: 22, by: 50), prompt(6, from: 1, by: 8),
        ]
        let now = Self.start + .seconds(20)
        #expect(prompts.inOrder(at: now).map(\.id.value) == [3, 2, 5, 4, 6, 1])
        // Both ends of a window belong to it.
        #expect(prompts.inOrder(at: Self.start + .seconds(28)).first?.id.value == 4)
        #expect(prompts.inOrder(at: Self.start + .milliseconds(28_001)).first?.id.value == 3)
    }

    @Test("between two turns the order is the same, whatever the prompts and the moment")
    func turns() {
        var chance = SeededChance(seed: 13)
        for _ in 0..<300 {
            let prompts = (1...Int64.random(in: 1...8, using: &chance)).map { id in
                let from = Int.random(in: 0...60, using: &chance)
                return prompt(id, from: from, by: from + Int.random(in: 0...60, using: &chance))
            }
            var now = Self.start - .seconds(1)
            var turns = 0
            while let next = prompts.nextTurn(after: now) {
                #expect(next > now)
                let order = prompts.inOrder(at: now).map(\.id)
                #expect(order == prompts.inOrder(at: next - .milliseconds(1)).map(\.id))
                (now, turns) = (next, turns + 1)
            }
            #expect(turns <= 2 * prompts.count)
            let last = prompts.sorted { ($0.window.dueBy, $0.id) < ($1.window.dueBy, $1.id) }
            #expect(prompts.inOrder(at: now).map(\.id) == last.map(\.id))
        }
    }
}
