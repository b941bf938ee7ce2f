import DoorstepCore
import GRDB

/// The presses of faces.
enum FeedbackTable {
    /// The last `limit` of those in `interval`, in order; only those with a flag, or without one, when `isFlagged`
    /// says so.
    static func entries(
        in interval: Interval, isFlagged: Bool?, limit: Int, _ db: Database
    ) throws -> [Day.Press] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT sequence, at, face, device, flag, reviewedBy IS NOT NULL, counts
                FROM feedback WHERE at >= ?1 AND at < ?2 AND ?3 IN (-1, flag IS NOT NULL)
                ORDER BY at DESC, sequence DESC LIMIT ?4
                """,
            arguments: [
                interval.start.milliseconds, interval.end.milliseconds,
                isFlagged.map { $0 ? 1 : 0 } ?? -1, limit,
            ]
        ).map {
            Day.Press(
                sequence: Sequence($0[0]), at: Timestamp(milliseconds: $0[1]), face: $0[2],
                device: $0[3], flag: ($0[4] as String?).flatMap(FeedbackFlag.init),
                isReviewed: $0[5], counts: $0[6])
        }.reversed()
    }
}

extension Ledger {
    /// The trading day's feedback, the last `limit` of it, in order.
    package func feedback(isFlagged: Bool? = nil, limit: Int) async throws -> [Day.Press] {
        let day = shop.calendar.tradingDay(containing: clock().now)
        return try await read {
            try FeedbackTable.entries(
                in: day.interval, isFlagged: isFlagged, limit: limit, $0)
        }
    }
}
