import DoorstepCore
import DoorstepStore

// To be deleted: the ledger will have these two itself.

extension Ledger {
    /// The trading days whose closing moment has passed and that are not closed, oldest first; none while the clock
    /// is not trusted.
    package func unclosedDays(at now: Timestamp) async throws -> [LocalDate] { fatalError() }

    /// Moves the floor to the trading day of `now`.
    package func roll(to now: Timestamp) async throws { fatalError() }
}
