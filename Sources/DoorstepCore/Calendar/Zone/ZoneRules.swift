/// The rules of one time zone: the offsets from Greenwich, and the moments from which they hold.
///
/// A pure value, made from the bytes of a zoneinfo file (RFC 9636). Another module reads the file: the rules are those
/// of the machine, never a copy that was compiled in (DESIGN section 5).
package struct ZoneRules: Sendable {
    /// IANA: `Europe/Paris`.
    package let name: String

    /// The bytes of the zoneinfo file; empty for `utc`. Rules are equal when these and the name are.
    package let file: [UInt8]

    /// By time; the first begins before all others. Neighbours differ in their offset.
    private let spans: [Span]

    /// The years that repeat for ever; nil when nothing changes after the last span has begun.
    private let era: Era?

    /// The offset that holds from `start` on, until the next span begins.
    struct Span: Hashable, Sendable {
        /// Seconds since 1970.
        let start: Int64

        /// Seconds east of Greenwich.
        let offset: Int
    }

    /// 400 years in which the rules of a file's footer go through every possible calendar. The Gregorian calendar
    /// repeats itself after them, weekdays included, so that a moment further away is looked up by its twin among them.
    struct Era: Hashable, Sendable {
        static let length: Int64 = 146_097 * 86_400

        let start: Int64

        /// Whether these years stand for those before them as well.
        let coversPast: Bool

        /// How far `second` lies from its twin in the era; 0 for a moment that is looked up itself.
        func shift(of second: Int64) -> Int64 {
            guard second >= start + Self.length || (coversPast && second < start) else { return 0 }
            return floorDivide(second - start, Self.length) * Self.length
        }
    }

    /// `spans` has at least one, in order; the first counts from the beginning of time, whatever its start.
    init(name: String, file: [UInt8], spans: [Span], era: Era?) {
        self.name = name
        self.file = file
        var kept: [Span] = []
        for span in spans where kept.last?.offset != span.offset { kept.append(span) }
        self.spans = kept
        self.era = era
    }

    /// Greenwich's own time, for a machine without the shop's rules.
    package static let utc = ZoneRules(
        name: "UTC", file: [], spans: [Span(start: .min, offset: 0)], era: nil)

    /// Seconds east of Greenwich at `moment`.
    package func offset(at moment: Timestamp) -> Int {
        let second = moment.seconds
        return spans[index(of: second - (era?.shift(of: second) ?? 0))].offset
    }

    /// The next moment at which the offset changes; nil when it never will.
    package func nextTransition(after moment: Timestamp) -> Timestamp? {
        let second = moment.seconds
        let shift = era?.shift(of: second) ?? 0
        let next = index(of: second - shift) + 1
        return next < spans.count ? Timestamp(seconds: spans[next].start + shift) : nil
    }

    /// The span that `second` lies in.
    private func index(of second: Int64) -> Int {
        var (low, high) = (0, spans.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if spans[middle].start <= second { low = middle } else { high = middle }
        }
        return low
    }
}

extension ZoneRules: Hashable {
    package static func == (a: ZoneRules, b: ZoneRules) -> Bool {
        a.name == b.name && a.file == b.file
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(file)
    }
}

// MARK: The clock on the wall.

extension ZoneRules {
    /// The moment in RFC 3339 with the zone's offset.
    package func text(_ moment: Timestamp) -> String {
        moment.text(offsetSeconds: offset(at: moment))
    }

    /// The date and time that a clock on the wall shows.
    package func wallClock(at moment: Timestamp) -> (date: LocalDate, time: TimeOfDay) {
        let seconds = moment.seconds + Int64(offset(at: moment))
        let day = floorDivide(seconds, 86400)
        return (LocalDate(dayNumber: day), TimeOfDay(seconds: Int(seconds - day * 86400)))
    }

    /// The first moment at which the clock on the wall shows `time` of `date` or later. A time that the clock skips is
    /// the moment of the jump; of a time that it shows twice, the first.
    package func moment(_ date: LocalDate, _ time: TimeOfDay) -> Timestamp {
        let wall = date.dayNumber * 86400 + Int64(time.seconds)
        let before = offset(at: Timestamp(seconds: wall - 86400))
        let after = offset(at: Timestamp(seconds: wall + 86400))
        for candidate in [max(before, after), min(before, after)] {
            let moment = Timestamp(seconds: wall - Int64(candidate))
            if offset(at: moment) == candidate { return moment }
        }
        // Skipped: the jump lies between the two candidates.
        let earliest = Timestamp(seconds: wall - Int64(max(before, after)) - 1)
        return nextTransition(after: earliest) ?? Timestamp(seconds: wall - Int64(before))
    }

    /// The times within `whole` in which the two sets of rules show different times.
    package func differences(from other: ZoneRules, in whole: Interval) -> [Interval] {
        var result: [Interval] = []
        var start = whole.start
        while start < whole.end {
            let changes = [self, other].compactMap { $0.nextTransition(after: start) }
            let end = min(changes.min() ?? whole.end, whole.end)
            if offset(at: start) != other.offset(at: start) {
                result.append(Interval(start: start, end: end))
            }
            start = end
        }
        return result.merged
    }
}
