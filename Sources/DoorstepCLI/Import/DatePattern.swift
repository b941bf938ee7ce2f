import DoorstepCore

/// The format of a file's dates and times, in letters: `yyyy yy MM M dd d HH H hh h mm m ss s a`, and a literal `T`.
/// Every sign that is no letter stands for itself.
struct DatePattern: Hashable, Sendable {
    let text: String
    private let parts: [Part]

    /// A local date and the seconds after midnight, 0 where the pattern has no time.
    struct Reading: Hashable, Sendable {
        let date: LocalDate
        let second: Int
    }

    private enum Part: Hashable, Sendable {
        case year4, year2, month, day, hour, halfDayHour, minute, second, halfDay
        case literal(Character)
    }

    /// Nil when it lacks day, month or year, has `h` or `a` alone, or uses a letter twice or one without a meaning.
    init?(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = text[...]
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            rest = rest.dropFirst(run.count)
            switch (letter, run.count) {
            case ("y", 4): parts.append(.year4)
            case ("y", 2): parts.append(.year2)
            case ("M", 1...2): parts.append(.month)
            case ("d", 1...2): parts.append(.day)
            case ("H", 1...2): parts.append(.hour)
            case ("h", 1...2): parts.append(.halfDayHour)
            case ("m", 1...2): parts.append(.minute)
            case ("s", 1...2): parts.append(.second)
            case ("a", 1): parts.append(.halfDay)
            case ("T", 1): parts.append(.literal("T"))
            default:
                guard !letter.isLetter else { return nil }
                parts += run.map { .literal($0) }
            }
        }
        let fields = parts.filter { if case .literal = $0 { false } else { true } }
        guard Set(fields).count == fields.count, fields.contains(.month), fields.contains(.day),
            fields.contains(.year4) != fields.contains(.year2),
            fields.contains(.halfDay) == fields.contains(.halfDayHour)
        else { return nil }
        self.parts = parts
    }

    var hasTime: Bool { parts.contains(.hour) || parts.contains(.halfDayHour) }

    func read(_ text: String) -> Reading? {
        var rest = text[...]
        var values: [Part: Int] = [:]
        for part in parts {
            switch part {
            case .literal(let character):
                guard rest.first == character else { return nil }
                rest = rest.dropFirst()
            case .halfDay:
                let word = rest.prefix(2).lowercased()
                guard word == "am" || word == "pm" else { return nil }
                values[.halfDay] = word == "pm" ? 1 : 0
                rest = rest.dropFirst(2)
            default:
                let digits = rest.prefix(part == .year4 ? 4 : 2).prefix {
                    $0.isASCII && $0.isNumber
                }
                guard let value = Int(digits),
                    !(part == .year4 && digits.count != 4), !(part == .year2 && digits.count != 2)
                else { return nil }
                values[part] = value
                rest = rest.dropFirst(digits.count)
            }
        }
        guard rest.isEmpty, let second = second(values), let date = date(values) else { return nil }
        return Reading(date: date, second: second)
    }

    private func date(_ values: [Part: Int]) -> LocalDate? {
        guard let month = values[.month], let day = values[.day] else { return nil }
        // Two digits mean 1969 to 2068, as POSIX has it.
        let year = values[.year4] ?? values[.year2].map { $0 < 69 ? 2000 + $0 : 1900 + $0 }
        return year.flatMap { LocalDate(year: $0, month: month, day: day) }
    }

    private func second(_ values: [Part: Int]) -> Int? {
        var hour = values[.hour] ?? 0
        if let half = values[.halfDayHour] {
            guard (1...12).contains(half) else { return nil }
            hour = half % 12 + (values[.halfDay] == 1 ? 12 : 0)
        }
        let (minute, second) = (values[.minute] ?? 0, values[.second] ?? 0)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }
}
