import Foundation

/// Makes the summary of one trading day: figures by the definitions of DESIGN section 8.
package struct DaySummary {
    private let shop: Shop
    private let record: DayRecord
    private let now: Timestamp
    private let visitors: [CrossingRecord]

    package static func make(
        shop: Shop, record: DayRecord, revision: Int, at now: Timestamp
    ) -> Summary {
        DaySummary(shop: shop, record: record, now: now).summary(revision: revision)
    }

    private init(shop: Shop, record: DayRecord, now: Timestamp) {
        self.shop = shop
        self.record = record
        self.now = now
        visitors = record.crossings.filter { $0.excluded == nil && $0.direction != .opening }
    }

    private var calendar: ShopCalendar { shop.calendar }
    private var day: TradingDay { record.day }

    private func summary(revision: Int) -> Summary {
        let observation = observation
        return Summary(
            type: "summary.day", timestamp: now, shop: shop.name,
            period: Summary.Period(
                kind: "day", id: day.date.description, from: calendar.text(day.interval.start),
                to: calendar.text(day.interval.end), timeZone: calendar.timeZone.identifier),
            coverage: observation.coverage, traffic: traffic(observation),
            greeting: greeting, farewell: farewell,
            data: Summary.Provenance(
                revision: revision, madeAt: calendar.text(now), notes: notes(observation.coverage)))
    }
}

// MARK: Coverage

extension DaySummary {
    private struct Observation {
        let open: [Interval]
        let unobserved: [Interval]
        let isKnown: Bool
        let coverage: Summary.Coverage
    }

    /// The shop is observed while every door is. Only the part of the day that has passed is scheduled.
    private var observation: Observation {
        let past = Interval(
            start: day.interval.start, end: min(max(now, day.interval.start), day.interval.end))
        let open = calendar.openIntervals(of: day).compactMap { $0.intersection(past) }
        let openMinutes = minutes(open)
        guard let since = record.observedSince, since < day.interval.end else {
            return Observation(
                open: open, unobserved: open, isKnown: false,
                coverage: Summary.Coverage(
                    openMinutes: openMinutes, observedMinutes: nil, share: nil, gaps: []))
        }
        var gaps = record.gaps
        if since > day.interval.start {
            let before = Interval(start: day.interval.start, end: since)
            gaps += shop.doors.map {
                DayRecord.Gap(door: $0.name, interval: before, reason: "not yet installed")
            }
        }
        let shown = gaps.flatMap { gap in
            open.compactMap { $0.intersection(gap.interval) }
                .map { DayRecord.Gap(door: gap.door, interval: $0, reason: gap.reason) }
        }.sorted { ($0.interval.start, $0.door) < ($1.interval.start, $1.door) }
        let unobserved = shown.map(\.interval).merged
        let observed = minutes(open.subtracting(unobserved))
        return Observation(
            open: open, unobserved: unobserved, isKnown: true,
            coverage: Summary.Coverage(
                openMinutes: openMinutes, observedMinutes: observed,
                share: openMinutes == 0 ? nil : rounded(Double(observed) / Double(openMinutes)),
                gaps: shown.map {
                    Summary.Coverage.Gap(
                        door: $0.door, from: calendar.text($0.interval.start),
                        to: calendar.text($0.interval.end), reason: $0.reason)
                }))
    }

    private func minutes(_ intervals: [Interval]) -> Int {
        Int((intervals.duration.inSeconds / 60).rounded())
    }

    private func notes(_ coverage: Summary.Coverage) -> [String] {
        var notes: [String] = []
        if now < calendar.closingMoment(of: day) {
            notes.append("day-open: the day is not over; these figures will grow")
        }
        if coverage.observedMinutes == nil, !record.crossings.isEmpty {
            notes.append("coverage-unknown: how well this day was observed is not known")
        }
        if let share = coverage.share, share < Self.coverageThreshold {
            notes.append(
                "low-coverage: the doors were observed for part of the opening time only; totals are lower bounds"
            )
        }
        if record.crossings.contains(where: \.isImported) {
            notes.append(
                "imported: some crossings come from an older counter; nobody was prompted for them")
        }
        return notes
    }

    /// Below it a total is a lower bound: DESIGN section 8.
    private static let coverageThreshold = 0.8
}

// MARK: Traffic

extension DaySummary {
    private func traffic(_ observation: Observation) -> Summary.Traffic {
        let all = record.crossings
        let entrances = people(all, .entrance)
        let excluded = people(all.filter { $0.excluded != nil }, .entrance)
        let hours = hours(observation)
        return Summary.Traffic(
            entrances: entrances, exits: people(all, .exit),
            parties: visitors.count { $0.direction == .entrance }, excluded: excluded,
            footfall: entrances - excluded, peakOccupancy: peakOccupancy,
            drift: people(visitors, .entrance) - people(visitors, .exit),
            meanDwellSeconds: meanDwell,
            busiestHour: busiest(hours, observation), byHour: hours.map(\.figures))
    }

    private func people(
        _ crossings: [CrossingRecord], _ direction: CrossingRecord.Direction
    ) -> Int {
        crossings.reduce(0) { $0 + ($1.direction == direction ? $1.people : 0) }
    }

    /// The highest running sum of the day; a recount sets it.
    private var peakOccupancy: Int {
        enum Step {
            case change(Int)
            case set(Int)
        }
        var steps: [(Timestamp, Step)] = visitors.map {
            ($0.at, .change($0.direction == .entrance ? $0.people : -$0.people))
        }
        steps += record.recounts.map { ($0.at, .set($0.people)) }
        var inside = 0
        var peak = 0
        for (_, step) in steps.sorted(by: { $0.0 < $1.0 }) {
            switch step {
            case .change(let people): inside += people
            case .set(let people): inside = people
            }
            peak = max(peak, inside)
        }
        return peak
    }

    /// ∫ corrected occupancy dt / E. When fewer left than came, each exit stands for E/X people, else each
    /// entrance for X/E: the sums then agree, and the mean is that of exits less that of entrances.
    private var meanDwell: Double? {
        func mean(_ direction: CrossingRecord.Direction) -> Double? {
            let crossings = visitors.filter { $0.direction == direction }
            let total = crossings.reduce(0) { $0 + $1.people }
            guard total > 0 else { return nil }
            let sum = crossings.reduce(0.0) {
                $0 + ($1.at - day.interval.start).inSeconds * Double($1.people)
            }
            return sum / Double(total)
        }
        guard let entered = mean(.entrance), let left = mean(.exit), left >= entered else {
            return nil
        }
        return (left - entered).rounded()
    }

    private typealias HourFigures = (interval: Interval, figures: Summary.Traffic.Hour)

    /// The hours in which the shop was open or somebody crossed a door.
    private func hours(_ observation: Observation) -> [HourFigures] {
        calendar.localHours(of: day).compactMap { label, interval in
            let crossings = record.crossings.filter { interval.contains($0.at) }
            let isOpen = observation.open.contains { $0.intersection(interval) != nil }
            guard isOpen || !crossings.isEmpty else { return nil }
            let greeted = crossings.count {
                $0.direction == .entrance && $0.excluded == nil && isGreeted($0)
            }
            return (
                interval,
                Summary.Traffic.Hour(
                    hour: label, entrances: people(crossings, .entrance),
                    exits: people(crossings, .exit), greeted: greeted)
            )
        }
    }

    private func busiest(_ hours: [HourFigures], _ observation: Observation) -> String? {
        let covered = hours.filter { hour in
            !observation.isKnown
                || !observation.unobserved.contains { $0.intersection(hour.interval) != nil }
        }
        let most = covered.map(\.figures).max { a, b in
            (a.entrances, b.hour) < (b.entrances, a.hour)
        }
        return most.flatMap { $0.entrances > 0 ? $0.hour : nil }
    }
}

// MARK: Reception

extension DaySummary {
    private func isGreeted(_ crossing: CrossingRecord) -> Bool {
        crossing.answer == .said || crossing.answer == .ownWords
    }

    private var greeting: Summary.Greeting {
        let due = visitors.filter { $0.direction == .entrance && !$0.isImported }
        var counts: [Window.Timing: Int] = [:]
        var waits: [Duration?] = []
        for entrance in due {
            guard isGreeted(entrance), let answeredAt = entrance.answeredAt else {
                waits.append(nil)
                continue
            }
            let window = Window(.greeting, at: entrance.at, settings: shop.reception)
            counts[window.timing(of: answeredAt), default: 0] += 1
            waits.append(answeredAt - entrance.at)
        }
        let inWindow = counts[.inWindow] ?? 0
        return Summary.Greeting(
            due: due.count, early: counts[.early] ?? 0, inWindow: inWindow,
            late: counts[.late] ?? 0, never: due.count - counts.values.reduce(0, +),
            share: Rate(inWindow, of: due.count),
            waitSeconds: Summary.Greeting.Waits(
                p50: percentile(50, of: waits)?.inSeconds,
                p90: percentile(90, of: waits)?.inSeconds))
    }

    private var farewell: Summary.Farewell {
        let due = visitors.filter { $0.direction == .exit && !$0.isImported }
        let said = due.filter(isGreeted)
        return Summary.Farewell(
            due: due.count, said: said.count,
            thanked: said.count { $0.observed.thanks == true },
            invited: said.count { $0.observed.invitation == true },
            share: Rate(said.count, of: due.count))
    }
}
