import DoorstepCore
import TestSupport
import Testing

/// The rate of a door, compared with a new count at each crossing.
@Suite struct DoorRateTests {
    private static let start = Timestamp(at: "2026-11-21T09:00:00Z")

    /// Gaps in milliseconds between crossings: rates around the limit, bursts, and long silences.
    private func crossings(seed: UInt64, count: Int = 3000) -> [Timestamp] {
        var chance = SeededChance(seed: seed)
        var moment = Self.start
        var pace = 1000
        return (0..<count).map { index in
            if index % 200 == 0 {
                pace =
                    [5, 400, 900, 990, 1000, 1010, 3000, 60_000].randomElement(using: &chance) ?? 1
            }
            moment = moment + .milliseconds(Int64.random(in: 0...Int64(2 * pace), using: &chance))
            return moment
        }
    }

    @Test(
        "a crossing is one too many exactly when more than the limit came within its time",
        arguments: 1...20 as ClosedRange<UInt64>)
    func exact(seed: UInt64) {
        let limit = [
            RateLimit.standard, RateLimit(perMinute: 10, during: .seconds(30)),
            RateLimit(perMinute: 200, during: .seconds(60)),
        ][Int(seed % 3)]
        let most = limit.perMinute * Int(limit.during.components.seconds) / 60
        let moments = crossings(seed: seed)
        var rate = DoorRate(limit: limit)
        var oldest = 0
        var mad = 0
        for (index, moment) in moments.enumerated() {
            while moment - moments[oldest] >= limit.during { oldest += 1 }
            let isMad = index - oldest + 1 > most
            #expect((rate.since(adding: moment) != nil) == isMad, "crossing \(index)")
            rate.note(moment)
            #expect((rate.calmAt != nil) == isMad)
            if isMad { mad += 1 }
        }
        #expect(mad > 0 && mad < moments.count)
    }

    @Test(
        "a steady rate above the limit is never missed, and one at or below it never marked",
        arguments: [10, 59, 60, 61, 150, 12_000])
    func steady(perMinute: Int) {
        var rate = DoorRate(limit: .standard)
        var marked: [Int] = []
        for index in 0..<max(400, 4 * perMinute) {
            let moment =
                Self.start + .milliseconds(Int64(index) * 60_000 / Int64(perMinute))
            if rate.since(adding: moment) != nil { marked.append(index) }
            rate.note(moment)
        }
        #expect(marked.isEmpty == (perMinute <= 60))
        // The door is mad from the hundred and twenty-first crossing on.
        if perMinute > 60 { #expect(marked == Array(120..<max(400, 4 * perMinute))) }
    }

    @Test("it is sane again by itself two minutes after the first of the last ones, at the latest")
    func recovers() throws {
        var rate = DoorRate(limit: .standard)
        // 150 a minute for three minutes.
        for index in 0..<450 { rate.note(Self.start + .milliseconds(Int64(index) * 400)) }
        let last = Self.start + .milliseconds(449 * 400)
        let calm = try #require(rate.calmAt)
        #expect(calm > last && calm < last + .seconds(120))
        #expect(rate.perMinute == 150)
        #expect(rate.episode?.from == Self.start && rate.episode?.to == last)
        #expect(rate.episode?.crossings == 450)
        #expect(rate.since(adding: calm + .milliseconds(-1)) == Self.start)
        #expect(rate.since(adding: calm) == nil)
        // Then as many as there are on a good day.
        for index in 0..<100 {
            let moment = calm + .seconds(Int64(index) * 10)
            #expect(rate.since(adding: moment) == nil)
            rate.note(moment)
        }
        #expect(rate.calmAt == nil)
        #expect(rate.episode?.to == last)
    }

    @Test("a rate that goes up and down around the limit is one episode, and counts all of it")
    func flapping() throws {
        var rate = DoorRate(limit: .standard)
        var moment = Self.start
        var count = 0
        for round in 0..<12 {
            for _ in 0..<80 {
                moment = moment + .milliseconds(round % 2 == 0 ? 850 : 1160)
                rate.note(moment)
                count += 1
            }
        }
        let episode = try #require(rate.episode)
        #expect(episode.from == Self.start + .milliseconds(850))
        #expect(episode.crossings <= count && episode.crossings > count - 130)
    }

    @Test("what is told out of order, and what is older than all that is remembered, marks nothing")
    func disorder() {
        var rate = DoorRate(limit: RateLimit(perMinute: 10, during: .seconds(30)))
        for second in [30, 10, 20, 0, 25, 5] as [Int64] { rate.note(Self.start + .seconds(second)) }
        // Six within thirty seconds are not less than thirty apart.
        #expect(rate.calmAt == nil)
        rate.note(Self.start + .seconds(29))
        #expect(rate.calmAt != nil)
        #expect(rate.since(adding: Self.start) == nil)
    }
}
