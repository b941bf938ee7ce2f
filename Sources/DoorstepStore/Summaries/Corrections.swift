import DoorstepCore
import GRDB

/// The past days that the facts of a batch change. Closed ones get a new revision of their summary, if their figures
/// changed.
struct Corrections {
    private var days = Days()

    /// The days among `days` whose totals have not been made anew yet.
    private var stale = Days()

    private struct Days {
        var dates: Set<LocalDate> = []
        var ranges: Set<ClosedRange<LocalDate>> = []
    }

    /// Days whose coverage changes. Their totals stay as they are.
    private var observed: Set<ClosedRange<LocalDate>> = []

    /// The settings of clocks; nil until a fact of a wrong clock needs them.
    private var settings: ClockSettings?

    /// The delay from which on an event counts as a correction of its day, not as live traffic.
    static let late = Duration.seconds(60)

    mutating func add(_ date: LocalDate) {
        days.dates.insert(date)
        stale.dates.insert(date)
    }

    /// Has the day's totals made anew. This alone makes no new revision of its summary.
    mutating func markStale(_ date: LocalDate) { stale.dates.insert(date) }

    private mutating func add(_ range: ClosedRange<LocalDate>) {
        days.ranges.insert(range)
        stale.ranges.insert(range)
    }

    /// The closed days among those changed, in order.
    func closedDays(_ db: Database) throws -> [LocalDate] {
        var closed = Set(try days.dates.filter { try DayTable.isClosed($0, db) })
        for range in days.ranges.union(observed) {
            closed.formUnion(
                try DayTable.closed(from: range.lowerBound, to: range.upperBound, db))
        }
        return closed.sorted()
    }

    /// Makes the totals anew of the changed days before `today`. Other days have none.
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

    /// Notes the days that a fact changes. It is called for every fact once it is in the tables, so it must cost
    /// nothing for facts of the day that is still open, as nearly all are.
    mutating func note(_ fact: Fact, floor: Floor, _ db: Database) throws {
        try note(fact, by: fact, floor, db)
    }

    /// Notes the days that `fact` changes. `cause` is the fact itself, or the one that voids it or dates it anew.
    private mutating func note(
        _ fact: Fact, by cause: Fact, _ floor: Floor, _ db: Database
    ) throws {
        let at = try moment(of: fact, db)
        switch fact.event {
        case .lapse, .dayClosed: break
        case .dismissal(let dismissal):
            // A dismissal that ends today may begin on a day that is closed.
            let shift = at - fact.at
            note(from: dismissal.from + shift, to: dismissal.to + shift, floor)
            note(dismissal.to + shift, cause, floor)
        case .void(let voided, _):
            if let undone = try FactTable.fact(voided, db) {
                try note(undone, by: cause, floor, db)
            }
        // The coverage of all days since then changes.
        case .doorDown, .doorUp:
            if let range = range(from: at, to: cause.recordedAt, floor) { observed.insert(range) }
            note(at, cause, floor)
        case .clockSet(let boot, _):
            settings = nil
            for wrong in try FactTable.untrusted(in: boot, db) {
                // The day that the fact leaves, the day that it comes to, and the days of facts that it is about.
                note(wrong.at, cause, floor)
                try note(wrong, by: cause, floor, db)
            }
        default:
            let spokenOf = fact.event.spokenOf
            for other in spokenOf { try note(other, cause, floor, db) }
            if spokenOf.isEmpty { note(at, cause, floor) }
        }
    }

    /// Notes the day of the fact numbered `id`.
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
        // Visitors after the closing are no corrections: when the day ends they come into one revision.
        guard floor.state.isClosed, fact.isCorrection else { return }
        add(floor.day.date)
    }

    private mutating func note(from first: Timestamp, to last: Timestamp, _ floor: Floor) {
        if let range = range(from: first, to: last, floor) { add(range) }
    }

    /// The days of a time; nil when it lies in the running day.
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

    /// Notes the closed days in which the clock on the wall shows other times by the zone rules of now than by
    /// `former`.
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
            // At both ends of the interval the two sets of rules may put a moment in different days.
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
    /// Whether the fact corrects earlier ones, or was recorded late.
    fileprivate var isCorrection: Bool {
        switch event {
        case .void, .exclusion, .dismissal, .reentry, .tie, .review, .occupancy, .clockSet: true
        default: recordedAt - at >= Corrections.late
        }
    }
}
