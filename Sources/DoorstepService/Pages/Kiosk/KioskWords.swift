/// What `/kiosk` says to visitors, in one language. Nobody is asked anything about themselves.
struct KioskWords: Encodable, Sendable {
    /// Two letters.
    let language: String

    /// Its own name: `français`.
    let languageName: String
    let welcome: String

    /// `{hours}`: the day's ranges.
    let hoursToday: String

    /// `{from}`, `{to}`.
    let range: String

    /// `{time}`.
    let openUntil: String
    let openAlways: String
    let closedToday: String

    /// Shut now: `{time}`, and `{day}` where it is not today.
    let opensToday: String
    let opensOn: String

    /// A time of day: `{hour}`, `{minute}`; and one at the full hour.
    let time: String
    let fullHour: String

    /// On the way out.
    let question: String

    /// What the four are called, the worst first.
    let faces: [String]
    let thanks: String

    /// The press is kept here until the connection is back. Nothing for a visitor to worry about.
    let unpaired: String
}
