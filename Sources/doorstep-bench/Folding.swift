import DoorstepCore
import DoorstepStore
import Foundation
import MachineZones

/// The time to fold facts into the floor, beside the time to read them from SQLite. A floor is made anew at each start
/// and after each correction.
struct Folding {
    let stateDirectory: String

    /// The facts to fold: the last million, or all if there are fewer.
    private static let facts = 1_000_000

    func measure(_ report: inout Report) throws {
        let shop = try Self.shop()
        let directory = try StateDirectory(stateDirectory)
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let reading = ClockReading(
            now: now, stamp: ClockStamp(boot: "bench", monotonic: 0, isTrusted: true))
        let ledger = try Ledger(
            in: directory, shop: shop, clock: { reading }, addressees: [], onCommit: { _ in })
        var (read, folded) = (0.0, 0.0)
        var count = 0
        var last = Sequence(max(0, ledger.floor.sequence.value - Int64(Self.facts)))
        var floor = Floor(shop: shop, day: shop.calendar.tradingDay(containing: now))
        while true {
            var page: [Fact] = []
            read += try milliseconds { page = try Self.page(of: ledger, after: last) }
            guard let end = page.last else { break }
            folded += milliseconds {
                for fact in page {
                    if !floor.day.interval.contains(fact.at) {
                        floor.begin(shop.calendar.tradingDay(containing: fact.at))
                    }
                    floor.apply(fact)
                }
            }
            count += page.count
            last = end.sequence
        }
        try ledger.close()
        report.add(
            "folding \(count) facts", measured: "\(Int(folded)) ms",
            floor: "\(Int(read)) ms to read them from SQLite", budget: "≤ 2 ×",
            ratio: folded / (2 * read))
    }

    /// A page of facts. The bench has no event loop, so it waits.
    private static func page(of ledger: Ledger, after sequence: Sequence) throws -> [Fact] {
        let box = Box()
        let done = DispatchSemaphore(value: 0)
        Task {
            do {
                box.result = .success(try await ledger.facts(after: sequence, limit: 10_000))
            } catch {
                box.result = .failure(error)
            }
            done.signal()
        }
        done.wait()
        return try box.result.get()
    }

    private final class Box: @unchecked Sendable {
        // Unchecked: written before the signal and read after it.
        var result: Result<[Fact], any Error> = .success([])
    }

    /// A shop with as many scripts for each moment as a shipped pack has.
    private static func shop() throws -> Shop {
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
