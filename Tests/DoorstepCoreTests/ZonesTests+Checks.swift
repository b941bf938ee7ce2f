import DoorstepCore
import DoorstepWords
import TestSupport

/// The faults of one trading day: none, whatever the clocks do on it. They are gathered, because an expectation costs
/// more than a check.
struct DayCheck {
    private let day: TradingDay
    private let rules: ZoneChanges
    private let shop: Shop
    private let localHours: [(label: String, interval: Interval)]
    private let open: [Interval]

    private var calendar: ShopCalendar { shop.calendar }

    init(_ day: TradingDay, rules: ZoneChanges, shop: Shop) {
        self.day = day
        self.rules = rules
        self.shop = shop
        localHours = shop.calendar.localHours(of: day)
        open = shop.calendar.openIntervals(of: day)
    }

    var findings: [String] { hours + opening + closing + belonging + summary }

    /// Pieces of at most an hour, each with the clock's own label, from the beginning of the day to its end.
    private var hours: [String] {
        var findings: [String] = []
        var end = day.interval.start
        for hour in localHours {
            let interval = hour.interval
            if interval.start != end { findings.append("\(hour.label) starts off its time") }
            if interval.isEmpty || interval.duration > .seconds(3600) {
                findings.append("\(hour.label) has \(interval.duration)")
            }
            let wall = calendar.wallClock(at: interval.start).time.description
            let offset = calendar.offset(at: interval.start)
            if hour.label != wall && hour.label != wall + written(offset) {
                findings.append("\(hour.label) begins at \(wall)")
            }
            if calendar.offset(at: interval.end - .milliseconds(1)) != offset {
                findings.append("\(hour.label) has a change within")
            }
            end = interval.end
        }
        if end != day.interval.end { findings.append("the hours end at \(end)") }
        if Set(localHours.map(\.label)).count != localHours.count {
            findings.append("a label twice: \(localHours.map(\.label))")
        }
        return findings
    }

    /// `+05:45`
    private func written(_ offset: Int) -> String {
        let minutes = abs(offset) / 60
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }

    /// Every half an hour, against the clock on the wall.
    private var opening: [String] {
        if calendar.hours.weekly == nil {
            return open == [day.interval] ? [] : ["a shop that never shuts is shut"]
        }
        var findings: [String] = []
        if open.merged != open { findings.append("open twice: \(open)") }
        if open.contains(where: { $0.intersection(day.interval) != $0 }) {
            findings.append("open on another day: \(open)")
        }
        let changes = rules.changes(around: day.interval.start, within: 3 * 86400)
        var moment = day.interval.start
        while moment < day.interval.end {
            let (date, time) = calendar.wallClock(at: moment)
            let isOpen = calendar.hours.ranges(on: date).contains { $0.contains(time) }
            // A time that the clock shows twice may be before closing time and after it.
            let isTwofold = changes.contains { change in
                let seconds = Int64(max(0, change.before - change.after))
                return moment >= change.moment - .seconds(seconds)
                    && moment < change.moment + .seconds(seconds)
            }
            if !isTwofold, open.contains(where: { $0.contains(moment) }) != isOpen {
                findings.append("\(calendar.text(moment)): open should be \(isOpen)")
            }
            moment = moment + .seconds(1800)
        }
        return findings
    }

    /// The day closes once, after it has begun and not after the next has: so closings follow each other as days do.
    private var closing: [String] {
        let closing = calendar.closingMoment(of: day)
        let last = open.last?.end ?? day.interval.end
        return closing > day.interval.start && closing >= last && closing <= day.interval.end
            ? [] : ["it closes at \(closing)"]
    }

    private var belonging: [String] {
        let moments = localHours.map(\.interval.start) + [day.interval.end - .milliseconds(1)]
        var findings = moments.filter { calendar.tradingDay(containing: $0) != day }
            .map { "\($0) is in another day" }
        for neighbour in [day.date.previous, day.date.next].map(calendar.tradingDay)
        where neighbour.interval.intersection(day.interval) != nil {
            findings.append("\(neighbour.date) has a part of it")
        }
        return findings
    }

    /// Parties came and left in every hour.
    private var summary: [String] {
        var crossings: [CrossingRecord] = []
        for (index, hour) in localHours.enumerated() {
            crossings.append(crossing(.entrance, index % 3 + 1, at: hour.interval.start, index))
            crossings.append(
                crossing(.exit, index % 2 + 1, at: hour.interval.end - .milliseconds(1), index))
        }
        let summary = Summary(
            of: DayRecord(
                day: day, crossings: crossings, observedSince: Timestamp(seconds: 0)),
            shop: shop, revision: 1, at: day.interval.end)
        let traffic = summary.traffic
        var findings: [String] = []
        func expect(_ isTrue: Bool, _ what: @autoclosure () -> String) {
            if !isTrue { findings.append(what()) }
        }
        expect(traffic.byHour.map(\.hour) == localHours.map(\.label), "hours: \(traffic.byHour)")
        expect(
            traffic.byHour.map(\.entrances) == localHours.indices.map { $0 % 3 + 1 },
            "who came in an hour is in another")
        expect(
            traffic.byHour.map(\.exits) == localHours.indices.map { $0 % 2 + 1 },
            "who left in an hour is in another")
        expect(
            traffic.byHour.reduce(0) { $0 + $1.entrances } == traffic.entrances
                && traffic.byHour.reduce(0) { $0 + $1.exits } == traffic.exits,
            "the hours do not sum to the day")
        expect(
            traffic.byHour.reduce(0) { $0 + $1.due } == summary.greeting.due
                && summary.greeting.due == localHours.count,
            "greetings owed in the hours are not those of the day")
        expect(
            Int64(summary.coverage.openMinutes) * 60_000 == open.duration.milliseconds,
            "\(summary.coverage.openMinutes) minutes open")
        expect(
            summary.period.from == calendar.text(day.interval.start)
                && summary.period.to == calendar.text(day.interval.end),
            "from \(summary.period.from) to \(summary.period.to)")
        return findings
    }

    private func crossing(
        _ direction: CrossingRecord.Direction, _ people: Int, at moment: Timestamp, _ index: Int
    ) -> CrossingRecord {
        CrossingRecord(
            id: Sequence(Int64(index * 2 + (direction == .exit ? 2 : 1))), direction: direction,
            door: "front", at: moment, people: people)
    }
}
