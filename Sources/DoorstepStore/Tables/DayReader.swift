import DoorstepCore
import GRDB

/// Trading days as the ledger has them at one moment, folded from their facts. A batch of late facts of one day folds
/// that day once and lets it grow. A few days are kept; the others are folded again when somebody asks again.
final class DayReader {
    private let shop: Shop
    private let now: Timestamp
    private let today: LocalDate
    private let db: Database
    private var folded: [LocalDate: Day] = [:]

    /// Gives the running day, which the writer has folded already. While the clock is wrong it is not `today`, so the
    /// facts that it counts before their time is known are in no summary.
    var running: (() -> Day)?

    /// The most days kept: enough for a party that goes out before midnight and comes back after it, and for a
    /// correction of either day.
    private static let mostKept = 3

    /// Facts that the days in `folded` have not taken in yet.
    private var fresh: [(fact: Fact, excluded: ExclusionReason?)] = []

    init(shop: Shop, now: Timestamp, _ db: Database) {
        self.shop = shop
        self.now = now
        today = shop.calendar.tradingDay(containing: now).date
        self.db = db
    }

    func day(_ date: LocalDate) throws -> Day {
        if date == today, let day = running?(), day.tradingDay.date == date { return day }
        takeFresh()
        if let day = folded[date] { return day }
        if folded.count == Self.mostKept, let oldest = folded.keys.min() { folded[oldest] = nil }
        let tradingDay = shop.calendar.tradingDay(date)
        let day = Day(
            shop: shop, day: tradingDay, facts: try FactTable.facts(of: tradingDay, db))
        folded[date] = day
        return day
    }

    /// Takes in a fact that is in the ledger now. `reason` is that of an exclusion which follows as the next fact.
    func apply(_ fact: Fact, excluded reason: ExclusionReason? = nil) {
        guard !folded.isEmpty else { return }
        // The setting of a clock may move facts from one day to another.
        if case .clockSet = fact.event { return forget() }
        fresh.append((fact, reason))
    }

    /// Drops the folded days, which do not match the ledger any more.
    func forget() { (folded, fresh) = ([:], []) }

    private func takeFresh() {
        guard !fresh.isEmpty else { return }
        for date in Array(folded.keys) { folded[date]?.apply(fresh) }
        fresh = []
    }

    /// The day's totals: the row that it left when it was over, else the fold of its facts.
    func totals(_ date: LocalDate) throws -> DayTotals {
        if date < today, let totals = try TotalsTable.totals(date, db) { return totals }
        return try folded(date)
    }

    /// The totals that the day's facts give now.
    func folded(_ date: LocalDate) throws -> DayTotals {
        let interval = shop.calendar.tradingDay(date).interval
        guard try FactTable.hasFacts(in: interval, db) else { return DayTotals(empty: date) }
        return DayTotals(try day(date).record(), shop: shop)
    }

    /// The prompt that the crossing `id` opened, as it stands now; nil when it opened none, or is void.
    func prompt(_ id: Sequence) throws -> Prompt? {
        guard let fact = try FactTable.fact(id, db), fact.event.isCrossing,
            fact.event.prompt(of: id) != nil, try FactTable.voider(of: id, db) == nil
        else { return nil }
        let moment = try FactTable.moment(of: fact, db)
        let day = try day(shop.calendar.tradingDay(containing: moment).date)
        return day.prompt(id).map(ended)
    }

    /// The last `limit` of today's prompts that are in `state`, oldest first.
    func prompts(in state: Prompt.State, limit: Int) throws -> [Prompt] {
        let day = try day(today)
        let prompts = day.state.records.compactMap(day.prompt).map(ended)
        return prompts.filter { $0.state == state }.suffix(limit)
    }

    /// The prompt as it stands at `now`: one whose time is up has lapsed, even without a fact that says so.
    private func ended(_ prompt: Prompt) -> Prompt {
        var prompt = prompt
        if prompt.state == .open, now >= prompt.window.lapsesAt { prompt.state = .lapsed }
        return prompt
    }
}
