/// An hour or a trading day of a report, with its crossings, greetings and coverage.
package struct ReportSpan: Hashable, Sendable {
    /// `13:00`, unique within its day; of a day, `2026-11-21`.
    package let label: String
    package let day: LocalDate
    package let interval: Interval

    /// Nil when nothing was counted, and the span was not observed or an opening is unanswered: zero is then not known.
    package let counts: Counts?

    /// Openings that nobody answered for while the shop was open.
    package let unansweredOpenings: Int

    /// The unobserved parts, as fractions 0...1 of the span; of a day, one part from 0 on for the share of its opening
    /// time.
    package let unobserved: [ClosedRange<Double>]

    package let openMinutes: Int

    /// The observed share of `openMinutes`, 0...1. Nil when it is not known, or when the shop was shut.
    package let coverage: Double?

    /// Whether the coverage can be known: false before the daemon was installed.
    package let isKnown: Bool

    /// The most people inside at once; nil for an hour, and for a day without counts.
    package let peak: Int?

    package struct Counts: Hashable, Sendable {
        /// People, excluded ones too.
        package let entrances: Int
        package let exits: Int

        /// Parties owed a greeting, by timing. All four timings are there, also with 0.
        package let greetings: [GreetingTiming: Int]

        package var due: Int { greetings.values.reduce(0, +) }

        fileprivate var isNothing: Bool { entrances == 0 && exits == 0 && due == 0 }

        package static func + (a: Counts, b: Counts) -> Counts {
            Counts(
                entrances: a.entrances + b.entrances, exits: a.exits + b.exits,
                greetings: a.greetings.merging(b.greetings, uniquingKeysWith: +))
        }

        fileprivate init(
            entrances: Int, exits: Int, due: Int, early: Int, inWindow: Int, late: Int
        ) {
            self.init(
                entrances: entrances, exits: exits,
                greetings: [
                    .early: early, .inWindow: inWindow, .late: late,
                    .never: due - early - inWindow - late,
                ])
        }

        private init(entrances: Int, exits: Int, greetings: [GreetingTiming: Int]) {
            self.entrances = entrances
            self.exits = exits
            self.greetings = greetings
        }
    }

    /// Whether the shop was shut and nobody crossed a door, so that not even a zero is shown.
    package var isShut: Bool { openMinutes == 0 && counts?.isNothing ?? false }

    /// Whether nothing is known of the span.
    package var hasNoCounts: Bool { counts == nil }

    init(_ hour: DayFigures.Hour, of day: DayFigures) {
        let (observation, interval) = (day.observation, hour.interval)
        let open = observation.open.compactMap { $0.intersection(interval) }
        let holes = observation.unobserved.compactMap { $0.intersection(interval) }
        let length = max(1, interval.duration.inSeconds)
        label = hour.label
        self.day = day.day.date
        self.interval = interval
        openMinutes = open.wholeMinutes
        isKnown = observation.isKnown
        coverage =
            isKnown && !open.isEmpty
            ? rounded(
                open.subtracting(holes).duration.inSeconds / max(1, open.duration.inSeconds)) : nil
        unobserved =
            isKnown
            ? holes.map {
                let from = ($0.start - interval.start).inSeconds / length
                return from...max(from, ($0.end - interval.start).inSeconds / length)
            } : []
        unansweredOpenings = hour.counts.unanswered
        let isWatched = isKnown ? coverage != 0 : !day.isSilent
        counts =
            hour.counts.isSilent && (!isWatched || unansweredOpenings > 0)
            ? nil
            : Counts(
                entrances: hour.counts.entrances, exits: hour.counts.exits, due: hour.counts.due,
                early: hour.counts.early, inWindow: hour.counts.inWindow, late: hour.counts.late)
        peak = nil
    }

    init(_ day: DayFigures, calendar: ShopCalendar) {
        let (observation, tally) = (day.observation, day.tally)
        label = day.day.date.description
        self.day = day.day.date
        interval = day.day.interval
        openMinutes = observation.openMinutes
        coverage = observation.share
        isKnown = observation.isKnown
        unansweredOpenings = tally.openings.total.unanswered
        unobserved = coverage.map { $0 < 1 ? [0...(1 - $0)] : [] } ?? []
        let isWatched =
            openMinutes == 0 || (isKnown ? coverage.map { $0 > 0 } ?? true : !day.isSilent)
        counts =
            day.isSilent && (!isWatched || unansweredOpenings > 0)
            ? nil
            : Counts(
                entrances: tally.entrances, exits: tally.exits, due: tally.due, early: tally.early,
                inWindow: tally.inWindow, late: tally.late)
        peak = counts == nil ? nil : tally.peak
    }
}

extension DayFigures {
    /// Whether nobody was counted all day.
    fileprivate var isSilent: Bool { hours.allSatisfy(\.counts.isSilent) }
}
