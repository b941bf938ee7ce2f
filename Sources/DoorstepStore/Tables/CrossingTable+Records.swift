import DoorstepCore
import Foundation
import GRDB

/// Crossings as summaries are made from them.
extension CrossingTable {
    /// Hands over those that were not voided, by time, a day at once: `days` are consecutive.
    ///
    /// Forty thousand are a month of a busy shop, and asking SQLite for a column is what takes the time: what is yes
    /// or no comes in one number, what is rare is asked for only where it is, and a text that says the same as
    /// one before is read once.
    static func forEachDay(
        _ days: [TradingDay], _ db: Database,
        _ body: (_ index: Int, [CrossingRecord], _ voided: Int) throws -> Void
    ) throws {
        guard let first = days.first, let last = days.last else { return }
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, at, people, coalesce(tiedTo, visit), answer, answeredAt,
                    CASE direction WHEN 'entrance' THEN 0 WHEN 'exit' THEN 1 WHEN 'stay' THEN 2
                        ELSE 3 END
                    + 4 * isImported + 8 * (isCertain OR tiedTo IS NOT NULL)
                    + 16 * (coalesce(excluded, observed, outcome, mergedWith, tiedTo) IS NOT NULL
                        OR direction = 'opening')
                    + 32 * (voidedBy IS NOT NULL) + 64 * (madSince IS NOT NULL),
                    excluded, observed, outcome, mergedWith, tiedTo, door, crossedAs IS NOT NULL
                FROM crossing WHERE at >= ? AND at < ? ORDER BY at, id
                """)
        let rows = try Row.fetchCursor(
            statement,
            arguments: [first.interval.start.milliseconds, last.interval.end.milliseconds])
        var reading = RowReading()
        var index = 0
        var day = Day()
        while let row = try rows.next() {
            let at = Timestamp(milliseconds: row[1])
            while at >= days[index].interval.end {
                try body(index, day.records(of: days[index], db), day.voided)
                day = Day()
                index += 1
            }
            let flags = RowReading.Flags(rawValue: row[6])
            guard !flags.contains(.isVoided) else {
                day.voided += 1
                continue
            }
            let record = try reading.record(row, at: at, flags)
            if flags.contains(.hasMore), let tiedTo: Int64 = row[11] {
                day.ties[record.id] = Sequence(tiedTo)
            }
            day.records.append(record)
        }
        try body(index, day.records(of: days[index], db), day.voided)
    }

    /// A day's crossings, gathered because a correction may say something else of the earlier ones.
    private struct Day {
        var records: [CrossingRecord] = []
        var ties: [Sequence: Sequence] = [:]
        var voided = 0

        func records(of day: TradingDay, _ db: Database) throws -> [CrossingRecord] {
            let isCorrected =
                voided > 0 || !ties.isEmpty
                || records.contains { $0.mergedWith != nil || $0.excluded != nil }
            return isCorrected
                ? try CrossingTable.linked(records, ties: ties, of: day, db) : records
        }
    }
}

private struct RowReading {
    private let decoder = JSONDecoder()
    private var known: [String: Observed] = [:]

    /// The numbers that the statement gives.
    struct Flags: OptionSet {
        let rawValue: Int

        static let isImported = Flags(rawValue: 4)
        static let isCertain = Flags(rawValue: 8)
        static let hasMore = Flags(rawValue: 16)
        static let isVoided = Flags(rawValue: 32)
        static let isMad = Flags(rawValue: 64)

        var direction: CrossingRecord.Direction {
            switch rawValue & 3 {
            case 0: .entrance
            case 1: .exit
            case 2: .stay
            default: .opening
            }
        }
    }

    mutating func record(_ row: Row, at: Timestamp, _ flags: Flags) throws -> CrossingRecord {
        let answer = (row[4] as String?).flatMap(Answer.Reply.init)
        let hasMore = flags.contains(.hasMore)
        // The door is wanted of openings alone.
        let isOpening = flags.direction == .opening
        return CrossingRecord(
            id: Sequence(row[0]), direction: flags.direction, door: isOpening ? row[12] : "",
            at: at, people: row[2],
            isImported: flags.contains(.isImported),
            excluded: hasMore ? (row[7] as String?).flatMap(ExclusionReason.init) : nil,
            answer: answer, answeredAt: answer == nil ? nil : Timestamp(milliseconds: row[5]),
            observed: hasMore
                ? try (row[8] as String?).map { try observed($0) } ?? Observed() : Observed(),
            outcome: hasMore ? (row[9] as String?).flatMap(Outcome.init) : nil,
            visit: (row[3] as Int64?).map(Sequence.init), isCertain: flags.contains(.isCertain),
            mergedWith: hasMore ? (row[10] as Int64?).map(Sequence.init) : nil,
            isCrossed: isOpening && row[13],
            madSince: flags.contains(.isMad) ? at : nil)
    }

    private mutating func observed(_ text: String) throws -> Observed {
        if let observed = known[text] { return observed }
        let observed = try decoder.decode(Observed.self, from: Data(text.utf8))
        known[text] = observed
        return observed
    }
}
