/// The words of `/kiosk` for visitors, in one language. Visitors are asked nothing about themselves.
struct KioskWords: Encodable, Sendable {
    /// Two letters.
    let language: String

    /// The language's own name: `français`.
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

    /// For a shop that is shut now: `{time}`, and `{day}` where it is not today.
    let opensToday: String
    let opensOn: String

    /// A time of day: `{hour}`, `{minute}`; `fullHour` is one without minutes.
    let time: String
    let fullHour: String

    /// The question to visitors on the way out.
    let question: String

    /// The names of the four faces, the worst first.
    let faces: [String]
    let thanks: String

    /// Shown in place of the hours on an unpaired screen. Pressed faces are kept until the connection is back.
    let unpaired: String
}
