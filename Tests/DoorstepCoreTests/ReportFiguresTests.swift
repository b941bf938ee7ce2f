import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@Suite struct ReportFiguresTests {
    private let shop = Shop.fixture()
    private let morning = Timestamp(at: "2026-11-21T09:00:00Z")
    private let evening = Timestamp(at: "2026-11-21T19:00:00Z")

    private func record(
        _ crossings: [CrossingRecord] = [], gaps: [DayRecord.Gap] = [],
        since: Timestamp? = Timestamp(at: "2026-01-01T00:00:00Z"), shop: Shop? = nil,
        day: String = "2026-11-21T09:00:00Z"
    ) -> DayRecord {
        DayRecord(
            day: (shop ?? self.shop).calendar.tradingDay(containing: Timestamp(at: day)),
            crossings: crossings, gaps: gaps, observedSince: since)
    }

    private func entrance(_ id: Int64, wait milliseconds: Int64?) -> CrossingRecord {
        CrossingRecord(
            id: Sequence(id), direction: .entrance, door: "front", at: morning, people: 1,
            answer: milliseconds.map { _ in .said },
            answeredAt: milliseconds.map { morning + .milliseconds($0) })
    }

    private func gap(_ from: String, _ to: String) -> DayRecord.Gap {
        DayRecord.Gap(
            door: "front",
            interval: Interval(
                start: Timestamp(at: "2026-11-21T\(from):00Z"),
                end: Timestamp(at: "2026-11-21T\(to):00Z")), reason: "silent")
    }

    @Test(
        "whatever happened, what is drawn sums to the summary's figures",
        arguments: FigurePropertiesTests.oddWeeks)
    func sums(week: FigurePropertiesTests.OddWeek) throws {
        let shop = Shop.fixture(zone: week.zone, dayStartsAt: week.dayStartsAt)
        let day = shop.calendar.tradingDay(try #require(LocalDate(week.date)))
        var generator = GeneratedCrossings(seed: week.seed)
        let crossings = generator.make(600, in: day.interval)
        var chance = SeededChance(seed: week.seed)
        let recounts = crossings.filter { _ in Int.random(in: 0..<60, using: &chance) == 0 }.map {
            DayRecord.Recount(at: $0.at, people: Int.random(in: 0...30, using: &chance))
        }
        let record = DayRecord(
            day: day, crossings: crossings, recounts: recounts,
            observedSince: Timestamp(seconds: 0))
        let now = day.interval.end
        let summary = Summary(of: record, shop: shop, revision: 1, at: now)
        let figures = ReportFigures(of: record, shop: shop, at: now)

        let hours = figures.hours.compactMap(\.counts)
        let whole = try #require(figures.days.first?.counts)
        #expect(figures.hours.count == hours.count)
        #expect(hours.reduce(0) { $0 + $1.entrances } == summary.traffic.entrances)
        #expect(hours.reduce(0) { $0 + $1.exits } == summary.traffic.exits)
        #expect(whole.entrances == summary.traffic.entrances)
        let greeting = summary.greeting
        let wanted: [GreetingTiming: Int] = [
            .early: greeting.early, .inWindow: greeting.inWindow, .late: greeting.late,
            .never: greeting.never,
        ]
        #expect(whole.greetings == wanted)
        for timing in GreetingTiming.allCases {
            #expect(hours.reduce(0) { $0 + ($1.greetings[timing] ?? 0) } == wanted[timing])
            #expect(
                figures.waits.filter { $0.timing == timing }.reduce(0) { $0 + $1.count }
                    == wanted[timing])
        }
        let ofDay = figures.hoursOfDay(from: shop.calendar.dayStartsAt)
        #expect(
            ofDay.reduce(0) { $0 + ($1.counts?.entrances ?? 0) } == summary.traffic.entrances)
        #expect(
            ofDay.map(\.label)
                == ofDay.map(\.label).reduce(into: []) { known, label in
                    if !known.contains(label) { known.append(label) }
                })
        #expect(figures.quarters.map(\.most).max() == summary.traffic.peakOccupancy)
        for (quarter, next) in zip(figures.quarters, figures.quarters.dropFirst()) {
            #expect(quarter.interval.end == next.interval.start)
            #expect(quarter.interval.duration <= .seconds(900))
            #expect(next.most >= quarter.last && quarter.last >= 0)
        }
    }

    @Test(
        "a day has as many quarters of an hour as the clock gives it",
        arguments: [
            ("2026-11-21T09:00:00Z", 96), ("2026-10-24T09:00:00Z", 100),
            ("2026-03-28T09:00:00Z", 92),
        ])
    func oddDays(_ moment: String, _ quarters: Int) {
        // The clocks change in the night, before the next trading day begins.
        let shop = Shop.fixture(hours: .always)
        let record = record(shop: shop, day: moment)
        let figures = ReportFigures(of: record, shop: shop, at: record.day.interval.end)
        #expect(figures.quarters.count == quarters)
        #expect(figures.hours.count == quarters / 4)
        #expect(Set(figures.hours.map(\.label)).count == quarters / 4)
    }

    @Test("the edges of the window are edges of bins, and both lie in it")
    func edges() throws {
        let waits: [Int64?] = [
            0, 2999, 3000, 9999, 10000, 29999, 30000, 30001, 60000, 299_999, nil, nil,
        ]
        let crossings = waits.enumerated().map { entrance(Int64($0.offset) + 1, wait: $0.element) }
        let bins = ReportFigures(of: record(crossings), shop: shop, at: evening).waits
        #expect(
            bins.map { "\($0.timing) \($0.from ?? -1) \($0.to ?? -1): \($0.count)" } == [
                "early 0 3000: 2", "inWindow 3000 10000: 2", "inWindow 10000 20000: 1",
                "inWindow 20000 30000: 2", "late 30000 60000: 1", "late 60000 120000: 1",
                "late 120000 300000: 1", "never -1 -1: 2",
            ])
    }

    @Test(
        "a window of any length has its bins, and none is half in time",
        arguments: [(0, 8, 20), (0, 0, 60), (5, 5, 5), (3, 90, 3600), (60, 120, 100)])
    func windows(_ after: Int, _ within: Int, _ lapse: Int) {
        let shop = Shop.fixture(
            reception: ReceptionSettings(
                greetAfter: .seconds(after), greetWithin: .seconds(within),
                lapseAfter: .seconds(lapse)))
        let crossings = (0..<400).map { entrance(Int64($0) + 1, wait: Int64($0) * 400 - 800) }
        let summary = Summary(of: record(crossings), shop: shop, revision: 1, at: evening)
        let bins = ReportFigures(of: record(crossings), shop: shop, at: evening).waits
        func count(_ timing: GreetingTiming) -> Int {
            bins.filter { $0.timing == timing }.reduce(0) { $0 + $1.count }
        }
        #expect(count(.early) == summary.greeting.early)
        #expect(count(.inWindow) == summary.greeting.inWindow)
        #expect(count(.late) == summary.greeting.late)
    }

    @Test("an hour not observed has no number, a quiet one has nought, and half an hour its place")
    func gaps() throws {
        // 12:00 to 13:30 in Paris.
        let figures = ReportFigures(
            of: record(gaps: [gap("11:00", "12:30")]), shop: shop, at: evening)
        func hour(_ label: String) throws -> ReportSpan {
            try #require(figures.hours.first { $0.label == label })
        }
        #expect(try hour("11:00").counts?.entrances == 0)
        #expect(try hour("11:00").unobserved == [])
        #expect(try hour("12:00").hasNoCounts)
        #expect(try hour("12:00").unobserved == [0...1])
        #expect(try hour("13:00").counts?.entrances == 0)
        #expect(try hour("13:00").unobserved == [0...0.5])
        #expect(try hour("13:00").coverage == 0.5)
        let uncounted = figures.quarters.filter(figures.hasNoCounts)
        #expect(uncounted.count == 4)
        let day = try #require(figures.days.first)
        #expect(day.counts != nil && day.coverage == 0.85)
        #expect(day.unobserved.map(\.lowerBound) == [0])
    }

    @Test("of a day from before the daemon's time nothing is known, unless somebody imported it")
    func unknown() throws {
        let empty = ReportFigures(of: record(since: nil), shop: shop, at: evening)
        #expect(empty.days.allSatisfy { $0.hasNoCounts && !$0.isKnown && $0.unobserved.isEmpty })
        #expect(empty.hours.allSatisfy { $0.hasNoCounts })
        let imported = ReportFigures(
            of: record([entrance(1, wait: nil)], since: nil), shop: shop, at: evening)
        #expect(imported.days.allSatisfy { !$0.hasNoCounts && !$0.isKnown })
        #expect(imported.hours.allSatisfy { !$0.hasNoCounts })
    }
}
