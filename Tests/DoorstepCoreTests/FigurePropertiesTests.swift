import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

/// Properties that hold for every day, whatever happened on it and whatever the clock did. Twenty-four weeks of some
/// ten thousand crossings each, around days that are hard to tell the time on.
@Suite struct FigurePropertiesTests {
    struct OddWeek: Sendable, CustomTestStringConvertible {
        let zone: String
        let date: String
        let dayStartsAt: String
        let seed: UInt64

        var testDescription: String { "\(zone) around \(date), days from \(dayStartsAt)" }
    }

    static let oddWeeks = [
        ("Europe/Paris", "2026-03-29"), ("Europe/Paris", "2026-10-25"),
        // Half an hour.
        ("Australia/Lord_Howe", "2026-10-04"), ("Australia/Lord_Howe", "2026-04-05"),
        // At midnight.
        ("America/Havana", "2026-03-08"), ("America/Havana", "2026-11-01"),
        ("Asia/Beirut", "2026-03-29"), ("Asia/Beirut", "2026-10-25"),
        // A date that never was.
        ("Pacific/Apia", "2011-12-30"),
        ("America/Santiago", "2026-09-06"), ("Asia/Kathmandu", "2026-06-21"),
        ("Europe/London", "2026-10-25"),
    ].enumerated().flatMap { index, week in
        ["01:00", ["00:00", "04:00", "02:30"][index % 3]].enumerated().map { round, start in
            OddWeek(
                zone: week.0, date: week.1, dayStartsAt: start,
                seed: UInt64(index * 2 + round + 1))
        }
    }

    private struct Generated {
        let shop: Shop
        let now: Timestamp
        let days: [TradingDay]
        let crossings: [CrossingRecord]
        let byDay: [[CrossingRecord]]
        let recounts: [[DayRecord.Recount]]

        init(_ week: OddWeek, perDay: Int = 1400) throws {
            let shop = Shop.fixture(zone: week.zone, dayStartsAt: week.dayStartsAt)
            let middle = try #require(LocalDate(week.date))
            let days = (-3...3).map {
                shop.calendar.tradingDay(LocalDate(dayNumber: middle.dayNumber + $0))
            }
            let whole = Interval(start: days[0].interval.start, end: days[6].interval.end)
            var generator = GeneratedCrossings(seed: week.seed)
            let crossings = generator.make(perDay * 7, in: whole)
            self.shop = shop
            self.days = days
            self.crossings = crossings
            now = whole.end
            byDay = days.map { day in crossings.filter { day.interval.contains($0.at) } }
            var chance = SeededChance(seed: week.seed)
            recounts = byDay.map { day in
                day.filter { _ in Int.random(in: 0..<200, using: &chance) == 0 }.map {
                    DayRecord.Recount(at: $0.at, people: Int.random(in: 0...30, using: &chance))
                }
            }
        }

        func record(_ index: Int, _ crossings: [CrossingRecord]? = nil) -> DayRecord {
            DayRecord(
                day: days[index], crossings: crossings ?? byDay[index],
                recounts: recounts[index], observedSince: Timestamp(seconds: 0))
        }

        func figures(_ index: Int, _ crossings: [CrossingRecord]? = nil) -> DayFigures {
            DayFigures(record(index, crossings), shop: shop, at: now)
        }

        func summary(_ index: Int, _ crossings: [CrossingRecord]? = nil) -> Summary {
            Summary(of: record(index, crossings), shop: shop, revision: 1, at: now)
        }
    }

    @Test("shares sum to one, hours to days, days to weeks and months", arguments: oddWeeks)
    func sums(week: OddWeek) throws {
        let generated = try Generated(week)
        // Each crossing is in exactly one trading day, and it is the one that the calendar says.
        #expect(generated.byDay.reduce(0) { $0 + $1.count } == generated.crossings.count)
        for (day, crossings) in zip(generated.days, generated.byDay) {
            for crossing in [crossings.first, crossings.last].compactMap(\.self) {
                #expect(generated.shop.calendar.tradingDay(containing: crossing.at) == day)
            }
        }
        let days = generated.days.indices.map { generated.figures($0) }
        let summaries = generated.days.indices.map { generated.summary($0) }
        for summary in summaries { checkParts(of: summary) }
        let middle = generated.days[3].date
        for kind in [SummaryPeriod.Kind.week, .month] {
            let long = Summary(
                of: SummaryPeriod(kind, containing: middle), days, shop: generated.shop,
                revision: 1, at: generated.now)
            checkParts(of: long)
            func sum(_ part: (Summary) -> Int) -> Bool {
                part(long) == summaries.reduce(0) { $0 + part($1) }
            }
            #expect(sum(\.traffic.entrances) && sum(\.traffic.exits) && sum(\.traffic.footfall))
            #expect(sum(\.traffic.excluded) && sum(\.traffic.reentries) && sum(\.traffic.drift))
            #expect(sum(\.greeting.due) && sum(\.greeting.inWindow) && sum(\.greeting.never))
            #expect(sum(\.greeting.short) && sum(\.farewell.said) && sum(\.visits.n))
            #expect(sum(\.visits.complete.certain.n) && sum(\.visits.complete.guessed.n))
            #expect(sum(\.parity.unknown) && sum(\.farewell.outcomes.unknown))
            #expect(sum(\.coverage.openMinutes) && sum { $0.coverage.observedMinutes ?? -1 })
            let byDay = try #require(long.traffic.byDay)
            #expect(byDay.map(\.entrances) == summaries.map(\.traffic.entrances))
            #expect(byDay.map(\.never) == summaries.map(\.greeting.never))
            #expect(long.traffic.peakOccupancy == summaries.map(\.traffic.peakOccupancy).max())
        }
    }

    private func checkParts(of summary: Summary) {
        let (traffic, greeting) = (summary.traffic, summary.greeting)
        #expect(greeting.early + greeting.inWindow + greeting.late + greeting.never == greeting.due)
        #expect(greeting.short <= greeting.never && greeting.never >= 0)
        func hours(_ part: (Summary.Traffic.Hour) -> Int) -> Int {
            traffic.byHour.reduce(0) { $0 + part($1) }
        }
        #expect(hours(\.entrances) == traffic.entrances && hours(\.exits) == traffic.exits)
        let doors = summary.doors
        #expect(doors.reduce(0) { $0 + $1.entrances } == traffic.entrances)
        #expect(doors.reduce(0) { $0 + $1.exits } == traffic.exits)
        #expect(doors.compactMap(\.drift) == [traffic.drift])
        #expect(hours(\.due) == greeting.due && hours(\.early) == greeting.early)
        #expect(hours(\.inWindow) == greeting.inWindow && hours(\.late) == greeting.late)
        #expect(hours(\.never) == greeting.never)
        #expect(hours(\.greeted) == greeting.due - greeting.never)
        #expect(Set(traffic.byHour.map(\.hour)).count == traffic.byHour.count)
        #expect(traffic.footfall == traffic.entrances - traffic.excluded - traffic.reentries)
        let outcomes = (Outcome.allCases + [nil]).reduce(0) { $0 + summary.farewell.outcomes[$1] }
        let parity = summary.parity
        #expect(summary.visits.n == greeting.due && outcomes == greeting.due)
        #expect(parity.bought.n + parity.others.n + parity.unknown == summary.visits.n)
    }

    @Test("a visitor whom nobody greets raises no share but never", arguments: oddWeeks)
    func neverGreeted(week: OddWeek) throws {
        let generated = try Generated(week, perDay: 200)
        for (index, crossings) in generated.byDay.enumerated() {
            guard let middle = crossings.dropFirst(crossings.count / 2).first else { continue }
            let ignored = CrossingRecord(
                id: Sequence(1_000_000), direction: .entrance, door: "front", at: middle.at,
                people: 1)
            let at = try #require(crossings.firstIndex(of: middle))
            let before = generated.summary(index)
            let after = generated.summary(
                index, Array(crossings[..<at]) + [ignored] + Array(crossings[at...]))
            let (old, new) = (before.greeting, after.greeting)
            #expect(new.never == old.never + 1 && new.due == old.due + 1)
            #expect((new.early, new.inWindow, new.late) == (old.early, old.inWindow, old.late))
            for (one, other) in zip(
                [old.share, before.visits.complete.certain, before.parity.bought],
                [new.share, after.visits.complete.certain, after.parity.bought])
            {
                #expect((other.value ?? 0) <= (one.value ?? 0))
            }
            #expect((new.waitSeconds.p50 ?? .infinity) >= (old.waitSeconds.p50 ?? .infinity))
            #expect((new.waitSeconds.p90 ?? .infinity) >= (old.waitSeconds.p90 ?? .infinity))
            #expect(after.farewell.share == before.farewell.share)
        }
    }
}
