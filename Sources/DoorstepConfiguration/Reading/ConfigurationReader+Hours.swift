import DoorstepCore

// [hours] and [[hours.exception]].
extension ConfigurationReader {
    func openingHours(dayStartsAt: TimeOfDay) -> OpeningHours {
        guard root.has(.hours) else { return .always }
        let section = root.section(.hours, of: HoursKey.self)
        var weekly: [Weekday: [TimeRange]] = [:]
        var placed: [PlacedRange] = []
        for (index, day) in Weekday.allCases.enumerated() {
            guard let key = HoursKey(rawValue: day.rawValue), section.has(key) else { continue }
            let ranges = ranges(section, key)
            weekly[day] = ranges.map(\.range)
            placed += ranges.map { PlacedRange($0.range, on: day.rawValue, index, at: $0.place) }
        }
        refuseOverlaps(placed, in: 7 * 86400)
        for range in placed where range.range.reaches(across: dayStartsAt) {
            findings.warning(
                range.place,
                "\(range.range) is open at \(dayStartsAt), when a new trading day begins: see shop.dayStartsAt"
            )
        }
        if weekly.isEmpty {
            let isOnlyExceptions = section.has(.exception)
            findings.warning(
                section.address,
                isOnlyExceptions
                    ? "no weekday is named: always open but for the exceptions"
                    : "no weekday is named: always open")
        }
        let (exceptions, holidays) = exceptions(section)
        return OpeningHours(
            weekly: weekly.isEmpty ? nil : weekly, exceptions: exceptions, holidays: holidays)
    }

    private func exceptions(
        _ hours: Section<HoursKey>
    ) -> (ranges: [LocalDate: [TimeRange]], holidays: Set<LocalDate>) {
        var exceptions: [LocalDate: [TimeRange]] = [:]
        var holidays: Set<LocalDate> = []
        for section in hours.sections(.exception, of: ExceptionKey.self, named: .date) {
            let ranges = ranges(section, .open)
            if !section.has(.open) {
                section.missing(
                    .open, wanted: "ranges like [\"09:30-17:00\"]",
                    hint: "open = [] for a closed day")
            }
            refuseOverlaps(
                ranges.map { PlacedRange($0.range, on: "the same day", 0, at: $0.place) },
                in: 2 * 86400)
            let isHoliday = section.boolean(.holiday) ?? false
            guard let date = date(section) else { continue }
            if isHoliday { holidays.insert(date) }
            if exceptions.updateValue(ranges.map(\.range), forKey: date) != nil {
                section.mistake(.date, found: "\(date) again", wanted: "each date once")
            }
        }
        return (exceptions, holidays)
    }

    private func date(_ section: Section<ExceptionKey>) -> LocalDate? {
        let wanted = "a date like 2026-12-24"
        switch section.item(.date) {
        case .date(let date): return date
        case nil: section.missing(.date, wanted: wanted)
        case .string(let text)?:
            section.mistake(
                .date, found: quoted(text), wanted: wanted,
                hint: LocalDate(text) == nil ? nil : "without quotes")
        case let item?: section.mistake(.date, found: item.described, wanted: wanted)
        }
        return nil
    }

    func ranges<Key>(
        _ section: Section<Key>, _ key: Key
    ) -> [(range: TimeRange, place: KeyAddress)] {
        let wanted = "a range like \"09:30-12:30\""
        let entries = section.strings(
            key, wanted: "ranges like [\"09:30-12:30\", \"14:00-19:00\"]")
        return (entries ?? []).compactMap { text, place in
            if let range = TimeRange(text) { return (range, place) }
            let isWholeDay = text == "00:00-00:00"
            findings.mistake(
                place, found: quoted(text), wanted: wanted,
                hint: isWholeDay ? "\"00:00-24:00\" is the whole day" : nil)
            return nil
        }
    }

    /// Refuses each range that begins before another has ended. Time repeats after `cycle` seconds.
    private func refuseOverlaps(_ ranges: [PlacedRange], in cycle: Int) {
        for (index, range) in ranges.enumerated() {
            let other = ranges.enumerated().first { otherIndex, other in
                // Of two ranges the one that begins inside the other is named; if they begin together, the second.
                let offset = (range.start - other.start + cycle) % cycle
                return otherIndex != index && offset < other.length
                    && (offset > 0 || otherIndex < index)
            }
            guard let other = other?.element else { continue }
            findings.mistake(
                range.place, found: quoted(range.range.description),
                wanted: "a range that does not overlap \(other.range) of \(other.day)")
        }
    }
}

/// A range of opening hours with its place in the week, in seconds.
private struct PlacedRange {
    let range: TimeRange
    let day: String
    let start: Int
    let length: Int
    let place: KeyAddress

    init(_ range: TimeRange, on day: String, _ index: Int, at place: KeyAddress) {
        self.range = range
        self.day = day
        self.place = place
        start = index * 86400 + range.start.seconds
        length = range.end.seconds - range.start.seconds + (range.passesMidnight ? 86400 : 0)
    }
}

extension TimeRange {
    /// Whether the range is open both just before and at `time`.
    fileprivate func reaches(across time: TimeOfDay) -> Bool {
        contains(time) && start != time
    }
}
