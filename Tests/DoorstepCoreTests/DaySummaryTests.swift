import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@Suite struct DaySummaryTests {
    private let shop = Shop.fixture()
    private let morning = Timestamp(at: "2026-11-21T09:00:00Z")
    private let evening = Timestamp(at: "2026-11-21T19:00:00Z")

    private func summary(
        _ crossings: [CrossingRecord], gaps: [DayRecord.Gap] = [],
        recounts: [DayRecord.Recount] = [],
        since: Timestamp? = Timestamp(at: "2026-01-01T00:00:00Z")
    ) -> Summary {
        let day = shop.calendar.tradingDay(containing: morning)
        return Summary(
            of: DayRecord(
                day: day, crossings: crossings, recounts: recounts, gaps: gaps, observedSince: since
            ), shop: shop, revision: 1, at: evening)
    }

    private func entrance(
        _ id: Int64, at seconds: Int64, people: Int = 1, wait: Int64? = nil,
        reply: Answer.Reply = .said, excluded: ExclusionReason? = nil
    ) -> CrossingRecord {
        let at = morning + .seconds(seconds)
        return CrossingRecord(
            id: Sequence(id), direction: .entrance, door: "front", at: at, people: people,
            excluded: excluded, answer: wait.map { _ in reply },
            answeredAt: wait.map { at + .seconds($0) })
    }

    @Test("both ends of the window count as in the window; the four shares are all there are")
    func window() {
        let summary = summary([
            entrance(1, at: 0, wait: 2), entrance(2, at: 60, wait: 3),
            entrance(3, at: 120, wait: 30),
            entrance(4, at: 180, wait: 31), entrance(5, at: 240),
            entrance(6, at: 300, wait: 5, reply: .missed),
            entrance(7, at: 360, wait: 5, reply: .ownWords),
        ])
        let greeting = summary.greeting
        #expect((greeting.early, greeting.inWindow, greeting.late, greeting.never) == (1, 3, 1, 2))
        #expect(greeting.due == 7)
        #expect(greeting.share == Rate(3, of: 7))
        #expect(greeting.waitSeconds.p50 == 30)
        #expect(greeting.waitSeconds.p90 == nil)
    }

    @Test("those excluded are counted as such and are owed nothing")
    func exclusion() {
        let summary = summary([
            entrance(1, at: 0, people: 2, wait: 10),
            entrance(2, at: 5, people: 3, excluded: .delivery),
        ])
        #expect(summary.traffic.entrances == 5)
        #expect(summary.traffic.excluded == 3)
        #expect(summary.traffic.footfall == 2)
        #expect(summary.traffic.parties == 1)
        #expect(summary.greeting.due == 1)
    }

    @Test(
        "zero and no data are different: an imported day does not claim that nobody was greeted",
        .bug("https://github.com/beestat/app/issues/398", "zero and no data confused"),
        .bug(
            "https://github.com/atc1441/OBI_Energy_Tracker_Local_Cloud/issues/69",
            "zero and no data confused"),
        .bug(
            "https://github.com/constructorfabric/insight/issues/1517", "zero and no data confused")
    )
    func importedDay() {
        let imported = CrossingRecord(
            id: Sequence(1), direction: .entrance, door: "front", at: morning, people: 40,
            isImported: true)
        let summary = summary([imported], since: nil)
        #expect(summary.traffic.entrances == 40)
        #expect(summary.greeting.due == 0)
        #expect(summary.greeting.share.value == nil)
        #expect(summary.coverage.observedMinutes == nil)
        #expect(summary.coverage.share == nil)
        #expect(
            summary.data.notes.map { $0.prefix { $0 != ":" } } == ["coverage-unknown", "imported"])
    }

    @Test("a gap lowers the coverage, is listed, and takes its hour out of the busiest")
    func coverage() {
        let gap = DayRecord.Gap(
            door: "front",
            interval: Interval(start: morning, end: morning + .seconds(1800)), reason: "silent")
        let summary = summary(
            [entrance(1, at: 0, people: 9), entrance(2, at: 7200, people: 2)], gaps: [gap])
        #expect(summary.coverage.openMinutes == 600)
        #expect(summary.coverage.observedMinutes == 570)
        #expect(summary.coverage.share == 0.95)
        #expect(summary.coverage.gaps.map(\.reason) == ["silent"])
        #expect(summary.coverage.gaps.first?.from == "2026-11-21T10:00:00.000+01:00")
        #expect(summary.traffic.busiestHour == "12:00")
    }

    @Test(
        "the mean stay comes from the counts alone, corrected for drift",
        .bug(
            "https://github.com/Lyr3x/Roode/issues/133", "an occupancy that is negative or drifts"),
        .bug(
            "https://github.com/WatershedArts/Footfall/issues/30",
            "an occupancy that is negative or drifts"),
        .bug(
            "https://github.com/WatershedArts/Footfall/issues/40",
            "an occupancy that is negative or drifts"),
        .bug(
            "https://github.com/saimj7/People-Counting-in-Real-Time/issues/19",
            "an occupancy that is negative or drifts"))
    func dwell() {
        let exit = CrossingRecord(
            id: Sequence(3), direction: .exit, door: "front", at: morning + .seconds(900), people: 1
        )
        let summary = summary([entrance(1, at: 0), entrance(2, at: 600), exit])
        #expect(summary.traffic.drift == 1)
        #expect(summary.traffic.meanDwellSeconds == 600)
        #expect(summary.traffic.peakOccupancy == 2)
    }

    @Test("the hours add up to the day", arguments: 1...20 as ClosedRange<UInt64>)
    func sums(seed: UInt64) {
        var chance = SeededChance(seed: seed)
        let crossings = (1...200).map { number in
            CrossingRecord(
                id: Sequence(number), direction: Bool.random(using: &chance) ? .entrance : .exit,
                door: "front",
                at: morning + .seconds(Int64.random(in: -20_000...60_000, using: &chance)),
                people: Int.random(in: 1...5, using: &chance),
                excluded: Int.random(in: 0...9, using: &chance) == 0 ? .staff : nil,
                answer: Bool.random(using: &chance) ? .said : nil, answeredAt: morning)
        }
        let day = shop.calendar.tradingDay(containing: morning).interval
        let summary = summary(crossings.filter { day.contains($0.at) })
        let traffic = summary.traffic
        #expect(traffic.byHour.reduce(0) { $0 + $1.entrances } == traffic.entrances)
        #expect(traffic.byHour.reduce(0) { $0 + $1.exits } == traffic.exits)
        let greeting = summary.greeting
        #expect(greeting.early + greeting.inWindow + greeting.late + greeting.never == greeting.due)
        #expect(traffic.byHour.reduce(0) { $0 + $1.greeted } == greeting.due - greeting.never)
    }
}
