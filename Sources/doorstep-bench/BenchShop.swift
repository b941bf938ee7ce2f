import DoorstepCore
import Foundation
import MachineZones

/// The shop of the bench, as `DaemonUnderTest` configures it.
enum BenchShop {
    static var now: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// The date of the trading day before now's.
    static func yesterday() throws -> String { try dayBefore(1) }

    /// The date of the trading day `days` before now's.
    static func dayBefore(_ days: Int) throws -> String {
        let today = try shop().calendar.tradingDay(containing: now).date
        return (0..<days).reduce(today) { date, _ in date.previous }.description
    }

    /// The ISO week of that day, as the wire names it.
    static func week() throws -> String {
        let yesterday = try shop().calendar.tradingDay(containing: now).date.previous
        return SummaryPeriod(.week, containing: yesterday).id
    }

    /// When its trading day of now began, in milliseconds.
    static func dayStart() throws -> Int64 {
        try shop().calendar.tradingDay(containing: now).interval.start.milliseconds
    }

    /// A shop with as many scripts for each moment as a shipped pack has.
    static func shop() throws -> Shop {
        let zone: ZoneRules
        do { zone = try ZoneDirectory.machine.rules("Europe/Paris") } catch {
            throw BenchError("found \(error.found)" + (error.hint.map { "; \($0)" } ?? ""))
        }
        let scripts = [Moment.greeting, .farewell].flatMap { moment in
            (0..<25).map { number in
                Script(
                    id: ScriptID(rawValue: "fr/\(moment.rawValue)-\(number)"), moment: moment,
                    text: "Bonjour, bienvenue chez {shop} !")
            }
        }
        return Shop(
            name: "Bench", languages: ["fr"], calendar: ShopCalendar(zone: zone),
            doors: [Door(name: "front")],
            scripts: ScriptBook(
                [ScriptPack(language: "fr", words: PackWords(ownWords: "…"), scripts: scripts)],
                shop: "Bench"))
    }
}
