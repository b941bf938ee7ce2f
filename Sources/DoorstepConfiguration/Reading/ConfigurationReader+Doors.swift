import DoorstepCore

// [[door]].
extension ConfigurationReader {
    func doors() -> [Door] {
        let sections = root.sections(.door, of: DoorKey.self, named: .name)
        let isEmpty =
            switch root.item(.door) {
            case .array(let items)?: items.isEmpty
            case nil: true
            default: false
            }
        if isEmpty {
            root.missing(.door, wanted: "at least one door", hint: "[[door]] and name = \"front\"")
        }
        var names: Set<String> = []
        let doors = sections.map { door in
            let name = plainName(door, .name, example: "front", taken: &names)
            // A shorter limit than a sensor's heartbeat would flap; a device silent for a day is no sensor.
            let silence = door.duration(.silentAfter, in: .seconds(10) ... .seconds(86400))
            return Door(
                name: name, silentAfter: silence, isStaffOnly: door.boolean(.staffOnly) ?? false,
                rateLimit: rateLimit(door))
        }
        if !doors.isEmpty, doors.allSatisfy(\.isStaffOnly) {
            findings.warning(
                root.place(.door), "every door is for staff only: nobody counts as a visitor")
        }
        return doors
    }

    /// The range of `madAbove`, a minute. Fewer than ten may be a queue of people; no sensor reports more than 6000.
    private static let madAbove: ClosedRange<Int> = 10...6000

    private func rateLimit(_ door: Section<DoorKey>) -> RateLimit? {
        let standard = RateLimit.standard
        let during = door.duration(
            .madAfter, in: .seconds(30) ... .seconds(600), default: standard.during)
        let range = Self.madAbove
        let wanted =
            "a whole number of crossings a minute, \(range.lowerBound) to \(range.upperBound), or 0 for never"
        switch door.item(.madAbove) {
        case nil: return RateLimit(perMinute: standard.perMinute, during: during)
        case .integer(0)?:
            if door.has(.madAfter) {
                findings.warning(
                    door.place(.madAfter), "madAbove is 0, so madAfter has no effect")
            }
            return nil
        case .integer(let perMinute)? where range.contains(Int(clamping: perMinute)):
            return RateLimit(perMinute: Int(perMinute), during: during)
        case let item?:
            door.mistake(.madAbove, found: item.described, wanted: wanted)
            return nil
        }
    }
}

// [[quiet]].
extension ConfigurationReader {
    func quiet(doors: [Door]) -> [QuietPeriod] {
        root.sections(.quiet, of: QuietKey.self, named: .door).map { section in
            let ranges = ranges(section, .hours).map(\.range)
            if !section.has(.hours) {
                section.missing(.hours, wanted: "ranges like [\"07:00-08:00\"]")
            } else if case .array(let items)? = section.item(.hours), items.isEmpty {
                section.mistake(.hours, found: "[]", wanted: "ranges like [\"07:00-08:00\"]")
            }
            return QuietPeriod(
                hours: ranges,
                weekdays: section.choices(.weekdays, like: "[\"saturday\"]", otherwise: "any day"),
                door: door(section, among: doors.map(\.name)),
                reason: section.choice(.reason, among: ExclusionReason.ofPeople) ?? .delivery)
        }
    }

    private func door(_ section: Section<QuietKey>, among names: [String]) -> String? {
        let wanted = "one of the doors: \(names.joined(separator: ", "))"
        guard let name = section.string(.door, wanted: wanted) else { return nil }
        if !names.contains(name) {
            section.mistake(
                .door, found: quoted(name), wanted: wanted,
                hint: suggestion(for: name, among: names).map { "did you mean \"\($0)\"?" })
        }
        return name
    }
}
