import DoorstepCore
import GRDB

/// The days gone by that the facts of a batch have something to say of. Those of them that are closed get a new
/// revision of their summary, if their figures changed.
struct Corrections {
    private var days = Days()

    /// The days among `days` whose totals have not been made anew yet.
    private var stale = Days()

    private struct Days {
        var dates: Set<LocalDate> = []
        var ranges: Set<ClosedRange<LocalDate>> = []
    }

    /// Days whose doors were observed otherwise than was known. Their totals stay as they are.
    private var observed: Set<ClosedRange<LocalDate>> = []

    /// Nil until a fact of a wrong clock asks for them.
    private var settings: ClockSettings?

    /// Longer ago is not now: what is recorded so late is no visitor of the evening, but a correction.
    static let late = Duration.seconds(60)

    mutating func add(_ date: LocalDate) {
        days.dates.insert(date)
        stale.dates.insert(date)
    }

    /// The day's totals do not hold any more; whether its summary has to be told again is not asked.
    mutating func markStale(_ date: LocalDate) { stale.dates.insert(date) }

    private mutating func add(_ range: ClosedRange<LocalDate>) {
        days.ranges.insert(range)
        stale.ranges.insert(range)
    }

    /// Of those touched, the closed ones, in order.
    func closedDays(_ db: Database) throws -> [LocalDate] {
        var closed = Set(try days.dates.filter { try DayTable.isClosed($0, db) })
        for range in days.ranges.union(observed) {
            closed.formUnion(
                try DayTable.closed(from: range.lowerBound, to: range.upperBound, db))
        }
        return closed.sorted()
    }

    /// Makes the totals anew of the days touched that lie before `today`. Other days have none.
    mutating func renewTotals(before today: LocalDate, _ days: DayReader, _ db: Database) throws {
        var dates = stale.dates
        for range in stale.ranges {
            var date = range.lowerBound
            while date <= range.upperBound {
                dates.insert(date)
                date = date.next
            }
        }
        stale = Days()
        for date in dates.sorted() where date < today {
            try TotalsTable.renew(date, days, db)
        }
    }

    /// Called for every fact once it is in the tables: what concerns the day that is still open, as nearly all do,
    /// must cost nothing.
    mutating func note(_ fact: Fact, floor: Floor, _ db: Database) throws {
        try note(fact, by: fact, floor, db)
    }

    /// `teller` is the fact itself, or the one that voids it.
    private mutating func note(
        _ fact: Fact, by teller: Fact, _ floor: Floor, _ db: Database
    ) throws {
        let at = try moment(of: fact, db)
        switch fact.event {
        case .lapse, .dayClosed: break
        case .dismissal(let dismissal):
            // One that ends today may have begun on a day that is closed.
            let shift = at - fact.at
            note(from: dismissal.from + shift, to: dismissal.to + shift, floor)
            note(dismissal.to + shift, teller, floor)
        case .void(let voided, _):
            if let undone = try FactTable.fact(voided, db) {
                try note(undone, by: teller, floor, db)
            }
        // All days since then were taken to be observed, or not to be.
        case .doorDown, .doorUp:
            if let range = range(from: at, to: teller.recordedAt, floor) { observed.insert(range) }
            note(at, teller, floor)
        case .clockSet(let boot, _):
            settings = nil
            for wrong in try FactTable.untrusted(in: boot, db) {
                // The day that it leaves, the one that it comes to, and those that it speaks of.
                note(wrong.at, teller, floor)
                try note(wrong, by: teller, floor, db)
            }
        default:
            let spokenOf = fact.event.spokenOf
            for other in spokenOf { try note(other, teller, floor, db) }
            if spokenOf.isEmpty { note(at, teller, floor) }
        }
    }

    /// The day of the fact numbered `id`.
    private mutating func note(
        _ id: Sequence, _ fact: Fact, _ floor: Floor, _ db: Database
    ) throws {
        if let record = floor.state[id] { return note(record.at, fact, floor) }
        guard let spokenOf = try FactTable.fact(id, db) else { return }
        note(try moment(of: spokenOf, db), fact, floor)
    }

    private mutating func moment(of fact: Fact, _ db: Database) throws -> Timestamp {
        guard !fact.stamp.isTrusted else { return fact.at }
        let known = try settings ?? FactTable.clockSettings(db)
        settings = known
        return known.moment(of: fact)
    }

    private mutating func note(_ moment: Timestamp, _ fact: Fact, _ floor: Floor) {
        guard floor.day.interval.contains(moment) else {
            add(floor.shop.calendar.tradingDay(containing: moment).date)
            return
        }
        // In the evening, after the closing, visitors are no corrections: when the day ends they are in one revision.
        guard floor.state.isClosed, fact.isCorrection else { return }
        add(floor.day.date)
    }

    private mutating func note(from first: Timestamp, to last: Timestamp, _ floor: Floor) {
        if let range = range(from: first, to: last, floor) { add(range) }
    }

    /// Nil when the time lies in the running day.
    private func range(
        from first: Timestamp, to last: Timestamp, _ floor: Floor
    ) -> ClosedRange<LocalDate>? {
        guard first <= last,
            !floor.day.interval.contains(first) || !floor.day.interval.contains(last)
        else { return nil }
        let calendar = floor.shop.calendar
        return calendar.tradingDay(containing: first)
            .date...calendar.tradingDay(containing: last).date
    }

    /// The closed days in which the clock on the wall shows other times by the zone rules of now than by `former`.
    mutating func note(_ former: ZoneRules, now calendar: ShopCalendar, _ db: Database) throws {
        guard let last = try DayTable.last(db),
            let first = try [DayTable.first(db), TotalsTable.first(db)].compactMap(\.self).min()
        else { return }
        var old = calendar
        old.zone = former
        let calendars = [old, calendar]
        // A day more at both ends: by the other rules the first and the last may reach further.
        let whole = Interval(
            start: calendar.tradingDay(first.previous).interval.start,
            end: calendar.tradingDay(last.next).interval.end)
        for interval in calendar.zone.differences(from: former, in: whole) {
            // Where they part and where they meet again, a day's end may be another's beginning.
            let dates = calendars.flatMap { calendar in
                [interval.start - .milliseconds(1), interval.end].map {
                    calendar.tradingDay(containing: $0).date
                }
            }
            if let first = dates.min(), let last = dates.max() { add(first...last) }
        }
    }
}

extension Fact {
    /// Somebody puts right what was recorded, or tells of it later.
    fileprivate var isCorrection: Bool {
        switch event {
        case .void, .exclusion, .dismissal, .reentry, .tie, .review, .occupancy, .clockSet: true
        default: recordedAt - at >= Corrections.late
        }
    }
}
