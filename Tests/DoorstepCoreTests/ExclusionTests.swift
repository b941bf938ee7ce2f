import DoorstepCore
import TestSupport
import Testing

/// Exclusions of staff, deliveries and tests: by one key, at once or afterwards, and by the configuration.
@Suite struct ExclusionTests {
    private static let staff = Command.AnswerDetails(reason: .staff)

    private enum Before: CaseIterable { case open, lapsed, answered }

    @Test("an entrance is excluded whatever became of its greeting, and a void restores both")
    func entrance() throws {
        for before in Before.allCases {
            var shop = PaperLedger()
            let entrance = try shop.record(.enter(door: nil, people: 2))
            switch before {
            case .open: break
            case .lapsed:
                shop.now = shop.now + .seconds(300)
                try shop.submit(.lapse)
            case .answered:
                shop.now = shop.now + .seconds(10)
                try shop.submit(.answer(prompt: entrance, .said, Command.AnswerDetails()))
            }
            let earlier = shop.floor.seen
            let exclusion = try shop.record(.answer(prompt: entrance, .notAVisitor, Self.staff))
            let counts = shop.floor.snapshot.counts
            #expect(shop.floor.prompt(entrance)?.state == .withdrawn, "\(before)")
            #expect((counts.greetingsDue, counts.greeted, counts.greetedInWindow) == (0, 0, 0))
            #expect((counts.excluded, counts.footfall, shop.floor.snapshot.occupancy) == (2, 0, 0))
            let ended = Refusal.promptEnded(
                entrance, state: .withdrawn,
                lapsesAt: Timestamp(at: "2026-11-21T09:35:00Z"))
            #expect(throws: ended) {
                try shop.submit(.answer(prompt: entrance, .notAVisitor, Self.staff))
            }
            try shop.submit(.void(exclusion, reason: nil))
            #expect(shop.floor.seen == earlier, "\(before)")
        }
    }

    @Test("an answer may not be given twice, only overridden by an exclusion")
    func answeredTwice() throws {
        var shop = PaperLedger()
        let entrance = try shop.record(.enter(door: nil, people: 1))
        let said = Command.AnswerDetails()
        try shop.submit(.answer(prompt: entrance, .said, said))
        for reply in [Command.Reply.said, .ownWords, .missed] {
            #expect(throws: Refusal.self) {
                try shop.submit(.answer(prompt: entrance, reply, said))
            }
        }
        #expect(shop.facts.count == 2)
    }

    @Test("the exit of an excluded party is a matter of its own")
    func exitStays() throws {
        var shop = PaperLedger()
        let entrance = try shop.record(.enter(door: nil, people: 1))
        let exit = try shop.record(.exit(door: nil, people: 1))
        try shop.submit(.answer(prompt: entrance, .notAVisitor, Self.staff))
        #expect(shop.floor.prompt(exit)?.state == .open)
        #expect(shop.floor.snapshot.counts.farewellsDue == 1)
        try shop.submit(.answer(prompt: exit, .said, Command.AnswerDetails()))
        try shop.submit(.answer(prompt: exit, .notAVisitor, Self.staff))
        #expect(shop.floor.snapshot.counts.farewellsDue == 0)
        #expect(shop.floor.snapshot.counts.farewells == 0)
    }

    @Test("an opening whose direction is known is not excluded: its crossing is")
    func answeredOpening() throws {
        var shop = PaperLedger()
        let opening = try shop.record(.open(door: nil))
        let entrance = try shop.record(
            .answer(prompt: opening, .entrance, Command.AnswerDetails()))
        #expect(throws: Refusal.self) {
            try shop.submit(.answer(prompt: opening, .notAVisitor, Self.staff))
        }
        try shop.submit(.answer(prompt: entrance, .notAVisitor, Self.staff))
        #expect(shop.floor.snapshot.counts.footfall == 0)
    }

    @Test("who passes the staff door is no visitor, either way")
    func staffDoor() throws {
        var shop = PaperLedger(
            shop: .fixture(doors: [Door(name: "front"), Door(name: "yard", isStaffOnly: true)]))
        let visitor = try shop.record(.enter(door: "front", people: 1))
        let entrance = try shop.record(.enter(door: "yard", people: 3))
        let exit = try shop.record(.exit(door: "yard", people: 3))
        let opening = try shop.record(.open(door: "yard"))
        #expect(
            shop.facts.map(\.kind)
                == [.entrance, .entrance, .exclusion, .exit, .exclusion, .opening, .exclusion])
        for id in [entrance, exit, opening] {
            #expect(shop.floor.prompt(id)?.state == .withdrawn)
        }
        #expect(shop.floor.snapshot.prompts.map(\.id) == [visitor])
        #expect(shop.floor.snapshot.occupancy == 1)
        #expect(shop.floor.snapshot.counts.footfall == 1)
        #expect(
            shop.facts[2].event == .exclusion(prompt: entrance, reason: .staff))
        try shop.submit(.void(Sequence(3), reason: "a visitor took the wrong door"))
        #expect(shop.floor.snapshot.counts.footfall == 4)
        #expect(shop.floor.prompt(entrance)?.state == .open)
    }

    @Test(
        "a quiet period is a time of the shop's clock, on its weekdays, at its door",
        arguments: [
            // 2026-11-21 is a Saturday; Paris is an hour ahead.
            ("2026-11-21T06:00:00Z", "front", true), ("2026-11-21T06:59:59Z", "yard", true),
            ("2026-11-21T07:00:00Z", "front", false), ("2026-11-21T05:59:59Z", "front", false),
            ("2026-11-22T06:30:00Z", "front", false), ("2026-11-20T22:00:00Z", "yard", true),
            ("2026-11-21T00:30:00Z", "yard", true), ("2026-11-21T00:30:00Z", "front", false),
            ("2026-11-21T22:30:00Z", "yard", false), ("2026-11-22T00:30:00Z", "yard", false),
        ])
    func quiet(at: String, door: String, isQuiet: Bool) throws {
        let morning = try #require(TimeRange("07:00-08:00"))
        let night = try #require(TimeRange("23:00-02:00"))
        let shop = Shop.fixture(
            doors: [Door(name: "front"), Door(name: "yard")],
            quiet: [
                QuietPeriod(hours: [morning], weekdays: [.saturday]),
                QuietPeriod(hours: [night], weekdays: [.friday], door: "yard", reason: .test),
            ])
        var ledger = PaperLedger(shop: shop, now: at)
        let entrance = try ledger.record(.enter(door: door, people: 1))
        let state = ledger.floor.prompt(entrance)?.state
        #expect(state == (isQuiet ? .withdrawn : .open))
    }
}
