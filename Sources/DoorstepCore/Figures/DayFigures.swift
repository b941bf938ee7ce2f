/// The figures of one trading day, from which summaries are made.
package struct DayFigures: Sendable {
    package let day: TradingDay
    package let tally: Tally
    package let observation: Observation

    /// The hours from the first to the last in which the shop was open or somebody crossed a door, in order.
    let hours: [Hour]
    let hasImports: Bool
    let hasRedated: Bool
    let episodes: [DayRecord.Episode]

    /// The number of voided crossings and of recounts.
    let corrections: Int

    struct Hour: Hashable, Sendable {
        /// `13:00`; where the clock strikes an hour twice, the second with its offset: `02:00+01:00`.
        let label: String

        /// The hour's time; of an hour of day over several days, the first of its hours.
        let interval: Interval
        var counts: DayTally.Hour

        /// Whether the hour was observed from beginning to end; nil when that is not known.
        var isCovered: Bool?

        /// Entrances, without those of hours known not to be fully covered.
        var coveredEntrances: Int
    }

    /// `frame` is that of the day by the rules of now: it says which hours the shop is open.
    package init(_ totals: DayTotals, _ observation: Observation, frame: DayFrame) {
        day = frame.day
        tally = totals.tally
        self.observation = observation
        hasImports = totals.hasImports
        hasRedated = totals.hasRedated
        episodes = totals.episodes
        corrections = totals.corrections
        let counted = Set(totals.hours.map(\.from))
        let shown = frame.intervals.indices.filter {
            let interval = frame.intervals[$0]
            return counted.contains(interval.start) || observation.isOpen(in: interval)
        }
        let all = shown.first.flatMap { first in shown.last.map { first...$0 } }
        let others = frame.intervals.indices.compactMap { index -> DayTotals.Hour? in
            let interval = frame.intervals[index]
            guard all?.contains(index) == true, !counted.contains(interval.start) else {
                return nil
            }
            return DayTotals.Hour(
                label: frame.labels[index], from: interval.start, to: interval.end,
                counts: DayTally.Hour())
        }
        hours = (totals.hours + others).sorted { $0.from < $1.from }.map { hour in
            let isCovered = observation.covers(hour.interval)
            return Hour(
                label: hour.label, interval: hour.interval, counts: hour.counts,
                isCovered: isCovered,
                coveredEntrances: isCovered == false ? 0 : hour.counts.entrances)
        }
    }
}

extension [DayFigures] {
    /// The tally of all days together.
    package var tally: Tally {
        reduce(into: Tally()) { $0.merge($1.tally) }
    }

    /// The scheduled minutes of all days, as far as they have gone.
    var openMinutes: Int { reduce(0) { $0 + $1.observation.openMinutes } }

    /// Whether a mad door's crossings are in the totals.
    var isDoubtful: Bool { contains { $0.episodes.contains { !$0.isExcluded } } }

    /// The hours of all days by hour of day, in the order of a trading day: `13:00` sums every 13:00 to 14:00, also
    /// where the clock strikes an hour twice.
    func hoursOfDay(from start: TimeOfDay) -> [DayFigures.Hour] {
        var byHour: [Int: DayFigures.Hour] = [:]
        for hour in flatMap(\.hours) {
            let number = Int(hour.label.prefix(2)) ?? 0
            guard var known = byHour[number] else {
                byHour[number] = DayFigures.Hour(
                    label: padded(number, 2) + ":00", interval: hour.interval,
                    counts: hour.counts, isCovered: hour.isCovered,
                    coveredEntrances: hour.coveredEntrances)
                continue
            }
            known.counts.add(hour.counts)
            known.coveredEntrances += hour.coveredEntrances
            if known.isCovered != hour.isCovered {
                known.isCovered = known.isCovered == false || hour.isCovered == false ? false : nil
            }
            byHour[number] = known
        }
        let first = start.seconds / 3600
        return byHour.sorted { ($0.key - first + 24) % 24 < ($1.key - first + 24) % 24 }
            .map(\.value)
    }
}
