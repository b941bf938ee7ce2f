/// The footer of a zoneinfo file, with the rule after its last transition: a `TZ` of POSIX with the extensions of RFC
/// 9636, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneFooter: Hashable, Sendable {
    /// Seconds east of Greenwich.
    let standard: Int

    /// Nil where the clocks do not change.
    let daylight: Daylight?

    /// The other time of the year. It need not be summer, nor ahead of the standard time (Dublin).
    struct Daylight: Hashable, Sendable {
        let offset: Int
        let start: Change
        let end: Change
    }

    /// The beginning or end of daylight time: a day of the year, and seconds from its midnight on the clock in force
    /// until then, −167 to 167 hours.
    struct Change: Hashable, Sendable {
        let day: Day
        let second: Int
    }

    enum Day: Hashable, Sendable {
        /// 1...365; 29 February is never counted.
        case ordinal(Int)
        /// 0...365; 29 February is counted.
        case index(Int)
        /// The first to fourth such weekday of the month, Sunday being 0; the fifth is the last.
        case weekday(month: Int, week: Int, weekday: Int)

        func number(in year: Int) -> Int64 {
            let first = days(year, 1, 1)
            switch self {
            case .ordinal(let ordinal):
                let passesLeapDay = ordinal >= 60 && daysIn(2, of: year) == 29
                return first + Int64(ordinal - 1 + (passesLeapDay ? 1 : 0))
            case .index(let index): return first + Int64(index)
            case .weekday(let month, let week, let weekday):
                let first = days(year, month, 1)
                // 1970-01-01 was a Thursday.
                let ahead = Int64(weekday) - (first + 4) % 7
                let day = (ahead % 7 + 7) % 7 + Int64(week - 1) * 7
                return first + (day < Int64(daysIn(month, of: year)) ? day : day - 7)
            }
        }
    }

    /// The spans that begin in `year`, in order.
    func changes(in year: Int) -> [ZoneRules.Span] {
        guard let daylight else { return [] }
        func span(_ change: Change, from old: Int, to new: Int) -> ZoneRules.Span {
            let wall = change.day.number(in: year) * 86400 + Int64(change.second)
            return ZoneRules.Span(start: wall - Int64(old), offset: new)
        }
        let start = span(daylight.start, from: standard, to: daylight.offset)
        let end = span(daylight.end, from: daylight.offset, to: standard)
        // Daylight time that lasts a year or more leaves no other time in that year.
        let year = (days(year + 1, 1, 1) - days(year, 1, 1)) * 86400
        if end.start - start.start >= year { return [start] }
        return start.start < end.start ? [start, end] : [end, start]
    }
}

extension ZoneFooter {
    init(_ text: some Swift.Sequence<UInt8>) throws(ZoneFileError) {
        var scanner = FooterScanner(text)
        guard scanner.takeName(), let west = scanner.takeTime(atMost: 24) else {
            throw scanner.error
        }
        standard = -west
        guard !scanner.isAtEnd else {
            daylight = nil
            return
        }
        guard scanner.takeName() else { throw scanner.error }
        var offset = standard + 3600
        if !scanner.take(",") {
            guard let west = scanner.takeTime(atMost: 24), scanner.take(",") else {
                throw scanner.error
            }
            offset = -west
        }
        guard let start = scanner.takeChange(), scanner.take(","),
            let end = scanner.takeChange(), scanner.isAtEnd
        else { throw scanner.error }
        daylight = Daylight(offset: offset, start: start, end: end)
    }
}

private struct FooterScanner {
    private let text: [UInt8]
    private var rest: ArraySlice<UInt8>

    init(_ text: some Swift.Sequence<UInt8>) {
        self.text = Array(text)
        rest = self.text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    var error: ZoneFileError {
        let shown = text.prefix(64).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        return .contradictory(
            "its last line cannot be read: \(String(decoding: shown, as: UTF8.self))")
    }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: sign) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Takes a name such as `CET` or `<+0530>`, which is not used.
    mutating func takeName() -> Bool {
        let isQuoted = take("<")
        let name = rest.prefix { byte in
            let isLetter = (0x41...0x5A).contains(byte & 0xDF)
            let isOther = (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
            return isLetter || isQuoted && isOther
        }
        rest = rest.dropFirst(name.count)
        return name.count >= 3 && (!isQuoted || take(">"))
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    mutating func takeTime(atMost hours: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hour = takeNumber(0...hours) else { return nil }
        var seconds = hour * 3600
        for unit in [60, 1] {
            guard take(":") else { break }
            guard let number = takeNumber(0...59) else { return nil }
            seconds += number * unit
        }
        return isNegative ? -seconds : seconds
    }

    /// `M3.5.0/2`, `J60`, `59/-24`.
    mutating func takeChange() -> ZoneFooter.Change? {
        let day: ZoneFooter.Day
        if take("M") {
            guard let month = takeNumber(1...12), take("."), let week = takeNumber(1...5),
                take("."), let weekday = takeNumber(0...6)
            else { return nil }
            day = .weekday(month: month, week: week, weekday: weekday)
        } else if take("J") {
            guard let ordinal = takeNumber(1...365) else { return nil }
            day = .ordinal(ordinal)
        } else {
            guard let index = takeNumber(0...365) else { return nil }
            day = .index(index)
        }
        // Two o'clock is the default.
        guard take("/") else { return ZoneFooter.Change(day: day, second: 7200) }
        return takeTime(atMost: 167).map { ZoneFooter.Change(day: day, second: $0) }
    }

    /// At most three digits.
    private mutating func takeNumber(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return range.contains(number) ? number : nil
    }
}
