import DoorstepCore
import Foundation
import GRDB

/// Crossings as summaries are made from them.
extension CrossingTable {
    /// Hands over those that were not voided, by time, a day at once: `days` are the intervals of consecutive days.
    /// Forty thousand are a month of a busy shop, so no more than a day is kept of them, and a text that says
    /// the same as one before is read once.
    static func forEachDay(
        _ days: [Interval], _ db: Database,
        _ body: (_ index: Int, [CrossingRecord]) throws -> Void
    ) throws {
        guard let first = days.first, let last = days.last else { return }
        // A party that is said to have come back did so only while both crossings stand.
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, direction, people, at, isImported, excluded, answer, answeredAt, observed,
                    outcome, coalesce(tiedTo, visit), isCertain OR tiedTo IS NOT NULL,
                    CASE WHEN mergedWith IS NOT NULL THEN (
                        SELECT other.id FROM crossing AS other
                        WHERE other.id = crossing.mergedWith AND other.voidedBy IS NULL) END,
                    tiedTo, voidedBy
                FROM crossing WHERE at >= ? AND at < ? ORDER BY at, id
                """)
        let rows = try Row.fetchCursor(
            statement, arguments: [first.start.milliseconds, last.end.milliseconds])
        var reading = RowReading()
        var index = 0
        var day = Day()
        while let row = try rows.next() {
            let at = Timestamp(milliseconds: row[3])
            while at >= days[index].end {
                try body(index, day.records(in: days[index], db))
                day = Day()
                index += 1
            }
            guard (row[14] as Int64?) == nil else {
                day.isCorrected = true
                continue
            }
            guard let record = try reading.record(row, at: at) else { continue }
            if let tiedTo: Int64 = row[13] { day.ties[record.id] = Sequence(tiedTo) }
            day.records.append(record)
        }
        try body(index, day.records(in: days[index], db))
    }

    /// A day's crossings, gathered because a correction may say something else of the earlier ones.
    private struct Day {
        var records: [CrossingRecord] = []
        var ties: [Sequence: Sequence] = [:]
        var isCorrected = false

        func records(in interval: Interval, _ db: Database) throws -> [CrossingRecord] {
            let isCorrected =
                isCorrected || !ties.isEmpty
                || records.contains { $0.mergedWith != nil || $0.excluded != nil }
            return isCorrected
                ? try CrossingTable.linked(records, ties: ties, in: interval, db) : records
        }
    }
}

private struct RowReading {
    private let decoder = JSONDecoder()
    private var known: [String: Observed] = [:]

    mutating func record(_ row: Row, at: Timestamp) throws -> CrossingRecord? {
        guard let direction = CrossingRecord.Direction(rawValue: row[1]) else { return nil }
        return CrossingRecord(
            id: Sequence(row[0]), direction: direction, door: "", at: at, people: row[2],
            isImported: row[4], excluded: (row[5] as String?).flatMap(ExclusionReason.init),
            answer: (row[6] as String?).flatMap(Answer.Reply.init),
            answeredAt: (row[7] as Int64?).map(Timestamp.init(milliseconds:)),
            observed: try (row[8] as String?).map { try observed($0) } ?? Observed(),
            outcome: (row[9] as String?).flatMap(Outcome.init),
            visit: (row[10] as Int64?).map(Sequence.init), isCertain: row[11],
            mergedWith: (row[12] as Int64?).map(Sequence.init))
    }

    private mutating func observed(_ text: String) throws -> Observed {
        if let observed = known[text] { return observed }
        let observed = try decoder.decode(Observed.self, from: Data(text.utf8))
        known[text] = observed
        return observed
    }
}
