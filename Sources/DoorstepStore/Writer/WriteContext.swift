import DoorstepCore
import Foundation
import GRDB

/// One batch under way: the transaction, the clock as it was read for it, the floor that follows the
/// facts, and what has been recorded so far.
final class WriteContext {
    let db: Database
    let clock: ClockReading
    private(set) var floor: Floor

    /// The days gone by that this batch has to do with.
    private(set) var days: DayReader
    private(set) var recorded: [Recorded] = []
    private(set) var last: Sequence

    /// The last fact before the batch.
    private let lastBefore: Sequence

    /// The last facts that a person may undo.
    private(set) var recent: RecentFacts

    /// Closed days that this batch may have changed.
    var corrections = Corrections()

    /// Whether deliveries were queued.
    var hasQueued = false
    let boot: Boot
    private let changesBefore: Int
    private var chance: any RandomNumberGenerator

    init(
        db: Database, clock: ClockReading, boot known: Boot?, floor: Floor, recent: RecentFacts,
        chance: any RandomNumberGenerator = SystemRandomNumberGenerator()
    ) throws {
        self.db = db
        changesBefore = db.totalChangesCount
        self.clock = clock
        self.floor = floor
        self.recent = recent
        days = DayReader(shop: floor.shop, now: clock.now, db)
        last = floor.state.sequence
        lastBefore = last
        self.chance = chance
        let id = clock.stamp.boot
        boot =
            if let known, known.id == id { known } else {
                Boot(id: id, number: try FactTable.number(ofBoot: id, db))
            }
        shareRunningDay()
    }

    /// Lets `days` have the floor's day instead of reading it again, with a month's summary for example.
    private func shareRunningDay() {
        days.running = { [unowned self] in floor.today }
    }

    /// A boot of the machine, and the number that stands for it in the facts.
    struct Boot {
        let id: String
        let number: Int64
    }

    /// Whether a commit of this batch proves that the disk takes what we write.
    private(set) var hasWritten = false

    /// The last thing before the commit.
    func finish() throws {
        if recent.isStale { recent = try FactTable.recent(db) }
        hasWritten = db.totalChangesCount > changesBefore
    }

    /// Decides on a command and records what it becomes; the answer is the command's own fact.
    func carryOut(_ command: Command) throws -> Recorded? {
        let history = LedgerHistory(db: db, days: days)
        guard let decision = try floor.decide(command, clock: clock, history: history) else {
            return nil
        }
        for draft in decision.before { _ = try append(draft) }
        let answer = try append(
            decision.fact, excluded: decision.exclusion(of: last.next),
            isImport: command.isImport)
        for draft in decision.after { _ = try append(draft) }
        return answer
    }

    private func append(
        _ draft: Draft, excluded reason: ExclusionReason? = nil, isImport: Bool = false
    ) throws -> Recorded {
        let fact = Fact(
            sequence: last.next,
            id: draft.id ?? FactID(at: clock.now, random: (chance.next(), chance.next())),
            at: draft.at, recordedAt: clock.now, source: draft.source, by: draft.by,
            stamp: clock.stamp, event: draft.event)
        try FactTable.insert(fact, boot: boot.number, db)
        try GapTable.apply(fact, db)
        floor.apply(fact, excluded: reason)
        recent.note(fact)
        days.apply(fact, excluded: reason)
        try corrections.note(fact, floor: floor, db)
        last = fact.sequence
        // The prompts of an old history are not asked for: to know them its days would have to be folded.
        let prompt =
            isImport
            ? fact.event.prompt(of: fact.sequence).flatMap(floor.prompt)
            : try prompt(touchedBy: fact)
        let result = Recorded(fact: fact, prompt: prompt)
        recorded.append(result)
        return result
    }

    /// A fact that is in the ledger, with its prompt as it stands now.
    func recorded(_ sequence: Sequence) throws -> Recorded {
        guard let fact = try FactTable.fact(sequence, db) else {
            throw LedgerError.failed("fact \(sequence) is not in the ledger")
        }
        return Recorded(fact: fact, prompt: try prompt(touchedBy: fact))
    }

    /// The prompt that the fact opened or ended, as it stands now.
    private func prompt(touchedBy fact: Fact) throws -> Prompt? {
        try fact.event.prompt(of: fact.sequence).flatMap { try floor.prompt($0) ?? days.prompt($0) }
    }

    /// Moves the floor to the trading day of now.
    ///
    /// A clock that cannot be right moves it nowhere: today stays as it is until the clock is set. Of a day that the
    /// ledger has facts of already, because the clock was set back or somebody came as it began, the floor is that of
    /// the facts.
    func roll() throws {
        let day = floor.shop.calendar.tradingDay(containing: clock.now)
        guard day != floor.day, clock.stamp.isTrusted else { return }
        // The day is over: it leaves its totals. Visitors after its closing come into the summary once, and not one by
        // one.
        corrections.add(floor.day.date)
        let known = try FloorTable.floor(shop: floor.shop, at: clock.now, db)
        if known.isEmpty { floor.begin(day) } else { floor = known }
    }

    /// Sees to it that days have totals once they are over, and not before: a row of the floor's day, or of a later
    /// one, would be renewed by nobody. `former` is the floor's day before the batch; nil in the first batch after an
    /// opening.
    func settleTotals(since former: LocalDate?) throws {
        guard floor.day.date != former else { return }
        try TotalsTable.forget(from: floor.day.date, db)
        // The daemon may have been away when that day ended.
        if former == nil, let last = try FactTable.fact(lastBefore, db) {
            let day = floor.shop.calendar.tradingDay(containing: last.recordedAt)
            corrections.markStale(day.date)
        }
    }

    /// The words in use once this batch is committed, if it changes them.
    private(set) var scripts: ScriptBook?

    func use(_ scripts: ScriptBook) {
        floor.use(scripts)
        self.scripts = scripts
    }

    /// Whether the floor goes by other zone rules than before this batch.
    private(set) var hasNewZoneRules = false

    /// Goes by these zone rules. The floor is the one that a daemon started now would have; closed days are corrected
    /// if they were made with other rules of the same zone.
    ///
    /// - Returns: false when closed days wait until the clock is right.
    func use(_ rules: ZoneRules) throws -> Bool {
        if rules != floor.shop.calendar.zone {
            var shop = floor.shop
            shop.calendar.zone = rules
            floor = try FloorTable.floor(shop: shop, at: clock.now, db)
            days = DayReader(shop: shop, now: clock.now, db)
            shareRunningDay()
            hasNewZoneRules = true
        }
        guard clock.stamp.isTrusted else { return false }
        let former = try ZoneTable.rules(db)
        guard former != rules else { return true }
        try ZoneTable.keep(rules, db)
        // The shop's settings may name another zone than last year's: what was closed stays as it was.
        if let former, former.name == rules.name {
            try corrections.note(former, now: floor.shop.calendar, db)
        }
        return true
    }

    /// A part of the batch that goes in whole or not at all.
    func atomically<Value>(_ body: () throws -> Value) throws -> Value {
        let (floor, recent, last, recorded) = (floor, recent, last, recorded)
        let (corrections, hasQueued) = (corrections, hasQueued)
        do {
            var value: Value?
            try db.inSavepoint {
                value = try body()
                return .commit
            }
            guard let value else { throw LedgerError.failed("a part of the batch had no result") }
            return value
        } catch {
            (self.floor, self.recent, self.last, self.recorded) = (floor, recent, last, recorded)
            (self.corrections, self.hasQueued) = (corrections, hasQueued)
            days.forget()
            throw error
        }
    }
}

extension Command {
    /// Whether it brings in a fact that was made elsewhere.
    fileprivate var isImport: Bool {
        if case .restore = request { true } else { false }
    }
}

/// The past, as the floor asks for it, read from the ledger.
struct LedgerHistory: History {
    let db: Database
    let days: DayReader

    func fact(_ sequence: Sequence) throws -> Fact? { try FactTable.fact(sequence, db) }

    func voider(of sequence: Sequence) throws -> Sequence? {
        try FactTable.voider(of: sequence, db)
    }

    func prompt(_ id: Sequence) throws -> Prompt? { try days.prompt(id) }

    func hasCrossings(at door: String, from first: Timestamp, to last: Timestamp) throws -> Bool {
        try FactTable.hasCrossings(
            at: door, in: Interval(start: first, end: last + .milliseconds(1)), db)
    }

    func isClosed(_ day: LocalDate) throws -> Bool { try DayTable.isClosed(day, db) }
}
