/// The totals that a day leaves when it is over, from which the figures of weeks and months are added up.
///
/// They depend on the day's facts and on the rules of the time when they were made (hours, windows), and on nothing
/// that may still change by itself: the observation of the doors is added when figures are asked for.
package struct DayTotals: Hashable, Sendable, Codable {
    let date: LocalDate
    let tally: Tally

    /// The hours in which anything was counted, in order.
    let hours: [Hour]
    let hasImports: Bool
    let hasRedated: Bool
    let episodes: [DayRecord.Episode]

    /// The number of voided crossings and of recounts.
    let corrections: Int

    struct Hour: Hashable, Sendable, Codable {
        /// `13:00`; where the clock strikes an hour twice, the second with its offset: `02:00+01:00`.
        let label: String
        let from: Timestamp
        let to: Timestamp
        let counts: DayTally.Hour

        var interval: Interval { Interval(start: from, end: to) }
    }

    package init(_ record: DayRecord, shop: Shop) {
        let day = DayTally(DayFrame(record.day, shop: shop), record)
        date = record.day.date
        tally = day.tally
        hours = day.hours.indices.compactMap { index in
            guard day.hours[index] != DayTally.Hour() else { return nil }
            let interval = day.frame.intervals[index]
            return Hour(
                label: day.frame.labels[index], from: interval.start, to: interval.end,
                counts: day.hours[index])
        }
        hasImports = day.hasImports
        hasRedated = record.hasRedated
        episodes = record.episodes
        corrections = record.recounts.count + record.voided
    }

    /// Of a day of which there is no fact.
    package init(empty date: LocalDate) {
        self.date = date
        (tally, hours, episodes) = (Tally(), [], [])
        (hasImports, hasRedated, corrections) = (false, false, 0)
    }
}
