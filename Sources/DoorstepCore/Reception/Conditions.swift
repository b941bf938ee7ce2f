/// The conditions under which a script fits: all of them have to be met. An empty one, or nil, is no condition.
package struct Conditions: Hashable, Sendable {
    /// Local time; the start counts, the end does not.
    package var hours: [TimeRange] = []
    package var weekdays: Set<Weekday> = []
    package var dates: [DateSpan] = []
    package var seasons: Set<Season> = []

    /// Whether the shop's configuration calls the day a public holiday.
    package var holiday: Bool?

    /// People inside besides the party.
    package var occupancy: CountRange?

    /// Other prompts open on the counter at this moment.
    package var openPrompts: CountRange?

    /// The size of the party.
    package var people: CountRange?

    /// Whether the shop's configuration says that children are welcome.
    package var children: Bool?
    package var visitor: Visitor?

    /// The least permission level of the visitor.
    package var level: PermissionLevel?
    package var cameFor: Set<Outcome> = []

    package init() {}

    /// The number of conditions that a script can have.
    static let most = 12

    /// The number of conditions that are set.
    package var count: Int {
        [
            !hours.isEmpty, !weekdays.isEmpty, !dates.isEmpty, !seasons.isEmpty, holiday != nil,
            occupancy != nil, openPrompts != nil, people != nil, children != nil, visitor != nil,
            level != nil, !cameFor.isEmpty,
        ].count { $0 }
    }

    /// The knowledge of a visitor that a script may want.
    package enum Visitor: String, Hashable, Sendable, CaseIterable {
        case first, returning
    }
}

/// A number of people or prompts: `0`, `0-3`, `10-`. Both ends count.
package struct CountRange: Hashable, Sendable, LosslessStringConvertible {
    package let least: Int

    /// The upper end; nil for any number from `least` on.
    package let most: Int?

    package init(_ least: Int, _ most: Int?) {
        self.least = least
        self.most = most
    }

    /// Reads `2`, `0-3` or `10-`. That the ends are in order is for the caller to check.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        func number(_ part: Substring) -> Int? {
            (1...4).contains(part.utf8.count)
                && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                ? Int(part) : nil
        }
        guard let first = parts.first, let least = number(first) else { return nil }
        if parts.count == 1 {
            self.init(least, least)
        } else if parts.count == 2, parts[1].isEmpty {
            self.init(least, nil)
        } else if parts.count == 2, let most = number(parts[1]) {
            self.init(least, most)
        } else {
            return nil
        }
    }

    package var description: String {
        guard let most else { return "\(least)-" }
        return most == least ? "\(least)" : "\(least)-\(most)"
    }

    package var isEmpty: Bool { most.map { $0 < least } ?? false }

    package func contains(_ number: Int) -> Bool {
        number >= least && (most.map { number <= $0 } ?? true)
    }
}

/// Days of every year, `12-01/12-24`, or one day, `2026-12-24`. Both ends count.
package enum DateSpan: Hashable, Sendable, LosslessStringConvertible {
    /// A span of every year, which may pass new year: `12-26/01-06`.
    case yearly(MonthDay, MonthDay)
    case once(LocalDate)

    package init?(_ text: String) {
        if let date = LocalDate(text) {
            self = .once(date)
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let first = MonthDay(parts[0]),
            let last = MonthDay(parts[parts.count - 1])
        else { return nil }
        self = .yearly(first, last)
    }

    package var description: String {
        switch self {
        case .once(let date): date.description
        case .yearly(let first, let last): first == last ? "\(first)" : "\(first)/\(last)"
        }
    }

    package func contains(_ date: LocalDate, _ day: MonthDay) -> Bool {
        switch self {
        case .once(let only): date == only
        case .yearly(let first, let last):
            first <= last ? first <= day && day <= last : first <= day || day <= last
        }
    }
}
