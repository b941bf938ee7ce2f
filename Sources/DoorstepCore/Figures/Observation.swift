/// The observation of a trading day, from which its coverage is made.
package struct Observation: Hashable, Sendable {
    /// The opening times, as far as the day has gone.
    let open: [Interval]

    /// The parts of `open` in which some door was not observed, and the gaps of each door with their reasons.
    let unobserved: [Interval]
    let gaps: [DayRecord.Gap]

    /// Whether the coverage can be known: false for a day before the daemon was installed.
    package let isKnown: Bool

    /// The observation of the part of `day` that has passed by `now`. The shop is observed while every door is.
    package init(
        of day: TradingDay, shop: Shop, gaps: [DayRecord.Gap], since: Timestamp?, now: Timestamp
    ) {
        let past = Interval(
            start: day.interval.start, end: min(max(now, day.interval.start), day.interval.end))
        open = shop.calendar.openIntervals(of: day).compactMap { $0.intersection(past) }
        guard let since, since < day.interval.end else {
            (unobserved, self.gaps, isKnown) = (open, [], false)
            return
        }
        var all = gaps
        if since > day.interval.start {
            let before = Interval(start: day.interval.start, end: since)
            all += shop.doors.map {
                DayRecord.Gap(
                    door: $0.name, interval: before, reason: GapReason.notYetInstalled.rawValue)
            }
        }
        self.gaps = all.flatMap { [open] gap in
            open.compactMap { $0.intersection(gap.interval) }
                .map { DayRecord.Gap(door: gap.door, interval: $0, reason: gap.reason) }
        }.sorted { ($0.interval.start, $0.door) < ($1.interval.start, $1.door) }
        unobserved = self.gaps.map(\.interval).merged
        isKnown = true
    }

    package var openMinutes: Int { open.wholeMinutes }

    /// The opening minutes in which every door was observed; nil when that is not known.
    package var observedMinutes: Int? {
        isKnown ? open.subtracting(unobserved).wholeMinutes : nil
    }

    /// The opening minutes in which one door was observed; nil when that is not known.
    func observedMinutes(of door: String) -> Int? {
        guard isKnown else { return nil }
        return open.subtracting(gaps.filter { $0.door == door }.map(\.interval).merged).wholeMinutes
    }

    /// The coverage, 0...1; nil when it is not known, or when the shop was not open.
    package var share: Double? {
        guard let observedMinutes, openMinutes > 0 else { return nil }
        return rounded(Double(observedMinutes) / Double(openMinutes))
    }

    /// Whether the doors were observed for all of the open part of `hour`; nil when that is not known.
    func covers(_ hour: Interval) -> Bool? {
        isKnown ? !unobserved.contains { $0.intersection(hour) != nil } : nil
    }

    func isOpen(in hour: Interval) -> Bool { open.contains { $0.intersection(hour) != nil } }

    /// The coverage below which a total is a lower bound: DESIGN section 8.
    package static let threshold = 0.8
}

extension [Interval] {
    var wholeMinutes: Int { Int((duration.inSeconds / 60).rounded()) }
}
