import DoorstepCore

extension Ledger {
    /// The last `limit` presses of faces of the trading day, in order; only those with a flag, or without one, when
    /// `isFlagged` says so.
    package func feedback(isFlagged: Bool? = nil, limit: Int) async throws -> [FacePress] {
        let now = clock().now
        return try await read { [shop] db in
            let today = shop.calendar.tradingDay(containing: now).date
            let presses = try DayReader(shop: shop, now: now, db).day(today).state.presses
            return presses.filter { isFlagged == nil || isFlagged == ($0.flag != nil) }
                .suffix(limit)
        }
    }
}
