import DoorstepCore

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
