/// The figures that a report draws beside its summary: the same facts by hour, by day, by wait and by quarter of an
/// hour. All of them sum to the summary's own figures.
package struct ReportFigures: Hashable, Sendable {
    /// The hours of every day, in order, from the first to the last in which the shop was open or somebody crossed a
    /// door.
    package let hours: [ReportSpan]

    /// The trading days that have begun, in order.
    package let days: [ReportSpan]
    package let waits: [WaitBin]

    /// The quarters from the first to the last hour in `hours`, as far as the day has gone; empty for a longer period.
    package let quarters: [OccupancyQuarter]

    /// `days` are the days that have begun by `now`; `quarters` are the day's when the period is one day.
    package init(
        _ days: [DayFigures], quarters: [OccupancyQuarter] = [], shop: Shop, at now: Timestamp
    ) {
        hours = days.flatMap { day in day.hours.map { ReportSpan($0, of: day) } }
        self.days = days.map { ReportSpan($0, calendar: shop.calendar) }
        waits = WaitBin.bins(of: days.tally, settings: shop.reception)
        let shown = hours.map(\.interval)
        self.quarters = quarters.filter { quarter in
            guard let first = shown.first, let last = shown.last else { return false }
            return quarter.interval.start >= first.start && quarter.interval.end <= last.end
                && quarter.interval.start < now
        }
    }

    /// Whether a quarter lies in time that was not observed at all.
    package func hasNoCounts(_ quarter: OccupancyQuarter) -> Bool {
        hours.first { $0.interval.intersection(quarter.interval) != nil }?.hasNoCounts ?? false
    }

    /// The hours of all days by the hour that the clock strikes, in the order of a trading day. `start` is when
    /// trading days begin.
    package func hoursOfDay(from start: TimeOfDay) -> [HourOfDay] {
        let first = start.seconds / 3600
        var byHour: [Int: [ReportSpan]] = [:]
        for hour in hours { byHour[Int(hour.label.prefix(2)) ?? 0, default: []].append(hour) }
        let order = byHour.keys.sorted { a, b in (a - first + 24) % 24 < (b - first + 24) % 24 }
        return order.map { HourOfDay(label: padded($0, 2) + ":00", spans: byHour[$0] ?? []) }
    }
}

/// All hours of a period that have the same label on the clock.
package struct HourOfDay: Hashable, Sendable {
    /// `13:00`
    package let label: String

    /// The hours by time, both of them where the clock strikes one twice.
    package let spans: [ReportSpan]

    /// The sum of the known counts; nil when there are none.
    package var counts: ReportSpan.Counts? {
        spans.compactMap(\.counts).reduce(nil) { sum, next in sum.map { $0 + next } ?? next }
    }

    /// The number of hours that were observed from beginning to end.
    package var observed: Int { spans.count { $0.isKnown && $0.unobserved.isEmpty } }
}

extension OccupancyQuarter {
    package static func quarters(of record: DayRecord, shop: Shop) -> [OccupancyQuarter] {
        quarters(
            of: DayFrame(record.day, shop: shop), crossings: record.crossings,
            recounts: record.recounts, calendar: shop.calendar)
    }
}

/// A report: a period with its summary and figures, read from the ledger at one moment.
package struct Report: Sendable {
    package let period: SummaryPeriod
    package let summary: Summary
    package let figures: ReportFigures

    package init(period: SummaryPeriod, summary: Summary, figures: ReportFigures) {
        self.period = period
        self.summary = summary
        self.figures = figures
    }
}
