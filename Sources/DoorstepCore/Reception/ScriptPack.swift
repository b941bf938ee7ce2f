/// The scripts of one language, and its own words.
package struct ScriptPack: Hashable, Sendable {
    package let language: String
    package let words: PackWords
    package let scripts: [Script]

    package init(language: String, words: PackWords, scripts: [Script]) {
        self.language = language
        self.words = words
        self.scripts = scripts
    }
}

/// The words that a language puts into the placeholders of its scripts.
package struct PackWords: Hashable, Sendable {
    /// The label of the alternative for the staff's own words.
    package let ownWords: String

    /// The text of `{openingHint}`, with the closing `{time}`.
    package let openUntil: Template?

    /// The patterns of a time and of a full hour, with the placeholders `{hour}`, `{hour12}`, `{minute}`, `{half}`.
    package let time: Template?
    package let fullHour: Template?
    package let am: String?
    package let pm: String?

    /// The words for the parts of the day, by the time from which each is said. The last part lasts until the first
    /// begins.
    package let dayParts: [DayPart]

    package init(
        ownWords: String, openUntil: Template? = nil, time: Template? = nil,
        fullHour: Template? = nil, am: String? = nil, pm: String? = nil, dayParts: [DayPart] = []
    ) {
        self.ownWords = ownWords
        self.openUntil = openUntil
        self.time = time
        self.fullHour = fullHour
        self.am = am
        self.pm = pm
        self.dayParts = dayParts.sorted { $0.from < $1.from }
    }

    package struct DayPart: Hashable, Sendable {
        package let from: TimeOfDay
        package let say: String

        package init(from: TimeOfDay, say: String) {
            self.from = from
            self.say = say
        }
    }

    /// The word for the part of the day at `time`: bonjour, bonsoir. Nil when the pack has none.
    package func dayPart(at time: TimeOfDay) -> String? {
        (dayParts.last { $0.from <= time } ?? dayParts.last)?.say
    }

    /// The text of `{openingHint}`; nil when the pack has no words for it.
    package func openingHint(closingAt closing: TimeOfDay) -> String? {
        guard let written = text(of: closing) else { return nil }
        return openUntil?.filled { $0 == Self.timePlaceholder ? written : nil }
    }

    package func text(of time: TimeOfDay) -> String? {
        let hour = time.minutes / 60 % 24
        let minute = time.minutes % 60
        let pattern = minute == 0 ? fullHour ?? self.time : self.time
        return pattern?.filled { placeholder in
            switch TimePlaceholder(rawValue: placeholder) {
            case .hour: String(hour)
            case .hour12: String((hour + 11) % 12 + 1)
            case .minute: padded(minute, 2)
            case .half: hour < 12 ? am : pm
            case nil: nil
            }
        }
    }

    package static let timePlaceholder = "time"

    package enum TimePlaceholder: String, Sendable, CaseIterable {
        case hour, hour12, minute, half
    }
}

/// The placeholders that a script's text may have.
package enum ScriptPlaceholder: String, Sendable, CaseIterable {
    case shop, dayPart, staff, nickname, openingHint
}
