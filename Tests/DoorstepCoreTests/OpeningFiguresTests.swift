import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

/// Doors with a contact sensor: an opening that nobody answered is not a sign that nobody came.
@Suite struct OpeningFiguresTests {
    private let shop = Shop.fixture(doors: [Door(name: "front"), Door(name: "side")])
    private let morning = Timestamp(at: "2026-11-21T09:00:00Z")
    private let evening = Timestamp(at: "2026-11-21T19:00:00Z")

    private func figures(_ crossings: [CrossingRecord]) -> DayFigures {
        let day = shop.calendar.tradingDay(containing: morning)
        return DayFigures(
            DayRecord(
                day: day, crossings: crossings.sorted { $0.at < $1.at },
                observedSince: Timestamp(at: "2026-01-01T00:00:00Z")), shop: shop, at: evening)
    }

    private func summary(
        _ crossings: [CrossingRecord], past: [Changes.Past] = []
    ) -> Summary {
        let figures = figures(crossings)
        return Summary(
            of: .day(figures.day.date), [figures], past: past, shop: shop, revision: 1, at: evening)
    }

    private func crossing(
        _ id: Int64, _ direction: CrossingRecord.Direction, _ door: String = "side",
        at seconds: Int64? = nil, people: Int = 1, excluded: ExclusionReason? = nil,
        isCrossed: Bool = false
    ) -> CrossingRecord {
        CrossingRecord(
            id: Sequence(id), direction: direction, door: door,
            at: morning + .seconds(seconds ?? id * 600), people: people, excluded: excluded,
            isCrossed: isCrossed)
    }

    private func openings(_ ids: ClosedRange<Int64>) -> [CrossingRecord] {
        ids.map { crossing($0, .opening) }
    }

    @Test("twelve openings that nobody answered for are not a day on which nobody came in")
    func notNobody() {
        let summary = summary(openings(1...12))
        #expect(summary.coverage.share == 1)
        #expect(summary.openings.unanswered == 12)
        #expect(summary.isLowerBound)
        #expect(summary.noteWords == ["unanswered-openings"])
        let (french, english) = (
            Digest(summary, language: .fr), Digest(summary, language: .en)
        )
        #expect(
            french.headline
                == "Aucune entrée notée, mais 12\u{a0}ouvertures de porte sont restées sans réponse"
        )
        #expect(
            english.headline
                == "No entrance noted, but 12 door openings were not answered for")
        #expect(
            french.warnings == [
                "Porte «\u{a0}side\u{a0}»\u{a0}: pour 12\u{a0}ouvertures sur 12, personne n’a dit qui passait. Sur le "
                    + "moment, une touche au comptoir suffit\u{a0}; sans elle, les totaux sont des minimums."
            ])
        #expect(
            english.warnings == [
                "Door “side”: 12 of 12 openings not answered. One key at the counter answers an opening; without "
                    + "it totals are lower bounds."
            ])
        #expect(
            SummaryText(summary, language: .fr).headlines.first
                == "Aucune entrée n’a été enregistrée, mais 12\u{a0}ouvertures de porte sont restées sans réponse\u{a0}: "
                + "il est peut-être entré du monde.")
        #expect(
            SummaryText(summary, language: .en).headlines.first
                == "No entrance was recorded, but 12 door openings were not answered for: people may well have come in."
        )
    }

    @Test("with visitors at the other door the total is a lower bound, and says so")
    func atLeast() {
        let summary = summary([crossing(20, .entrance, "front", people: 40)] + openings(1...1))
        #expect(summary.traffic.footfall == 40)
        #expect(
            Digest(summary, language: .fr).headline
                == "Au moins 40\u{a0}visiteurs\u{a0}: 1\u{a0}ouverture de porte est restée sans réponse"
        )
        #expect(
            Digest(summary, language: .en).headline
                == "At least 40 visitors: 1 door opening was not answered for")
        #expect(SummaryText(summary, language: .en).headlines[0].hasPrefix("At least 40 visitors"))
    }

    @Test("by door, answered ones and others add up, and the hours to the day")
    func sums() {
        let summary = summary(
            openings(1...3) + [
                crossing(4, .opening, isCrossed: true), crossing(5, .opening, "front"),
                crossing(6, .opening, excluded: .delivery),
                // Before nine and after seven in Paris.
                crossing(7, .opening, at: -3600 - 60), crossing(8, .opening, at: 9 * 3600),
            ])
        let openings = summary.openings
        #expect(openings.byDoor.map(\.door) == ["front", "side"])
        #expect(openings.byDoor.map(\.all) == [1, 7])
        #expect(openings.byDoor.map(\.answered) == [0, 2])
        #expect(openings.byDoor.map(\.excluded) == [0, 1])
        #expect(openings.byDoor.map(\.whileShut) == [0, 2])
        #expect(openings.byDoor.map(\.unanswered) == [1, 3])
        #expect(openings.all == openings.answered + openings.whileShut + openings.unanswered)
        #expect(
            summary.traffic.byHour.reduce(0) { $0 + $1.unansweredOpenings }
                == openings.unanswered)
    }

    @Test("all answered, none answered while shut, and none of a visitor: totals are totals")
    func answered() {
        let summary = summary([
            crossing(1, .opening, isCrossed: true), crossing(2, .opening, excluded: .staff),
            crossing(3, .opening, at: -7200), crossing(4, .entrance),
        ])
        #expect(!summary.isLowerBound)
        #expect(summary.noteWords == ["small-sample", "unknown-outcomes"])
        #expect(Digest(summary, language: .en).headline == "1 visitor")
    }

    @Test("a lower bound is compared with nothing, and is no usual for another day")
    func notCompared() throws {
        let whole = figures((1...30).map { crossing($0, .entrance, at: $0 * 60) })
        let past = try ["2026-11-14", "2026-11-07"].map { day in
            Changes.Past(.day(try #require(LocalDate(day))), [whole])
        }
        let few = [crossing(1, .entrance)]
        #expect(summary(few, past: past).changes?.footfall?.moved == .down)
        #expect(summary(few + openings(2...2), past: past).changes?.footfall == nil)
        let partly = Changes.Past(
            .day(try #require(LocalDate("2026-10-31"))), [figures(openings(1...3))])
        #expect(summary(few, past: [past[0], partly]).changes?.footfall == nil)
        #expect(summary(few, past: past + [partly]).changes?.footfall?.usual == 30)
    }

    @Test("a week adds them up and is a lower bound for one of them")
    func week() throws {
        let days = [
            figures(openings(1...2)), figures([crossing(1, .entrance)]), figures(openings(1...5)),
        ]
        let week = try #require(SummaryPeriod(.week, "2026-W47"))
        let summary = Summary(of: week, days, shop: shop, revision: 1, at: evening)
        #expect(summary.openings.unanswered == 7)
        #expect(summary.isLowerBound)
        #expect(summary.traffic.byDay?.map(\.unansweredOpenings) == [2, 0, 5])
        // A day on which nobody was noted and a door opened is not drawn as one on which nobody came.
        #expect(Digest(summary, language: .en).course?.bars == [nil, 1, nil])
    }

    @Test("the busiest hour is one that openings without an answer cannot have beaten")
    func busiest() {
        let entrances = (0..<3).map { crossing(100 + $0, .entrance, at: $0) }
        let later = (0..<4).map { crossing(200 + $0, .opening, at: 7200 + $0) }
        #expect(summary(entrances + later.prefix(3)).traffic.busiestHour == "10:00")
        #expect(summary(entrances + later).traffic.busiestHour == nil)
    }

    @Test("a day on which people only left is not one on which nobody came in")
    func exitsOnly() {
        let summary = summary((1...12).map { crossing($0, .exit) })
        #expect(summary.isLowerBound)
        #expect(summary.noteWords.contains("exits-only"))
        #expect(summary.changes == nil)
        #expect(
            Digest(summary, language: .fr).headline
                == "Aucune entrée comptée, mais 12\u{a0}personnes sont sorties\u{a0}: leur arrivée nous a échappé"
        )
        #expect(
            Digest(summary, language: .en).headline
                == "No entrance counted, but 12 people left: their entrance was missed")
    }

    @Test("a day on which only staff and deliveries came in says so")
    func onlyExcluded() {
        let summary = summary((1...12).map { crossing($0, .entrance, excluded: .delivery) })
        #expect(!summary.isLowerBound)
        #expect(
            Digest(summary, language: .fr).headline
                == "Aucun visiteur\u{a0}; 12\u{a0}personnes comptées à part (équipe, livraisons, essais)"
        )
        #expect(
            Digest(summary, language: .en).headline
                == "No visitors; 12 people counted apart (staff, deliveries, tests)")
    }
}
