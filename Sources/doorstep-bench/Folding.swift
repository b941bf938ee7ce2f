import DoorstepCore
import DoorstepStore
import Foundation

/// The time to fold facts into the floor, beside the time to read them from SQLite. A floor is made anew at each start
/// and after each correction.
struct Folding {
    let stateDirectory: String

    /// The facts to fold: the last million, or all if there are fewer.
    private static let facts = 1_000_000

    func measure(_ report: inout Report) throws {
        let shop = try BenchShop.shop()
        let now = BenchShop.now
        let ledger = try ledger(of: shop)
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

    /// Gives each day that was filled the totals that it would have left.
    func makeTotals() throws {
        let ledger = try ledger(of: try BenchShop.shop())
        try Self.wait { try await ledger.makeTotals() }
        try ledger.close()
    }

    private func ledger(of shop: Shop) throws -> Ledger {
        let reading = ClockReading(
            now: BenchShop.now, stamp: ClockStamp(boot: "bench", monotonic: 0, isTrusted: true))
        return try Ledger(
            in: try StateDirectory(stateDirectory), shop: shop, clock: { reading },
            destinations: [],
            onCommit: { _ in })
    }

    private static func page(of ledger: Ledger, after sequence: Sequence) throws -> [Fact] {
        try wait { try await ledger.facts(after: sequence, limit: 10_000) }
    }

    /// The bench has no event loop, so it waits.
    private static func wait<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        let box = Box<Value>()
        let done = DispatchSemaphore(value: 0)
        Task {
            do { box.result = .success(try await body()) } catch { box.result = .failure(error) }
            done.signal()
        }
        done.wait()
        guard let result = box.result else { throw BenchError("the ledger did not answer") }
        return try result.get()
    }

    private final class Box<Value>: @unchecked Sendable {
        // Unchecked: written before the signal and read after it.
        var result: Result<Value, any Error>?
    }
}
