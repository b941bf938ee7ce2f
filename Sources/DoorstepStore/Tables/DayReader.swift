import DoorstepCore
import Foundation
import GRDB

/// Days as the ledger has them at one moment, folded from their facts. A batch of facts that come late, all of one day,
/// folds that day once and lets it grow. A few days are kept; the others are folded again when somebody asks again.
final class DayReader {
    private let shop: Shop
    private let now: Timestamp
    private let today: LocalDate
    private let db: Database
    private var folded: [LocalDate: Day] = [:]

    /// Enough for a party that goes out before midnight and comes back after it, and for a correction of either day.
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
        takeFresh()
        if let day = folded[date] { return day }
        if folded.count == Self.mostKept, let oldest = folded.keys.min() { folded[oldest] = nil }
        let tradingDay = shop.calendar.tradingDay(date)
        let day = Day(
            shop: shop, day: tradingDay, facts: try FactTable.facts(of: tradingDay, db))
        folded[date] = day
        return day
    }

    /// Takes in a fact that is in the ledger now. `excluded` says that the next one will exclude it.
    func apply(_ fact: Fact, excluded reason: ExclusionReason? = nil) {
        guard !folded.isEmpty else { return }
        // It may move facts from one day to another.
        if case .clockSet = fact.event { return forget() }
        fresh.append((fact, reason))
    }

    /// Lets go of what was folded: the ledger is not what it was.
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

    /// A prompt whose time is up has lapsed, whether a fact says so or not.
    private func ended(_ prompt: Prompt) -> Prompt {
        var prompt = prompt
        if prompt.state == .open, now >= prompt.window.lapsesAt { prompt.state = .lapsed }
        return prompt
    }
}

/// The totals of days that are over: one row each, made anew in the transaction of every fact that changes them.
enum TotalsTable {
    static func totals(_ date: LocalDate, _ db: Database) throws -> DayTotals? {
        let statement = try db.cachedStatement(sql: "SELECT totals FROM day WHERE date = ?")
        guard let text = try String.fetchOne(statement, arguments: [date.description]) else {
            return nil
        }
        // A row of a version that knew other figures is as good as none.
        return try? JSONDecoder().decode(DayTotals.self, from: Data(text.utf8))
    }

    /// The dates that have a row which can be used.
    static func dates(_ db: Database) throws -> Set<LocalDate> {
        Set(
            try String.fetchAll(db, sql: "SELECT date FROM day").compactMap(LocalDate.init)
                .filter { try totals($0, db) != nil })
    }

    /// The first that has a row.
    static func first(_ db: Database) throws -> LocalDate? {
        try String.fetchOne(db, sql: "SELECT min(date) FROM day").flatMap(LocalDate.init)
    }

    /// Takes the day's row away: from then on the day is folded for each question.
    static func forget(_ date: LocalDate, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM day WHERE date = ?", arguments: [date.description])
    }

    /// Days from `date` on are not over: none of them may have a row, which nobody would renew.
    static func forget(from date: LocalDate, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM day WHERE date >= ?", arguments: [date.description])
    }

    /// Folds the day again and replaces its row. A day on which nothing was counted has none.
    static func renew(_ date: LocalDate, _ reader: DayReader, _ db: Database) throws {
        let totals = try reader.folded(date)
        guard totals != DayTotals(empty: date) else {
            return try forget(date, db)
        }
        try db.execute(
            sql: "INSERT OR REPLACE INTO day (date, totals) VALUES (?, ?)",
            arguments: [date.description, try JSONWriter.string(totals)])
    }
}
