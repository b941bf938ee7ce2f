import DoorstepCore
import DoorstepDelivery
import DoorstepService
import DoorstepStore
import Foundation
import Logging
import TestSupport
import Testing

/// A daemon that is started, does what is due, and is stopped again, as often as a test likes: the ledger on a real
/// database and the clockwork that closes its days, on a clock that somebody moves.
final class RestartedShop {
    private let shop: Shop
    private let scratch: ScratchDirectory
    private let clock: MovedClock
    private let first: LocalDate

    /// Who came, by the trading day that they came in.
    private var entered: [LocalDate: Int] = [:]

    /// It is watched from `start` on.
    init(_ shop: Shop, from start: Timestamp) async throws {
        self.shop = shop
        scratch = try ScratchDirectory()
        clock = MovedClock(start, boot: "boot-1")
        first = shop.calendar.tradingDay(containing: start).date
        try await run { ledger in
            _ = try await ledger.submit(Command(.doorUp(door: "front"), source: "doorstepd"))
        }
    }

    /// Is off until `moment`, starts, and stops once it has nothing more to do. Somebody comes in before it stops, if
    /// the shop is open.
    func restart(at moment: Timestamp) async throws {
        clock.now = moment
        let calendar = shop.calendar
        let day = calendar.tradingDay(containing: moment)
        try await run { ledger in
            let sent = try await ledger.deliveries(in: nil, limit: 1000)
            #expect(
                sent.map(\.delivery.subject).sorted() == self.due(by: moment),
                "started at \(calendar.text(moment))")
            guard calendar.openIntervals(of: day).contains(where: { $0.contains(moment) }) else {
                return
            }
            _ = try await ledger.submit(Command(.enter(door: nil, people: 1), source: "test"))
            self.entered[day.date, default: 0] += 1
        }
    }

    /// What has been sent by the end tells of everybody, each in their day and in one of its hours.
    func expectEverybody(by last: LocalDate) async throws {
        try await run { ledger in
            let bodies = try await ledger.deliveries(in: nil, limit: 1000).map {
                Data($0.delivery.message.body)
            }
            let days = try bodies.map { try JSONDecoder().decode(Summary.self, from: $0) }
                .filter { $0.period.kind == "day" }
            for day in days {
                let date = try #require(LocalDate(day.period.id))
                #expect(day.traffic.entrances == self.entered[date] ?? 0, "\(date)")
                let byHour = day.traffic.byHour.reduce(0) { $0 + $1.entrances }
                #expect(byHour == day.traffic.entrances, "\(date)")
            }
            let sent = Set(days.map(\.period.id))
            let missing = self.entered.keys.filter { $0 <= last && !sent.contains($0.description) }
            #expect(missing.isEmpty)
        }
    }

    /// The subjects of all that is owed once the clock shows `moment`: a day that has closed, and the week and the
    /// month that ended with it.
    private func due(by moment: Timestamp) -> [String] {
        var subjects: [String] = []
        var day = shop.calendar.tradingDay(first)
        while shop.calendar.closingMoment(of: day) <= moment {
            for kind in SummaryPeriod.Kind.allCases {
                let period = SummaryPeriod(kind, containing: day.date)
                // A date that never was has no summary.
                guard period.last == day.date, !day.interval.isEmpty else { continue }
                subjects.append("summary.\(kind.rawValue) \(period.id), revision 1")
            }
            day = shop.calendar.tradingDay(day.date.next)
        }
        return subjects.sorted()
    }

    private func run(_ body: (Ledger) async throws -> Void) async throws {
        let ledger = try Ledger(
            in: StateDirectory(scratch.path + "/state"), shop: shop, clock: clock.read,
            destinations: [
                Subscription(name: "manager", periods: Set(SummaryPeriod.Kind.allCases))
            ],
            onCommit: { _ in })
        let alarm = Alarm()
        let waits = HandClock()
        let clockwork = Clockwork(
            ledger: ledger,
            doorWatch: DoorWatch(doors: shop.doors, began: clock.now, alarm: alarm), alarm: alarm,
            now: { [clock] in clock.now }, clock: waits, logger: .silent)
        let running = Task { try await clockwork.run() }
        // It has done all that is due when it goes to sleep.
        _ = await waits.nextWait()
        try await body(ledger)
        running.cancel()
        try await running.value
        try ledger.close()
    }
}
