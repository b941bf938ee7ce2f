import DoorstepCore
import Foundation
import TestSupport
import Testing

@testable import DoorstepService

@Suite struct DoorWatchTests {
    private static let began = Timestamp(seconds: 1000)
    private static let sensor = Door(name: "front", silentAfter: .seconds(60))

    private func news(
        _ doors: [Door] = [sensor], down: Timestamp? = nil, seen: [String: Timestamp] = [:],
        up: [String: Timestamp] = [:], now: Int64
    ) -> DoorWatch.Changes {
        DoorWatch.Changes(
            doors: doors,
            statuses: [
                DoorStatus(
                    door: "front",
                    down: down.map { DoorStatus.Down(since: $0, reason: "silent") })
            ],
            seen: seen, up: up, began: Self.began, now: Timestamp(seconds: now))
    }

    @Test("a door kept by hand is never silent")
    func byHand() {
        let news = news([Door(name: "front")], now: 1_000_000)
        #expect(news.silent == [])
        #expect(news.next == nil)
    }

    @Test("a door that was never heard of has its time from the start")
    func neverHeard() {
        #expect(news(now: 1059).silent == [])
        #expect(news(now: 1059).next == Timestamp(seconds: 1060))
        #expect(news(now: 1060).silent.map(\.door) == ["front"])
    }

    @Test("each sign of life gives the door its time anew")
    func heard() {
        let seen = ["front": Timestamp(seconds: 1050)]
        #expect(news(seen: seen, now: 1060).silent == [])
        #expect(news(seen: seen, now: 1060).next == Timestamp(seconds: 1110))
        #expect(news(seen: seen, now: 1110).silent.map(\.door) == ["front"])
    }

    @Test(
        "a silence began with the last sign of life, and not before this run or the door's return")
    func since() {
        #expect(news(now: 5000).silent.map(\.since) == [Self.began])
        let seen = ["front": Timestamp(seconds: 1050)]
        #expect(news(seen: seen, now: 5000).silent.map(\.since) == [Timestamp(seconds: 1050)])
        let up = ["front": Timestamp(seconds: 1055)]
        #expect(
            news(seen: seen, up: up, now: 5000).silent.map(\.since) == [Timestamp(seconds: 1055)])
        // A clock that was set back must not date it in the future.
        #expect(news(now: 1060).silent.allSatisfy { $0.since <= Timestamp(seconds: 1060) })
    }

    @Test("a door that is down is reported once, and is back with the next sign of life")
    func back() {
        let down = Timestamp(seconds: 1110)
        let before = news(down: down, seen: ["front": Timestamp(seconds: 1050)], now: 2000)
        #expect(before.silent == [])
        #expect(before.back == [])
        #expect(before.next == nil)
        let after = news(down: down, seen: ["front": Timestamp(seconds: 1999)], now: 2000)
        #expect(after.back == ["front"])
    }

    @Test("a sign of life of a door that is down wakes whoever records it")
    func alarm() async {
        let alarm = Alarm()
        let watch = DoorWatch(doors: [Self.sensor], began: Self.began, alarm: alarm)
        let status = DoorStatus(
            door: "front", down: DoorStatus.Down(since: Self.began, reason: "silent"))
        _ = watch.changes(at: Self.began, doors: [status])
        watch.heard(from: "front", at: Timestamp(seconds: 1100))
        for await _ in alarm.rings { break }
        #expect(watch.lastSeen("front") == Timestamp(seconds: 1100))
    }
}

@Suite struct DeadlineTests {
    private let day = TradingDay(
        date: LocalDate(dayNumber: 0),
        interval: Interval(start: Timestamp(seconds: 0), end: Timestamp(seconds: 86400)))

    private func prompt(lapsesAt: Int64) -> Prompt {
        Prompt(
            id: Sequence(1), moment: .greeting, door: "front", people: 1,
            openedAt: Timestamp(seconds: 0),
            window: Window(
                dueFrom: Timestamp(seconds: 0), dueBy: Timestamp(seconds: 0),
                lapsesAt: Timestamp(seconds: lapsesAt)),
            visit: nil, isCertain: false)
    }

    @Test("sleeps until the first of: a prompt's end, the day's closing, its end, a door's silence")
    func first() {
        func deadline(_ prompts: [Prompt], isClosed: Bool, silence: Int64?) -> Timestamp? {
            Deadline(
                prompts: prompts, day: day, isClosed: isClosed, closing: Timestamp(seconds: 70000),
                silence: silence.map { Timestamp(seconds: $0) }
            ).moment
        }
        let prompts = [prompt(lapsesAt: 400), prompt(lapsesAt: 300)]
        #expect(deadline(prompts, isClosed: false, silence: 350) == Timestamp(seconds: 300))
        #expect(deadline([], isClosed: false, silence: 350) == Timestamp(seconds: 350))
        #expect(deadline([], isClosed: false, silence: nil) == Timestamp(seconds: 70000))
        #expect(deadline([], isClosed: true, silence: nil) == Timestamp(seconds: 86400))
    }

    @Test("a look-in is a deadline only where there are look-ins")
    func lookIn() {
        func moment(_ lookIn: Int64?) -> Timestamp? {
            Deadline(
                prompts: [prompt(lapsesAt: 300)], day: day, isClosed: false,
                closing: Timestamp(seconds: 70000), lookIn: lookIn.map(Timestamp.init(seconds:)),
                silence: nil
            ).moment
        }
        #expect(moment(200) == Timestamp(seconds: 200))
        #expect(moment(nil) == Timestamp(seconds: 300))
    }

    @Test("looks at the clock once a minute at least, and never spins over what is overdue")
    func bounds() {
        let deadline = Deadline(
            prompts: [prompt(lapsesAt: 300)], day: day, isClosed: false,
            closing: Timestamp(seconds: 70000), silence: nil)
        #expect(deadline.wait(at: Timestamp(seconds: 0)) == .seconds(60))
        #expect(deadline.wait(at: Timestamp(milliseconds: 299_500)) == .milliseconds(500))
        #expect(deadline.wait(at: Timestamp(seconds: 300)) == .seconds(60))
    }

    @Test("the next closing is the day's own, and tomorrow's when that is done")
    func nextClosing() throws {
        let hours = try #require(TimeRange("09:00-18:00"))
        let calendar = ShopCalendar(
            zone: .machine("Europe/Paris"),
            hours: OpeningHours(
                weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [hours]) })))
        let day = calendar.tradingDay(try #require(LocalDate("2026-11-21")))
        let own = calendar.nextClosing(of: day, isClosed: false)
        #expect(own == Timestamp("2026-11-21T17:15:00Z"))
        let after = calendar.nextClosing(of: day, isClosed: true)
        #expect(after == Timestamp("2026-11-22T17:15:00Z"))
    }
}
