import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@Suite struct DigestTests {
    private let shop = Shop.fixture()

    /// The visitors by hour, and how many of them were greeted twelve seconds later; the others were not.
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
            feedback: faces.map { FacePress(at: midnight, face: $0, counts: true) },
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
                    name: "Saluées à temps", value: "85\u{a0}%, 51 sur 60",
                    change: "−15\u{a0}points"),
                Digest.Figure(name: "Attente médiane", value: "20\u{a0}s", change: "+8\u{a0}s"),
                Digest.Figure(
                    name: "Satisfaction", value: "93 sur 100, 5\u{a0}avis", change: "+13"),
            ])
        let course = try #require(digest.course)
        #expect((course.from, course.to) == ("9\u{a0}h", "18\u{a0}h"))
        #expect(course.sparkline == "▄▆▁▁▁▁▁▁█")
        #expect(
            course.busiest == "Le plus de monde de 17\u{a0}h à 18\u{a0}h\u{a0}: 30\u{a0}entrées.")
        #expect(
            digest.moved == [
                "Moins d’arrivées saluées à temps que d’habitude\u{a0}: 85\u{a0}% contre 100\u{a0}%, "
                    + "d’après les 3 derniers samedis bien suivis.",
                "On a attendu plus longtemps que d’habitude\u{a0}: 20\u{a0}s contre 12\u{a0}s, d’après les 3 "
                    + "derniers samedis bien suivis.",
            ])
        #expect(
            digest.suggestion
                == "9\u{a0}arrivées sans bonjour noté, dont 6 entre 17\u{a0}h et 18\u{a0}h. Une deuxième personne "
                + "près de la porte à ce moment-là\u{a0}?")
        #expect(
            digest.provenance
                == "Journée de 4\u{a0}h à 4\u{a0}h, heure de Paris\u{a0}· portes suivies 100\u{a0}%"
        )
    }

    @Test("what is missing comes first, and a total is a lower bound then")
    func missing() throws {
        let digest = try digest(
            .en, [(15, 12, 12)], gaps: [(9 * 60, 14 * 60)], usual: [saturday, saturday])
        #expect(digest.headline == "Incomplete data: at least 12 visitors")
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
                == ["The day is not over; the totals will grow."])
        #expect(
            Digest(summary, language: .fr).warnings
                == ["La journée n’est pas finie\u{a0}; les totaux vont encore monter."])
    }

    @Test("an hour that was not watched is not a quiet one")
    func unwatchedHour() throws {
        let digest = try digest(
            .en, [(9, 4, 4), (10, 1, 1), (11, 8, 8)], gaps: [(10 * 60, 10 * 60 + 20)])
        #expect(digest.course?.sparkline == "▅·█")
        #expect(digest.course?.unknown == "hour not fully watched")
        let whole = try self.digest(.fr, [(9, 4, 4), (10, 1, 1), (11, 8, 8)])
        #expect(whole.course?.unknown == nil)
    }

    @Test("a median that is not reached says why, and a shop’s first day since when it is watched")
    func phrases() throws {
        let few = try digest(.fr, [(9, 8, 3)])
        #expect(
            few.figures.map(\.value) == [
                "38\u{a0}%, 3 sur 8", "plus d’une arrivée sur deux sans bonjour",
            ])
        let date = try #require(LocalDate("2026-11-21"))
        let now = Timestamp(at: "2026-11-22T12:00:00Z")
        let plain = record(date, [(15, 8, 8)])
        let first = Summary(
            of: DayRecord(
                day: plain.day, crossings: plain.crossings,
                observedSince: Timestamp(at: "2026-11-21T14:00:00+01:00")),
            shop: shop, revision: 1, at: now)
        #expect(
            Digest(first, language: .fr).warnings.last
                == "Les portes sont suivies depuis 14\u{a0}h. Avant, rien n’a été compté.")
        #expect(
            Digest(first, language: .en).warnings.last
                == "The doors have been watched since 14:00. Nothing was counted before.")
    }

    @Test("nobody, and fewer than five, make no share")
    func few() throws {
        let empty = try digest(.en, [])
        #expect(empty.headline == "Nobody came in")
        #expect(empty.figures == [] && empty.course == nil && empty.suggestion == nil)
        #expect(try digest(.fr, [(9, 1, 1)]).headline == "1\u{a0}visiteur")
        #expect(
            try digest(.fr, [(9, 4, 1)]).figures == [
                Digest.Figure(name: "Saluées à temps", value: "1 sur 4", change: nil)
            ])
        #expect(
            try digest(.en, [(9, 4, 1)]).figures == [
                Digest.Figure(name: "Greeted in time", value: "1 of 4", change: nil)
            ])
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
                == "No greeting was noted for 4 parties, 3 of them from 09:00 to 10:00. A second person near "
                + "the door then?")
        #expect(
            try digest(.en, [(9, 10, 10)], wait: 1).suggestion
                == "10 of 10 greetings came too soon: let people take a few steps, then say hello.")
    }

    private func summary(
        _ period: SummaryPeriod, _ hours: [Hour], at now: String = "2026-11-23T12:00:00Z",
        revision: Int = 1
    ) -> Summary {
        let now = Timestamp(at: now)
        return Summary(
            of: period,
            period.dates.map { date in
                DayFigures(
                    record(date, date == period.first ? hours : []), shop: shop, at: now)
            }, shop: shop, revision: revision, at: now)
    }

    private func day(_ text: String) throws -> SummaryPeriod {
        .day(try #require(LocalDate(text)))
    }

    @Test("a weekend without internet is one message: the latest in full, the others a line each")
    func weekend() throws {
        let saturday = summary(
            try day("2026-11-21"), [(9, 10, 9), (17, 10, 10)], at: "2026-11-21T18:15:00Z")
        let week = summary(
            .week(ISOWeek(containing: try #require(LocalDate("2026-11-22")))), [(9, 60, 50)],
            at: "2026-11-22T18:15:00Z")
        let content = MessageContent(
            bundling: [
                MessageContent(saturday),
                MessageContent(week, undelivered: [.init(destination: "backup", count: 2)]),
            ], at: Timestamp(at: "2026-11-23T07:00:00Z"))
        let digest = Digest(content, language: .fr)
        #expect(
            digest.title
                == "Librairie des Halles, semaine 47, du lundi 16 au dimanche 22 novembre 2026")
        #expect(digest.headline == "60\u{a0}visiteurs")
        #expect(
            digest.warnings == [
                "Message retardé\u{a0}: 2\u{a0}résumés en un seul.",
                "«\u{a0}backup\u{a0}» n’a pas reçu 2\u{a0}messages\u{a0}: «\u{a0}doorstep deliveries\u{a0}» dit pourquoi.",
            ])
        #expect(
            digest.others == [
                "samedi 21 novembre 2026 – 20\u{a0}visiteurs\u{a0}; saluées à temps 95\u{a0}%, 19 sur 20\u{a0}; "
                    + "attente médiane 12\u{a0}s"
            ])
        let english = Digest(content, language: .en)
        #expect(
            english.warnings == [
                "Delayed: 2 summaries in one message.",
                "“backup” did not get 2 messages: “doorstep deliveries” says why.",
            ])
        #expect(
            english.others == [
                "Saturday 21 November 2026 – 20 visitors; greeted in time 95\u{a0}%, 19 of 20; median wait 12\u{a0}s"
            ])
        // The digest of one summary alone is that summary's own.
        #expect(Digest(MessageContent(week), language: .fr) == Digest(week, language: .fr))
    }

    @Test("what may have reached another destination is not told as lost")
    func uncertain() throws {
        let saturday = summary(
            try day("2026-11-21"), [(9, 10, 9)], at: "2026-11-21T18:15:00Z")
        let lost = [
            MessageContent.Undelivered(destination: "chat", count: 1),
            .init(destination: "chat", count: 1, isUncertain: true),
        ]
        let content = MessageContent(
            bundling: lost.map { MessageContent(saturday, undelivered: [$0]) },
            at: Timestamp(at: "2026-11-23T07:00:00Z"))
        #expect(
            Digest(content, language: .en).warnings == [
                "“chat” may not have got 2 messages: “doorstep deliveries” says why."
            ])
        #expect(
            Digest(content, language: .fr).warnings == [
                "«\u{a0}chat\u{a0}» n’a peut-être pas reçu 2\u{a0}messages\u{a0}: «\u{a0}doorstep deliveries\u{a0}» dit pourquoi."
            ])
    }

    @Test("two revisions of one day are one summary, and nothing to be explained")
    func revisions() throws {
        let day = try day("2026-11-21")
        let (one, two) = (
            summary(day, [(9, 10, 9)]), summary(day, [(9, 20, 9)], revision: 2)
        )
        let lost = MessageContent.Undelivered(destination: "chat", count: 1)
        let content = MessageContent(
            bundling: [
                MessageContent(one, undelivered: [lost]), MessageContent(two, undelivered: [lost]),
            ],
            at: Timestamp(at: "2026-11-23T07:00:00Z"))
        #expect(content.summaries == [two])
        #expect(
            MessageContent(bundling: [MessageContent(two), MessageContent(one)], at: content.at)
                .summaries == [two])
        #expect(content.undelivered == [MessageContent.Undelivered(destination: "chat", count: 2)])
        let digest = Digest(content, language: .fr)
        #expect(digest.others == [])
        #expect(!digest.warnings.contains { $0.hasPrefix("Message retardé") })
    }

    @Test("of a long silence the latest periods are told, of a period the last revision")
    func longSilence() throws {
        var all = try (1...12).map {
            MessageContent(summary(try day("2026-11-\($0 < 10 ? "0" : "")\($0)"), [(9, $0, $0)]))
        }
        let monday = Timestamp(at: "2026-11-23T07:00:00Z")
        all.append(MessageContent(summary(try day("2026-11-11"), [(9, 40, 40)], revision: 2)))
        let content = MessageContent(
            bundling: [MessageContent(bundling: Array(all.prefix(5)), at: monday)]
                + all.dropFirst(5),
            at: monday)
        #expect(content.summaries.count == 12 && content.at == monday)
        let digest = Digest(content, language: .en)
        #expect(digest.title.hasSuffix("Thursday 12 November 2026"))
        #expect(digest.others.count == Digest.mostOthers + 1)
        #expect(digest.others.first == "4 earlier periods: see the report")
        #expect(digest.others.last?.hasPrefix("Wednesday 11 November 2026 – 40 visitors;") == true)
    }

    @Test("what people put right is counted where the figures come from")
    func corrections() throws {
        let date = try #require(LocalDate("2026-11-21"))
        let now = Timestamp(at: "2026-11-22T12:00:00Z")
        let plain = record(date, saturday)
        let noon = Timestamp(at: "2026-11-21T12:00:00+01:00")
        let corrected = DayRecord(
            day: plain.day, crossings: plain.crossings,
            recounts: [DayRecord.Recount(at: noon, people: 3)],
            observedSince: plain.observedSince)
        let digest = Digest(
            Summary(of: corrected, shop: shop, revision: 2, at: now), language: .en)
        #expect(digest.provenance.hasSuffix("doors watched 100\u{a0}% · 1 correction · revision 2"))
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
