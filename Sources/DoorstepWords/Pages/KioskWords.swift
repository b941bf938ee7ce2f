/// The words of `/kiosk` for visitors, in one language. Visitors are asked nothing about themselves.
package struct KioskWords: Encodable, Sendable {
    /// Two letters.
    package let language: String

    /// The language's own name: `français`.
    package let languageName: String
    package let welcome: String

    /// `{hours}`: the day's ranges.
    package let hoursToday: String

    /// `{from}`, `{to}`.
    package let range: String

    /// `{time}`.
    package let openUntil: String
    package let openAlways: String
    package let closedToday: String

    /// For a shop that is shut now: `{time}`, and `{day}` where it is not today.
    package let opensToday: String
    package let opensOn: String

    /// A time of day: `{hour}`, `{minute}`; `fullHour` is one without minutes.
    package let time: String
    package let fullHour: String

    /// The question to visitors on the way out.
    package let question: String

    /// The names of the four faces, the worst first. Staff and managers read them too (`ScreenLanguage.face`).
    package let faces: [String]
    package let thanks: String

    /// Shown in place of the hours on an unpaired screen. Pressed faces are kept until the connection is back.
    package let unpaired: String
}

extension ScreenLanguage {
    /// The name of a face, 0 to 3, as visitors see it on the kiosk, without the capital: `very happy`.
    package func face(_ face: Int) -> String {
        let names = (self == .fr ? KioskWords.french : .english).faces
        return names.indices.contains(face) ? names[face].lowercased() : "\(face)"
    }
}
