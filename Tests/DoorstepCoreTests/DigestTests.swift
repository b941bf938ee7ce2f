import DoorstepCore
import TestSupport
import Testing

@Suite struct DigestTests {
    private let shop = Shop.fixture()

    /// Who came in which hour, and how many of them were greeted twelve seconds later; the others were not.
    private typealias Hour = (hour: Int, came: Int, greeted: Int)

    private func record(
        _ date: LocalDate, _ hours: [Hour], faces: [Int] = [], gaps: [(from: Int, to: Int)] = [],
        wait: Int64 = 12
    ) -> DayRecord {
        let day = shop.calendar.tradingDay(date)
        // A winter's day in Paris.
        let midnight = Timestamp(at: "\(date)T00:00:00+01:00")
        var crossings: [CrossingRecord] = []
        for hour in hours {
            for index in 0..<hour.came {
                let at = midnight + .seconds(Int64(hour.hour * 3600 + index * 20))
                crossings.append(
                    CrossingRecord(
                        id: Sequence(Int64(crossings.count + 1)), direction: .entrance,
                        door: "front", at: at, people: 1,
                        answer: index < hour.greeted ? .said : nil,
                        answeredAt: index < hour.greeted ? at + .seconds(wait) : nil))
            }
        }
        return DayRecord(
            day: day, crossings: crossings,
            gaps: gaps.map { gap in
                DayRecord.Gap(
                    door: "front",
                    interval: Interval(
                        start: midnight + .seconds(Int64(gap.from) * 60),
                        end: midnight + .seconds(Int64(gap.to) * 60)), reason: "silent")
            },
            feedback: faces.map { DayRecord.Feedback(at: midnight, face: $0, counts: true) },
            observedSince: Timestamp(seconds: 0))
    }

    private func digest(
        _ language: ScreenLanguage, _ hours: [Hour], faces: [Int] = [],
        gaps: [(from: Int, to: Int)] = [], wait: Int64 = 12, usual: [[Hour]] = [],
        usualFaces: [Int] = []
    ) throws -> Digest {
        let date = try #require(LocalDate("2026-11-21"))
        let now = Timestamp(at: "2026-11-22T12:00:00Z")
        let past = zip(Changes.candidates(for: .day(date)), usual).map { period, hours in
            Changes.Past(
                period,
                [
                    DayFigures(
                        record(period.first, hours, faces: usualFaces), shop: shop, at: now)
                ])
        }
        let today = DayFigures(
            record(date, hours, faces: faces, gaps: gaps, wait: wait), shop: shop, at: now)
        return Digest(
            Summary(
                of: .day(date), [today], past: past, shop: shop, revision: 1, at: now),
            language: language)
    }

    private let saturday: [Hour] = [(9, 10, 10), (10, 20, 20), (17, 20, 20)]

    @Test("the whole of it, in French, as a manager reads it")
    func french() throws {
        let digest = try digest(
            .fr, [(9, 10, 9), (10, 20, 18), (17, 30, 24)], faces: [3, 3, 3, 2, 3], wait: 20,
            usual: [saturday, saturday, saturday], usualFaces: [3, 3, 2, 2, 2])
        #expect(digest.title == "Librairie des Halles, samedi 21 novembre 2026")
        #expect(
            digest.headline == "60\u{a0}visiteurs, +20\u{a0}% par rapport à un samedi ordinaire")
        #expect(digest.warnings == [])
        #expect(
            digest.figures == [
                Digest.Figure(
                    name: "Accueillis à temps", value: "85\u{a0}%", change: "−15\u{a0}points"),
                Digest.Figure(name: "Attente médiane", value: "20\u{a0}s", change: "+8\u{a0}s"),
                Digest.Figure(name: "Indice de satisfaction", value: "93", change: "+13"),
            ])
        let course = try #require(digest.course)
        #expect((course.from, course.to) == ("9\u{a0}h", "18\u{a0}h"))
        #expect(course.sparkline == "▄▆▁▁▁▁▁▁█")
        #expect(
            course.busiest == "Le plus de monde de 17\u{a0}h à 18\u{a0}h\u{a0}: 30\u{a0}entrées.")
        #expect(
            digest.moved == [
                "Moins d’arrivées saluées à temps que d’habitude\u{a0}: 85\u{a0}% contre 100\u{a0}%, "
                    + "médiane de 3 jours semblables.",
                "On a attendu plus longtemps que d’habitude\u{a0}: 20\u{a0}s contre 12\u{a0}s, médiane de 3 "
                    + "jours semblables.",
            ])
        #expect(
            digest.suggestion
                == "Entre 17\u{a0}h et 18\u{a0}h\u{a0}: 6 des 9 accueils manqués. Une deuxième personne "
                + "près de la porte à ce moment-là les aurait sauvés.")
        #expect(
            digest.provenance
                == "Données\u{a0}: 4\u{a0}h–4\u{a0}h, Europe/Paris\u{a0}· portes observées 100\u{a0}%"
        )
    }

    @Test("what is missing comes first, and a total is a lower bound then")
    func missing() throws {
        let digest = try digest(
            .en, [(15, 12, 12)], gaps: [(9 * 60, 14 * 60)], usual: [saturday, saturday])
        #expect(digest.headline == "At least 12 visitors")
        #expect(
            digest.warnings == [
                "Data are missing: the doors were watched for only 50\u{a0}% of the opening time. "
                    + "Totals are lower bounds.",
                "Door “front” was not watched from 09:00 to 14:00. Could somebody look at its sensor "
                    + "and cable?",
            ])
        #expect(digest.moved == [])
    }

    @Test("that a day is not over comes before anything else, in both languages")
    func running() throws {
        let date = try #require(LocalDate("2026-11-21"))
        let now = Timestamp(at: "2026-11-21T10:00:00Z")
        let day = DayFigures(record(date, [(9, 10, 10)]), shop: shop, at: now)
        let summary = Summary(of: .day(date), [day], shop: shop, revision: 1, at: now)
        #expect(
            Digest(summary, language: .en).warnings
                == ["The day is not over; these figures will grow."])
        #expect(
            Digest(summary, language: .fr).warnings
                == ["La journée n’est pas finie\u{a0}; ces chiffres vont encore monter."])
    }

    @Test("an hour that was not watched is not a quiet one")
    func unwatchedHour() throws {
        let digest = try digest(
            .en, [(9, 4, 4), (10, 1, 1), (11, 8, 8)], gaps: [(10 * 60, 10 * 60 + 20)])
        #expect(digest.course?.sparkline == "▅·█")
    }

    @Test("nobody, and fewer than five, make no share")
    func few() throws {
        let empty = try digest(.en, [])
        #expect(empty.headline == "Nobody came in")
        #expect(empty.figures == [] && empty.course == nil && empty.suggestion == nil)
        #expect(try digest(.fr, [(9, 1, 1)]).headline == "1\u{a0}visiteur")
        #expect(try digest(.fr, [(9, 4, 1)]).figures == [])
    }

    @Test("a usual day is not said to have moved")
    func usual() throws {
        let digest = try digest(.en, saturday, usual: [saturday, saturday])
        #expect(digest.headline == "50 visitors, as on a usual Saturday")
        #expect(digest.moved == [] && digest.suggestion == nil)
        #expect(digest.figures.map(\.change) == ["±0 points", "±0\u{a0}s"])
    }

    @Test("a suggestion names where half of what was missed lies, or nothing")
    func suggestion() throws {
        // Four missed, two in each hour: no pattern.
        #expect(try digest(.en, [(9, 5, 3), (10, 5, 3)]).suggestion == nil)
        #expect(
            try digest(.en, [(9, 5, 2), (10, 5, 4)]).suggestion
                == "09:00 to 10:00: 3 of the 4 missed greetings. A second person near the door then "
                + "would have reached them.")
        #expect(
            try digest(.en, [(9, 10, 10)], wait: 1).suggestion
                == "10 of 10 greetings came too soon: let people take a few steps, then say hello.")
    }
}

@Suite struct MedianIntervalTests {
    @Test("a wait has moved when the usual lies outside the ranks that chance explains")
    func wait() throws {
        let shop = Shop.fixture()
        let date = try #require(LocalDate("2026-11-21"))
        func day(_ date: LocalDate, _ waits: [Int64]) -> DayFigures {
            let day = shop.calendar.tradingDay(date)
            let open = shop.calendar.openIntervals(of: day).first?.start ?? day.interval.start
            return DayFigures(
                DayRecord(
                    day: day,
                    crossings: waits.enumerated().map { index, wait in
                        CrossingRecord(
                            id: Sequence(Int64(index + 1)), direction: .entrance, door: "front",
                            at: open, people: 1, answer: .said, answeredAt: open + .seconds(wait))
                    }, observedSince: Timestamp(seconds: 0)), shop: shop, at: day.interval.end)
        }
        func moved(_ waits: [Int64], usually: Int64) -> Changes.Change? {
            let past = Changes.candidates(for: .day(date)).prefix(2).map {
                Changes.Past($0, [day($0.first, Array(repeating: usually, count: 9))])
            }
            return Summary(
                of: .day(date), [day(date, waits)], past: Array(past), shop: shop, revision: 1,
                at: shop.calendar.tradingDay(date).interval.end
            ).changes?.wait
        }
        // 1 to 25 s: of 25 waits the median's ranks are 7 and 19.
        let change = try #require(moved(Array(1...25), usually: 10))
        #expect((change.value, change.usual, change.low, change.high) == (13, 10, 7, 19))
        #expect(change.moved == nil)
        #expect(moved(Array(1...25), usually: 6)?.moved == .up)
        #expect(moved(Array(1...25), usually: 20)?.moved == .down)
        #expect(moved([1, 2, 3, 4], usually: 20) == nil)
    }
}
