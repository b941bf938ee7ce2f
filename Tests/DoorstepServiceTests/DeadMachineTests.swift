import DoorstepCore
import DoorstepStore
import DoorstepWords
import TestSupport
import Testing

@testable import DoorstepService

/// A dead machine is never a quiet day: what the ledger says of the time in which nobody looked.
@Suite(.timeLimit(.minutes(20))) struct DeadMachineTests {
    /// Ten in the morning of a Saturday in a shop that is open from nine to seven, in Paris.
    private func opened(_ shop: Shop = .fixture()) async throws -> WatchedShop {
        let watched = try WatchedShop(shop, MachineClock("2026-11-21T07:50:00Z"))
        try await watched.start()
        try await watched.works(for: .seconds(70 * 60))
        return watched
    }

    @Test("killed for an hour, the shop was not observed for an hour, and its day says so")
    func killed() async throws {
        let shop = try await opened()
        try await shop.ledger.submit(
            Command(.enter(door: nil, people: 1), source: "sensor:front")
        ).expectRecorded()
        try shop.killed()
        shop.machine.advance(.seconds(3600))
        try await shop.start()
        // Before anything lapses.
        #expect(
            try await shop.told() == [
                "11-21T07:50:00 front up", "11-21T09:00:00 front not running",
                "11-21T10:00:00 front up", "lapse",
            ])
        try await shop.works(for: .seconds(9 * 3600))
        try await shop.catchUp()
        let summary = try await shop.summary("2026-11-21")
        #expect(summary.coverage.observedMinutes == 540)
        #expect(summary.coverage.gaps.map(\.reason) == ["not running"])
        #expect(summary.coverage.gaps.map(\.from) == ["2026-11-21T10:00:00.000+01:00"])
        #expect(summary.coverage.gaps.map(\.to) == ["2026-11-21T11:00:00.000+01:00"])
    }

    @Test("killed before noon and started next day, the day that is closed then was half observed")
    func overClosing() async throws {
        let shop = try await opened()
        _ = try await shop.ledger.submit(
            Command(.enter(door: nil, people: 1), source: "sensor:front"))
        try shop.killed()
        shop.machine.advance(.seconds(24 * 3600))
        try await shop.start()
        // Before the day is closed.
        #expect(
            try await shop.told() == [
                "11-21T07:50:00 front up", "11-21T09:00:00 front not running",
                "11-22T09:00:00 front up", "2026-11-21 closed",
            ])
        let summary = try await shop.summary("2026-11-21")
        #expect(summary.data.revision == 1)
        #expect(summary.coverage.share == 0.1)
        let digest = Digest(summary, language: .fr)
        #expect(digest.headline.hasPrefix("Données incomplètes\u{a0}: au moins 1\u{a0}visiteur"))
        let english = Digest(summary, language: .en)
        #expect(english.headline.hasPrefix("Incomplete data: at least 1 visitor"))
    }

    @Test("off for days without a sign of life, each of them says that nobody looked")
    func days() async throws {
        let shop = try await opened()
        _ = try await shop.ledger.submit(
            Command(.enter(door: nil, people: 1), source: "sensor:front"))
        try shop.powerCut(for: .seconds(4 * 86_400))
        try await shop.start()
        let gap = "11-21T09:00:00 front not running"
        #expect(try await shop.told().filter { $0.contains("front") }.suffix(2).first == gap)
        #expect(try await shop.summary("2026-11-21").coverage.share == 0.1)
        for date in ["2026-11-22", "2026-11-23", "2026-11-24"] {
            #expect(try await shop.summary(date).coverage.share == 0, "\(date)")
        }
    }

    @Test("without a sign of life the last fact tells")
    func lastFact() async throws {
        let shop = try await opened()
        try await shop.ledger.submit(
            Command(.enter(door: nil, people: 1), source: "sensor:front")
        ).expectRecorded()
        try await shop.works(for: .seconds(1200))
        try shop.powerCut(for: .seconds(600))
        try await shop.start()
        #expect(
            try await shop.told().filter { $0 != "lapse" }.suffix(2) == [
                "11-21T09:00:00 front not running", "11-21T09:30:00 front up",
            ])
    }

    @Test("a machine that wakes up in 1970 loses no gap: it is there when its clock is set")
    func wrongClock() async throws {
        let shop = try await opened()
        try await shop.ledger.submit(
            Command(.enter(door: nil, people: 1), source: "sensor:front")
        ).expectRecorded()
        try shop.powerCut(hasClock: false, for: .seconds(3600))
        try await shop.start()
        try await shop.works(for: .seconds(1800))
        // Killed again before anybody has set the clock: two gaps.
        try shop.killed()
        shop.machine.advance(.seconds(1200))
        try await shop.start()
        shop.machine.setRight()
        try await shop.beats()
        try await shop.works(for: .seconds(9 * 3600))
        try await shop.catchUp()
        let gaps = try await shop.summary("2026-11-21").coverage.gaps
        #expect(
            gaps.map { "\($0.from) \($0.to)" } == [
                "2026-11-21T10:00:00.000+01:00 2026-11-21T11:00:00.000+01:00",
                "2026-11-21T11:30:00.000+01:00 2026-11-21T11:50:00.000+01:00",
            ])
    }

    @Test("a daemon that hung, or slept with its machine, notices by itself")
    func asleep() async throws {
        let shop = try await opened()
        shop.machine.advance(.seconds(1800))
        // What comes first after it may be the clockwork, a visitor or a beat.
        try await shop.ledger.submit(
            Command(.enter(door: nil, people: 1), source: "sensor:front")
        ).expectRecorded()
        #expect(
            try await shop.told().suffix(2) == [
                "11-21T09:00:00 front not answering", "11-21T09:30:00 front up",
            ])
        #expect(try shop.ledger.takeAbsence()?.began == Timestamp(at: "2026-11-21T09:00:00Z"))
        // Once.
        try await shop.works(for: .seconds(600))
        #expect(try await shop.told().count == 3)
        #expect(try shop.ledger.takeAbsence() == nil)
    }

    @Test(
        "a board that starts with the time of its last shutdown has a gap until its clock was set")
    func staleClock() async throws {
        let shop = try await opened()
        try await shop.ledger.submit(
            Command(.enter(door: nil, people: 1), source: "sensor:front")
        ).expectRecorded()
        try shop.powerCut(for: .seconds(7200))
        shop.machine.err(by: .seconds(-7200))
        try await shop.start()
        try await shop.works(for: .seconds(120))
        shop.machine.setRight()
        try await shop.works(for: .seconds(600))
        let gaps = try await shop.summary("2026-11-21").coverage.gaps
        #expect(
            gaps.map { "\($0.from) \($0.to)" } == [
                "2026-11-21T10:02:00.000+01:00 2026-11-21T12:03:00.000+01:00"
            ])
    }

    @Test("a clean stop that could be recorded is a stop, one that could not is an absence")
    func stop() async throws {
        let shop = try await opened()
        try await shop.stops()
        shop.machine.advance(.seconds(5))
        try await shop.start()
        #expect(
            try await shop.told().suffix(2) == [
                "11-21T09:00:00 front stopped", "11-21T09:00:05 front up",
            ])
        // Ended cleanly, with no room for the facts.
        try shop.killed()
        shop.machine.advance(.seconds(3600))
        try await shop.start()
        #expect(try await shop.told().suffix(2).first?.hasSuffix("front not running") == true)
    }

    @Test("a door that is added between two runs is not missed before it was there")
    func newDoor() async throws {
        let shop = try await opened()
        try shop.killed()
        shop.machine.advance(.seconds(3600))
        try await shop.start(.fixture(doors: [Door(name: "front"), Door(name: "yard")]))
        #expect(
            try await shop.told().suffix(3) == [
                "11-21T09:00:00 front not running", "11-21T10:00:00 front up",
                "11-21T10:00:00 yard up",
            ])
        // From then on it is missed like any other.
        try shop.killed()
        shop.machine.advance(.seconds(3600))
        try await shop.start()
        #expect(try await shop.told().count { $0.contains("not running") } == 3)
    }

    @Test("a sensor that was silent when the machine died is silent still, and told of once")
    func silent() async throws {
        let shop = try await opened(
            .fixture(doors: [
                Door(name: "front"), Door(name: "yard", silentAfter: .seconds(60)),
            ]))
        try await shop.ledger.submit(
            Command(.doorDown(door: "yard", reason: "silent"), source: "doorstepd")
        ).expectRecorded()
        try shop.killed()
        shop.machine.advance(.seconds(3600))
        try await shop.start()
        #expect(
            try await shop.told().suffix(3) == [
                "11-21T09:00:00 yard silent", "11-21T09:00:00 front not running",
                "11-21T10:00:00 front up",
            ])
        let yard = try shop.ledger.floor.doors.first { $0.door == "yard" }
        #expect(yard?.down?.since == Timestamp(at: "2026-11-21T09:00:00Z"))
    }

    @Test(
        "a week of kills at random moments: what each day says is the truth within the beat",
        arguments: [1, 2, 3] as [UInt64])
    func week(seed: UInt64) async throws {
        var chance = SeededChance(seed: seed)
        let machine = MachineClock("2026-11-16T03:00:00Z")
        let shop = try WatchedShop(.fixture(hours: .daily("09:00-19:00")), machine)
        let begin = machine.time
        var out: [Interval] = []
        try await shop.start()
        while machine.time - begin < .seconds(7 * 86_400) {
            try await shop.works(for: .seconds(Int64.random(in: 1...9 * 3600, using: &chance)))
            try shop.killed()
            let killed = machine.time
            // As often seconds as hours.
            let magnitude = Int64.random(in: 1...4, using: &chance)
            machine.advance(
                .seconds(Int64.random(in: 1...(1 << (magnitude * 4)), using: &chance)))
            out.append(Interval(start: killed, end: machine.time))
            try await shop.start()
        }
        for number in 16...22 {
            let date = try #require(LocalDate("2026-11-\(number)"))
            let day = shop.shop.calendar.tradingDay(date)
            let open = shop.shop.calendar.openIntervals(of: day)
            let dead = out.flatMap { out in open.compactMap { $0.intersection(out) } }
            let truth = (open.duration - dead.duration).inSeconds / 60
            let told = try #require(try await shop.summary("\(date)").coverage.observedMinutes)
            // A minute for each kill, whose last beat was up to that old, and half of one for rounding.
            #expect(abs(Double(told) - truth) <= Double(dead.count) + 1, "\(date): \(out)")
        }
        #expect(out.count > 10)
    }
}

extension WriteAnswer {
    fileprivate func expectRecorded() {
        guard case .recorded(.some) = self else {
            Issue.record("nothing was recorded")
            return
        }
    }
}
