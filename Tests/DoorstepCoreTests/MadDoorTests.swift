import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

/// A door whose sensor goes mad, on the floor.
@Suite struct MadDoorTests {
    private static let shop = Shop.fixture(
        doors: [
            Door(name: "front", rateLimit: .standard), Door(name: "side", rateLimit: .standard),
        ])

    /// So many crossings at `door`, each `milliseconds` after the one before.
    private func flood(
        _ paper: inout PaperLedger, _ request: Command.Request, _ count: Int,
        every milliseconds: Int64 = 400
    ) throws {
        for _ in 0..<count {
            paper.now = paper.now + .milliseconds(milliseconds)
            _ = try paper.submit(.lapse)
            _ = try paper.submit(request)
        }
    }

    @Test("150 a minute at one door: no flood of prompts, and the other door is greeted as ever")
    func flood() throws {
        var paper = PaperLedger(shop: Self.shop)
        let start = paper.now
        var mostOpen = 0
        for index in 0..<450 {
            paper.now = start + .milliseconds(Int64(index) * 400)
            try paper.submit(.enter(door: "front", people: 1))
            // A visitor at the other door every half minute.
            if index % 75 == 0 {
                let id = try paper.record(.enter(door: "side", people: 1))
                #expect(paper.floor.prompt(id)?.state == .open)
                #expect(paper.floor.prompt(id)?.script != nil)
            }
            let open = paper.floor.state.open.compactMap { paper.floor.prompt($0) }
            mostOpen = max(mostOpen, open.count { $0.door == "front" })
            if index > 120 { #expect(open.allSatisfy { $0.door == "side" }) }
        }
        #expect(mostOpen == 120)
        #expect(paper.floor.state.open.count == 6)
        let mad = try #require(paper.floor.snapshot.madDoors.first)
        #expect(paper.floor.snapshot.madDoors.map(\.door) == ["front"])
        #expect(mad.span.from == start && mad.span.crossings == 450 && mad.perMinute == 150)
        #expect(mad.isMad(at: paper.now))
        // The crossings are counted, and owed nothing but for those that came before the rate was too high.
        #expect(paper.floor.state.counts.entrances == 456)
        #expect(paper.floor.state.counts.greetingsDue == 126)
        #expect(paper.floor.state.visits.count == 126)
        #expect(paper.floor.state.records.count { !$0.isMad } == 126)
        let calm = try #require(mad.calmAt)
        paper.now = calm
        let id = try paper.record(.enter(door: "front", people: 1))
        #expect(paper.floor.prompt(id)?.state == .open)
        #expect(!(paper.floor.snapshot.madDoors.first?.isMad(at: calm) ?? true))
    }

    @Test("a school class is one party, and thirty parties in two minutes are a good day")
    func busy() throws {
        var paper = PaperLedger(shop: Self.shop)
        try paper.submit(.enter(door: "front", people: 60))
        try flood(&paper, .enter(door: "front", people: 4), 30, every: 4000)
        #expect(paper.floor.snapshot.madDoors.isEmpty)
        #expect(paper.floor.state.counts.greetingsDue == 31)
        #expect(paper.floor.state.counts.entrances == 180)
    }

    @Test("a flood of exits ends nobody's prompt at the other door")
    func exits() throws {
        var paper = PaperLedger(shop: Self.shop)
        try paper.submit(.recount(people: 300, reason: nil))
        let visitor = try paper.record(.enter(door: "side", people: 1))
        // Fast, so that the visitor's prompt has its time still.
        try flood(&paper, .exit(door: "front", people: 1), 2000, every: 20)
        #expect(paper.floor.prompt(visitor)?.state == .open)
        #expect(paper.floor.state.occupancy == 181)
        #expect(paper.floor.state.counts.exits == 2000)
        #expect(paper.floor.state.open.count == 1)
    }

    @Test("openings of a mad contact ask nobody")
    func openings() throws {
        var paper = PaperLedger(shop: Self.shop)
        try flood(&paper, .open(door: "front"), 600, every: 100)
        #expect(paper.floor.state.open.isEmpty)
        #expect(paper.floor.state.records.count { !$0.isMad } == 120)
        #expect(paper.floor.state.records.allSatisfy { $0.promptState == .lapsed })
    }

    @Test("one fact excludes the episode, and undoing it brings the floor back as it was")
    func dismiss() throws {
        var paper = PaperLedger(shop: Self.shop)
        let visitor = try paper.record(.enter(door: "side", people: 2))
        try flood(&paper, .enter(door: "front", people: 1), 450)
        let before = paper.floor.seen
        let mad = try #require(paper.floor.snapshot.madDoors.first)
        let dismissal = try paper.record(
            .dismiss(door: "front", from: mad.span.from, to: mad.span.to))
        #expect(paper.floor.state.counts.footfall == 2)
        #expect(paper.floor.state.counts.excluded == 450)
        #expect(paper.floor.state.occupancy == 2)
        #expect(paper.floor.state.visits.map(\.id) == [visitor])
        #expect(paper.floor.snapshot.madDoors.isEmpty)
        // Still mad: the exclusion says nothing of what comes after it.
        paper.now = paper.now + .milliseconds(400)
        let next = try paper.record(.enter(door: "front", people: 1))
        #expect(paper.floor.prompt(next)?.state == .lapsed)
        #expect(paper.floor.snapshot.madDoors.map(\.span.crossings) == [451])
        try paper.submit(.void(next, reason: nil))
        try paper.submit(.void(dismissal, reason: nil))
        #expect(paper.floor.seen == before)
    }

    @Test("folding the facts anew, as a start does, gives the same floor")
    func refold() throws {
        var paper = PaperLedger(shop: Self.shop)
        try paper.submit(.enter(door: "side", people: 2))
        try flood(&paper, .enter(door: "front", people: 1), 300)
        try flood(&paper, .enter(door: "front", people: 1), 20, every: 30_000)
        try flood(&paper, .exit(door: "front", people: 1), 300)
        let again = Floor(shop: Self.shop, day: paper.floor.day, facts: paper.facts)
        #expect(again.seen == paper.floor.seen)
        #expect(again.snapshot.madDoors == paper.floor.snapshot.madDoors)
    }

    @Test("what is dismissed must be something: times in their order, not a year, and not nothing")
    func refused() throws {
        var paper = PaperLedger(shop: Self.shop)
        let at = paper.now
        try paper.submit(.enter(door: "front", people: 1))
        func refusal(_ door: String, _ from: Timestamp, _ to: Timestamp) -> Refusal? {
            do {
                _ = try paper.submit(.dismiss(door: door, from: from, to: to))
                return nil
            } catch { return error as? Refusal }
        }
        let later = at + .seconds(1)
        let year = at - .seconds(365 * 86400)
        #expect(refusal("front", later, at) == .stretchReversed(from: later, to: at))
        #expect(refusal("front", year, at) == .stretchTooLong(from: year, to: at))
        #expect(
            refusal("side", at, later) == .nothingToDismiss(door: "side", from: at, to: later))
        #expect(refusal("back", at, later) == .unknownDoor("back", known: ["front", "side"]))
        #expect(refusal("front", at, at) == nil)
    }

    @Test("a door without a limit, and what is told late, is never mad")
    func never() throws {
        var paper = PaperLedger(shop: .fixture(doors: [Door(name: "front")]))
        try flood(&paper, .enter(door: "front", people: 1), 300)
        #expect(paper.floor.snapshot.madDoors.isEmpty)
        var late = PaperLedger(shop: Self.shop)
        for index in 0..<300 {
            try late.submit(
                .enter(door: "front", people: 1),
                at: late.now - .seconds(3600) + .milliseconds(Int64(index)))
        }
        #expect(late.floor.snapshot.madDoors.isEmpty)
    }

    @Test(
        "the digest does not show a mad day's totals as facts", arguments: ScreenLanguage.allCases)
    func digest(language: ScreenLanguage) {
        let shop = Self.shop
        let morning = Timestamp(at: "2026-11-21T09:00:00Z")
        let crossings = (0..<450).map { index in
            CrossingRecord(
                id: Sequence(Int64(index + 1)), direction: .entrance, door: "front",
                at: morning + .milliseconds(Int64(index) * 400), people: 1,
                madSince: index >= 120 ? morning : nil)
        }
        func summary(isExcluded: Bool) -> Summary {
            Summary(
                of: DayRecord(
                    day: shop.calendar.tradingDay(containing: morning),
                    crossings: isExcluded ? [] : crossings,
                    episodes: [
                        DayRecord.Episode(
                            door: "front", from: morning, to: morning + .seconds(180),
                            crossings: 450, isExcluded: isExcluded)
                    ], observedSince: Timestamp(seconds: 0)), shop: shop, revision: 1,
                at: Timestamp(at: "2026-11-21T19:00:00Z"))
        }
        let mad = summary(isExcluded: false)
        #expect(mad.noteWords.first == "mad-door")
        #expect(mad.traffic.footfall == 450 && mad.greeting.due == 120)
        #expect(mad.isDoubtful && summary(isExcluded: true).isNews(after: mad))
        #expect(!summary(isExcluded: true).isDoubtful)
        #expect(!summary(isExcluded: true).noteWords.contains("mad-door"))
        let digest = Digest(mad, language: language)
        switch language {
        case .fr:
            #expect(
                digest.headline
                    == "Chiffres faussés\u{a0}: 450\u{a0}passages douteux à la porte «\u{a0}front\u{a0}»"
            )
            #expect(
                digest.warnings.first
                    == "La porte «\u{a0}front\u{a0}» a signalé 450\u{a0}passages de 10\u{a0}h à "
                    + "10\u{a0}h\u{a0}03, plus que des gens n’en font. Ils faussent les totaux\u{a0}; "
                    + "«\u{a0}doorstep exclude episode\u{a0}» les met à part.")
        case .en:
            #expect(
                digest.headline == "Figures not reliable: 450 doubtful crossings at door “front”")
            #expect(
                digest.warnings.first
                    == "Door “front” reported 450 crossings from 10:00 to 10:03, more than people can make. The "
                    + "totals are too high until “doorstep exclude episode” sets them apart.")
        }
    }
}
