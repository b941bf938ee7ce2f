import DoorstepCore

/// `GET /v1/welcome`: what a kiosk may know. Nothing of who is inside, nothing of the figures.
package struct WelcomeBody: Hashable, Sendable, Codable {
    package let at: Timestamp
    package let shop: String

    /// Two-letter codes; the first is the shop's own.
    package let languages: [String]

    /// The trading day.
    package let day: LocalDate
    package let open: Bool

    /// Whether the shop never closes; `hours` is empty then.
    package let always: Bool

    /// Today's, in order; empty on a closed day.
    package let hours: [Hours]

    /// On the shop's wall clock, while it is open: `19:00`.
    package let closes: String?

    /// While it is shut: when it opens again.
    package let opens: Opening?

    /// When to ask again; nil when this will not change.
    package let changesAt: Timestamp?

    /// `HH:MM` on the shop's wall clock; `24:00` is midnight.
    package struct Hours: Hashable, Sendable, Codable {
        package let from: String
        package let to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    package struct Opening: Hashable, Sendable, Codable {
        package let day: LocalDate
        package let time: String

        package init(day: LocalDate, time: String) {
            self.day = day
            self.time = time
        }
    }

    package init(_ shop: Shop, at now: Timestamp) {
        let today = shop.calendar.hoursToday(at: now)
        at = now
        self.shop = shop.name
        languages = shop.languages
        day = today.date
        open = today.isOpen
        always = today.isAlways
        hours = today.ranges.map {
            Hours(from: $0.start.description, to: $0.end.description)
        }
        closes = today.closes?.description
        opens = today.opens.map { Opening(day: $0.date, time: $0.time.description) }
        changesAt = today.changesAt
    }
}
