import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@Suite struct ChangesTests {
    private let shop = Shop.fixture()
    private let saturday = LocalDate("2026-11-21")

    /// A day on which `due` came alone, `inWindow` of them greeted in time, and `due` left with `said` farewells.
    private func day(
        _ date: LocalDate, due: Int, inWindow: Int, said: Int = 0, gapHours: Int = 0
    ) -> DayFigures {
        let day = shop.calendar.tradingDay(date)
        let open = shop.calendar.openIntervals(of: day).first?.start ?? day.interval.start
        let entrances = (0..<due).map { index in
            CrossingRecord(
                id: Sequence(Int64(index + 1)), direction: .entrance, door: "front", at: open,
                people: 1, answer: index < inWindow ? .said : nil,
                answeredAt: index < inWindow ? open + .seconds(9) : nil)
        }
        let exits = (0..<due).map { index in
            CrossingRecord(
                id: Sequence(Int64(index + 10_000)), direction: .exit, door: "front",
                at: open + .seconds(600), people: 1, answer: index < said ? .said : nil,
                answeredAt: index < said ? open + .seconds(610) : nil)
        }
        let gap = DayRecord.Gap(
            door: "front",
            interval: Interval(start: open, end: open + .seconds(gapHours * 3600)),
            reason: "silent")
        return DayFigures(
            DayRecord(
                day: day, crossings: entrances + exits, gaps: [gap],
                observedSince: Timestamp(seconds: 0)), shop: shop, at: day.interval.end)
    }

    private func past(_ days: [(due: Int, inWindow: Int)]) throws -> [Changes.Past] {
        let saturday = try #require(saturday)
        return zip(Changes.candidates(for: .day(saturday)), days).map { period, counts in
            Changes.Past(
                period,
                [day(period.first, due: counts.due, inWindow: counts.inWindow, said: counts.due)])
        }
    }

    private func changes(
        _ today: DayFigures, against past: [Changes.Past], isOver: Bool = true
    ) throws -> Changes? {
        let saturday = try #require(saturday)
        let closing = shop.calendar.tradingDay(saturday).interval.end
        return Summary(
            of: .day(saturday), [today], past: past, shop: shop, revision: 1,
            at: isOver ? closing : closing - .seconds(15 * 3600)
        ).changes
    }

    @Test("a day is held against the same weekday, a week against weeks, a month against months")
    func candidates() throws {
        let saturday = try #require(saturday)
        let days = Changes.candidates(for: .day(saturday))
        #expect(days.map(\.id).prefix(3) == ["2026-11-14", "2026-11-07", "2026-10-31"])
        #expect(days.count == 8)
        let weeks = Changes.candidates(for: SummaryPeriod(.week, containing: saturday))
        #expect(weeks.map(\.id).prefix(2) == ["2026-W46", "2026-W45"])
        let months = Changes.candidates(for: SummaryPeriod(.month, containing: saturday))
        #expect(months.map(\.id).prefix(2) == ["2026-10", "2026-09"])
        #expect(months.count == 6)
    }

    @Test("a month is held against others in proportion to its opening time")
    func months() throws {
        func days(_ text: String, each due: Int) throws -> (SummaryPeriod, [DayFigures]) {
            let month = SummaryPeriod.month(try #require(LocalMonth(text)))
            return (month, month.dates.map { day($0, due: due, inWindow: due) })
        }
        let (month, february) = try days("2026-02", each: 20)
        let past = try [("2026-01", 20), ("2025-12", 20)].map { text, due in
            let (period, days) = try days(text, each: due)
            return Changes.Past(period, days)
        }
        let summary = Summary(
            of: month, february, past: past, shop: shop, revision: 1,
            at: Timestamp(at: "2026-03-02T12:00:00Z"))
        let footfall = try #require(summary.changes?.footfall)
        // 28 days of 20 visitors, as in 31 days of 20: no change.
        #expect((footfall.value, footfall.usual, footfall.moved) == (560, 560, nil))
        #expect(
            Digest(summary, language: .fr).headline
                == "560\u{a0}visiteurs, autant qu’un mois ordinaire")
        #expect(Digest(summary, language: .en).headline == "560 visitors, as in a usual month")
    }

    @Test("a count is a change only outside what chance explains of the usual")
    func counts() throws {
        let saturday = try #require(saturday)
        // Median 100: by chance alone 81.4 to 121.6.
        let past = try past([(90, 45), (110, 55), (100, 50), (100, 50)])
        for (due, moved) in [
            (81, Changes.Change.Direction.down), (82, nil), (121, nil), (122, .up),
        ] {
            let found = try changes(day(saturday, due: due, inWindow: due / 2), against: past)
            let footfall = try #require(found?.footfall)
            #expect(footfall.usual == 100)
            #expect((footfall.low, footfall.high) == (81.3621, 121.6279))
            #expect(footfall.moved == moved, "\(due)")
        }
    }

    @Test("a share is a change only when the usual lies outside its own interval")
    func shares() throws {
        let saturday = try #require(saturday)
        let past = try past([(100, 60), (100, 60), (100, 50), (100, 70)])
        // 49 of 100: 0.394 to 0.587; 51 of 100: 0.413 to 0.606. The usual is 0.6.
        let low = try #require(
            try changes(day(saturday, due: 100, inWindow: 49), against: past)?.greeting)
        #expect(low.usual == 0.6 && low.moved == .down)
        let same = try #require(
            try changes(day(saturday, due: 100, inWindow: 51), against: past)?.greeting)
        #expect(same.moved == nil)
        // 70 of 100: 0.604 to 0.781.
        let high = try changes(day(saturday, due: 100, inWindow: 70), against: past)?.greeting
        #expect(high?.moved == .up)
        let farewell = try changes(day(saturday, due: 100, inWindow: 51), against: past)?.farewell
        #expect(farewell?.moved == .down)
    }

    @Test("nothing is compared with one week, of fewer than five, or of a day half seen")
    func notKnown() throws {
        let saturday = try #require(saturday)
        let full = day(saturday, due: 100, inWindow: 60)
        #expect(try changes(full, against: past([(100, 60)])) == nil)
        let two = try past([(100, 60), (100, 60)])
        #expect(try changes(full, against: two)?.comparedWith == ["2026-11-14", "2026-11-07"])
        let few = try #require(try changes(day(saturday, due: 4, inWindow: 0), against: two))
        #expect(few.greeting == nil && few.footfall?.moved == .down)
        // Of the shares, as of the weeks, one is not enough.
        let thin = try changes(full, against: past([(100, 60), (4, 1)]))
        #expect(thin?.greeting == nil && thin?.footfall != nil)
        // Three of ten hours were not observed: a smaller number is then no decrease.
        let half = try changes(day(saturday, due: 10, inWindow: 3, gapHours: 3), against: two)
        #expect(half?.footfall == nil && half?.greeting != nil)
        let open = try changes(full, against: two, isOver: false)
        #expect(open?.footfall == nil)
    }

    @Test("what the weeks before have become since makes no new revision")
    func revisions() throws {
        let saturday = try #require(saturday)
        let today = day(saturday, due: 100, inWindow: 60)
        func summary(_ past: [Changes.Past]) -> Summary {
            Summary(
                of: .day(saturday), [today], past: past, shop: shop, revision: 1,
                at: Timestamp(at: "2026-11-22T12:00:00Z"))
        }
        let one = summary(try past([(100, 60), (100, 60)]))
        let other = summary(try past([(300, 60), (300, 60)]))
        #expect(one.changes != other.changes)
        #expect(one.hasSameFigures(as: other))
    }
}
