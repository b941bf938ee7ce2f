import DoorstepCore
import GRDB
import TestSupport
import Testing

@testable import DoorstepStore

@Suite struct DayJudgeTests {
    @Test(
        "the fold of a day and the tables that it is to replace agree",
        arguments: 1...8 as ClosedRange<UInt64>)
    func agree(seed: UInt64) async throws {
        let fixture = try LedgerFixture(shop: ShopDay.shop)
        try await ShopDay(seed: seed).play(on: fixture, steps: 300)
        let day = fixture.ledger.floor.day
        let shop = fixture.ledger.shop
        let now = fixture.clock.now
        try await fixture.ledger.read { db in
            var old: [String] = []
            var voided = 0
            try CrossingTable.forEachDay([day], db) { _, records, count in
                old = records.map(described)
                voided = count
            }
            let facts = try FactTable.facts(of: day, db)
            let new = Day(shop: shop, day: day, facts: facts).record()
            let texts = new.crossings.map(described)
            #expect(texts.count > 50)
            for (a, b) in zip(old, texts) where a != b {
                Issue.record("seed \(seed): tables \(a), fold \(b)")
                break
            }
            #expect(old.count == texts.count)
            #expect(voided == new.voided)
            let tables = try FiguresTable.days([day.date], shop: shop, now: now, db)[0]
            let folded = DayFigures(new, shop: shop, at: now)
            #expect(tables.tally.merged(tables.tally) == folded.tally.merged(folded.tally))
        }
    }
}

extension Tally {
    fileprivate func merged(_ other: Tally) -> Tally {
        var sum = self
        sum.merge(other)
        sum.waits.sort()
        return sum
    }
}

private func described(_ record: CrossingRecord) -> String {
    var words = [
        "\(record.id) \(record.direction) \(record.at) \(record.people)",
        "\(record.isImported) \(record.excluded?.rawValue ?? "-") \(record.answer?.rawValue ?? "-")",
        "\(record.answeredAt?.description ?? "-") \(record.observed) \(record.outcome?.rawValue ?? "-")",
        "\(record.mergedWith?.description ?? "-") \(record.isMad)",
    ]
    if record.direction == .opening { words.append("\(record.isCrossed)") }
    if record.direction == .exit || record.direction == .stay, record.excluded == nil {
        words.append("\(record.visit?.description ?? "-") \(record.isCertain)")
    }
    return words.joined(separator: " ")
}
