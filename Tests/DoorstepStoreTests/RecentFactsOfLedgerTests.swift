import DoorstepCore
import DoorstepStore
import TestSupport
import Testing

/// The last facts that a person may undo, as every commit and every start has them.
@Suite struct RecentFactsOfLedgerTests {
    private func shown(_ fixture: LedgerFixture) -> [String] {
        fixture.ledger.floor.recent.items.map {
            "\($0.fact.kind.rawValue) \($0.fact.sequence)" + ($0.isUndone ? " undone" : "")
        }
    }

    @Test("follow each fact, and a void; a start reads the same from the ledger")
    func follow() async throws {
        let fixture = try LedgerFixture()
        let entrance = try await fixture.enter()
        fixture.clock.advance(.seconds(5))
        let details = Command.AnswerDetails()
        let answer = try await fixture.record(.answer(prompt: entrance, .said, details)).fact
        try await fixture.record(.feedback(face: 3, device: nil))
        let exit = try await fixture.leave()
        #expect(
            shown(fixture) == [
                "exit \(exit)", "greeting \(answer.sequence)", "entrance \(entrance)",
            ])
        try await fixture.record(.void(exit, reason: nil))
        let after = ["exit \(exit) undone", "greeting \(answer.sequence)", "entrance \(entrance)"]
        #expect(shown(fixture) == after)
        #expect(fixture.commits.commits.last?.floor.recent == fixture.ledger.floor.recent)
        try fixture.ledger.close()
        let again = try LedgerFixture(scratch: fixture.scratch, clock: fixture.clock)
        #expect(shown(again) == after)
    }

    @Test("are those of days gone by too, and an undo of many brings up older ones")
    func older() async throws {
        let fixture = try LedgerFixture()
        var entrances: [Sequence] = []
        for _ in 0..<20 { entrances.append(try await fixture.enter()) }
        fixture.clock.advance(.seconds(86400))
        try await fixture.ledger.roll()
        #expect(shown(fixture).count == 12)
        for entrance in entrances.reversed().prefix(15) {
            try await fixture.record(.void(entrance, reason: nil))
        }
        let standing = fixture.ledger.floor.recent.items.filter { !$0.isUndone }
        #expect(standing.map(\.fact.sequence) == entrances.prefix(5).reversed())
    }

    @Test("a write that fails half way leaves them as they were, and an old history none")
    func halfWay() async throws {
        let fixture = try LedgerFixture()
        let entrance = try await fixture.enter()
        let at = fixture.clock.now - .seconds(3600)
        let crossing = Event.entrance(Crossing(door: "front"))
        let unknown = ImportRow(
            id: FactID(at: at, random: (9, 9)), kind: .void, at: at, source: "test", by: nil,
            members: Event.void(voids: entrance, reason: nil).members.mapReferences { _, _ in
                .id(FactID(at: at, random: (7, 7)))
            })
        await #expect(throws: UnknownReference.self) {
            _ = try await fixture.ledger.restore([.fixture(crossing, at: at, number: 1), unknown])
        }
        #expect(shown(fixture) == ["entrance \(entrance)"])
        let imported = Event.entrance(Crossing(door: "front", isImported: true))
        _ = try await fixture.ledger.restore([.fixture(imported, at: at, number: 2)])
        #expect(shown(fixture) == ["entrance \(entrance)"])
    }
}
