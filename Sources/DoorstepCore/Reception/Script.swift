/// One wording of a greeting or farewell, with the conditions under which it fits.
///
/// Its `id` is `<language>/<name>`, as in `fr/matin-1`.
package struct Script: Hashable, Sendable {
    package let id: ScriptID
    package let moment: Moment
    package let text: String

    /// Times of day at which it fits; empty: at any.
    package let hours: [TimeRange]

    /// Weekdays on which it fits; empty: on any.
    package let weekdays: Set<Weekday>

    package init(
        id: ScriptID, moment: Moment, text: String, hours: [TimeRange] = [],
        weekdays: Set<Weekday> = []
    ) {
        self.id = id
        self.moment = moment
        self.text = text
        self.hours = hours
        self.weekdays = weekdays
    }

    package func fits(weekday: Weekday, time: TimeOfDay) -> Bool {
        (hours.isEmpty || hours.contains { $0.contains(time) })
            && (weekdays.isEmpty || weekdays.contains(weekday))
    }

    /// How many conditions it names: of two that fit, the more specific is the better word.
    package var specificity: Int { (hours.isEmpty ? 0 : 1) + (weekdays.isEmpty ? 0 : 1) }
}

/// `<language>/<name>`.
package struct ScriptID: Hashable, Comparable, Sendable, RawRepresentable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package var language: String { String(rawValue.prefix { $0 != "/" }) }

    package static func < (a: ScriptID, b: ScriptID) -> Bool { a.rawValue < b.rawValue }
}

/// What a prompt asks the staff to do.
package enum Moment: String, Codable, Hashable, Sendable, CaseIterable {
    case greeting
    case farewell
    /// Somebody has been inside for a good while, and nobody is known to have looked after them.
    case lookIn
    /// A door opened and no direction is known: which way did they go?
    case direction
}
