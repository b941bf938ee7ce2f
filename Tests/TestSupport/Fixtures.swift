import DoorstepCore

extension Shop {
    /// A bookshop in Paris with one door, open from 9 to 19 every day; its day starts at 04:00.
    package static func fixture(
        name: String = "Librairie des Halles", zone: String = "Europe/Paris",
        doors: [Door] = [Door(name: "front")], hours: OpeningHours = .daily("09:00-19:00"),
        dayStartsAt: String = "04:00", reception: ReceptionSettings = ReceptionSettings(),
        scripts: [Script] = Script.fixtures, quiet: [QuietPeriod] = [],
        checklist: [ChecklistItem] = []
    ) -> Shop {
        guard let start = TimeOfDay(dayStartsAt) else {
            preconditionFailure("no such time: \(dayStartsAt)")
        }
        return Shop(
            name: name, languages: ["fr"],
            calendar: ShopCalendar(zone: .machine(zone), dayStartsAt: start, hours: hours),
            doors: doors, reception: reception,
            scripts: ScriptBook(
                [ScriptPack(language: "fr", words: .fixture, scripts: scripts)], shop: name),
            quiet: quiet, checklist: checklist)
    }
}

extension OpeningHours {
    /// The same ranges on every weekday.
    package static func daily(_ ranges: String...) -> OpeningHours {
        let parsed = ranges.compactMap { TimeRange($0) }
        return OpeningHours(
            weekly: Dictionary(
                Weekday.allCases.map { ($0, parsed) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension PackWords {
    /// French, with bonjour until six in the evening.
    package static let fixture = PackWords(
        ownWords: "Avec vos propres mots", openUntil: "nous sommes ouverts jusqu’à {time}",
        time: "{hour} h {minute}", fullHour: "{hour} h",
        dayParts: [
            DayPart(from: TimeOfDay(minutes: 240), say: "Bonjour"),
            DayPart(from: TimeOfDay(minutes: 1080), say: "Bonsoir"),
        ])
}

extension Script {
    package static let fixtures = [
        Script(id: ScriptID(rawValue: "fr/bonjour"), moment: .greeting, text: "Bonjour !"),
        Script(id: ScriptID(rawValue: "fr/bienvenue"), moment: .greeting, text: "Bienvenue !"),
        Script(id: ScriptID(rawValue: "fr/merci"), moment: .farewell, text: "Merci, à bientôt !"),
        Script(
            id: ScriptID(rawValue: "fr/merci-2"), moment: .farewell, text: "Merci, bonne journée !"),
    ]
}

extension Timestamp {
    /// A moment written as RFC 3339; the text must be one.
    package init(at text: String) {
        guard let moment = Timestamp(text) else { preconditionFailure("not a time: \(text)") }
        self = moment
    }
}

extension ClockReading {
    /// A trusted clock of one boot that began at the epoch.
    package static func fixture(
        _ now: Timestamp, boot: String = "boot-1", isTrusted: Bool = true
    ) -> ClockReading {
        ClockReading(
            now: now,
            stamp: ClockStamp(boot: boot, monotonic: now.milliseconds, isTrusted: isTrusted))
    }
}
