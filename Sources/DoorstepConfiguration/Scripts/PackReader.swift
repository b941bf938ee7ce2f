import DoorstepCore

/// The pack of one language, as read from one file.
struct PackReader: Sendable {
    let pack: ScriptPack
    let mistakes: [ConfigurationMistake]

    /// The settings of the shop against which its packs are checked.
    struct Rules {
        var register = Register.formal
        var hemisphere = Hemisphere.north

        /// Whether the shop opens look-ins. A pack without scripts for them is then a mistake.
        var hasLookIns = false
    }

    /// Reads the text of a pack. Its scripts are named `<language>/<id>`.
    init(_ text: String, language: String, file: String, rules: Rules = Rules()) {
        let content: TOMLItem
        do {
            content = try TOMLItem.parse(text)
        } catch {
            pack = ScriptPack(language: language, words: PackWords(ownWords: ""), scripts: [])
            mistakes = [ConfigurationMistake(error, file: file)]
            return
        }
        let findings = Findings(file: file, root: content)
        let root = Section<PackKey>(content.items, at: .root, findings: findings)
        let words = Self.words(root)
        var places: [ScriptID: KeyAddress] = [:]
        let scripts = root.sections(.script, of: ScriptKey.self, named: .id).compactMap {
            Self.script($0, language: language, words: words, rules: rules, places: &places)
        }
        // A script with a mistake may be the one that fills a gap, so gaps are looked for only without mistakes.
        if findings.mistakes.isEmpty {
            Self.lint(scripts, rules: rules, places: places, findings: findings)
        }
        pack = ScriptPack(language: language, words: words, scripts: scripts)
        mistakes = findings.mistakes
    }

    enum PackKey: String, SectionKey { case words, dayPart, script }

    enum WordsKey: String, SectionKey { case ownWords, openUntil, time, fullHour, am, pm }

    enum DayPartKey: String, SectionKey { case from, say }

    enum ScriptKey: String, SectionKey {
        case id, moment, text
        case hours, weekdays, dates, seasons, holiday, occupancy, openPrompts, people, children
        case visitor, level, cameFor
        case register, asks, gives, weight
    }
}

// [words] and [[dayPart]].
extension PackReader {
    private static func words(_ root: Section<PackKey>) -> PackWords {
        let section = root.section(.words, of: WordsKey.self)
        let ownWords = line(section, .ownWords, like: "In your own words")
        if !section.has(.ownWords) {
            section.missing(
                .ownWords, wanted: "the name of the alternative that is always offered",
                hint: "[words] and ownWords = \"In your own words\"")
        }
        let openUntil = template(
            section, .openUntil, like: "we are open until {time}",
            placeholders: [PackWords.timePlaceholder])
        let parts = PackWords.TimePlaceholder.allCases.map(\.rawValue)
        let time = template(section, .time, like: "{hour}:{minute}", placeholders: parts)
        let fullHour = template(section, .fullHour, like: "{hour}", placeholders: parts)
        let am = line(section, .am, like: "am")
        let pm = line(section, .pm, like: "pm")
        if openUntil?.placeholders.isEmpty == false, !section.has(.time) {
            section.missing(
                .time, wanted: "how a time is written", hint: "time = \"{hour}:{minute}\"")
        }
        let usesHalves = [time, fullHour].contains {
            $0?.placeholders.contains(PackWords.TimePlaceholder.half.rawValue) ?? false
        }
        for key in [WordsKey.am, .pm] where usesHalves && !section.has(key) {
            section.missing(key, wanted: "what {half} says, like \"\(key.rawValue)\"")
        }
        return PackWords(
            ownWords: ownWords ?? "", openUntil: openUntil, time: time, fullHour: fullHour, am: am,
            pm: pm, dayParts: dayParts(root))
    }

    private static func dayParts(_ root: Section<PackKey>) -> [PackWords.DayPart] {
        var taken: Set<TimeOfDay> = []
        return root.sections(.dayPart, of: DayPartKey.self, named: .from).compactMap { section in
            let say = line(section, .say, like: "Good morning")
            if !section.has(.say) { section.missing(.say, wanted: "what {dayPart} says") }
            let wanted = "a time from \"00:00\" to \"23:59\""
            if !section.has(.from) { section.missing(.from, wanted: wanted) }
            guard let text = section.string(.from, wanted: wanted) else { return nil }
            guard let from = TimeOfDay(text), from.seconds < 86400 else {
                section.mistake(.from, found: quoted(text), wanted: wanted)
                return nil
            }
            if !taken.insert(from).inserted {
                section.mistake(.from, found: "\(from) again", wanted: "a time of its own")
            }
            return say.map { PackWords.DayPart(from: from, say: $0) }
        }
    }

    private static func line<Key>(
        _ section: Section<Key>, _ key: Key, like example: String
    ) -> String? {
        let wanted = "a few words on one line, like \"\(example)\""
        guard let text = section.string(key, wanted: wanted) else { return nil }
        guard text.isFitToSay else {
            section.mistake(key, found: quoted(text), wanted: wanted)
            return nil
        }
        return text
    }

    private static func template(
        _ section: Section<WordsKey>, _ key: WordsKey, like example: String, placeholders: [String]
    ) -> Template? {
        line(section, key, like: example).flatMap {
            template(section, key, $0, placeholders: placeholders)
        }
    }

    static func template<Key>(
        _ section: Section<Key>, _ key: Key, _ text: String, placeholders: [String]
    ) -> Template? {
        let template: Template
        do {
            template = try Template(parsing: text)
        } catch {
            section.mistake(
                key, found: error == .unclosedBrace ? "a { without its }" : "a } without its {",
                wanted: "braces in pairs, around a placeholder",
                hint: "a brace cannot be said aloud")
            return nil
        }
        for placeholder in Set(template.placeholders).subtracting(placeholders).sorted() {
            section.mistake(
                key, found: "an unknown placeholder \(quoted("{\(placeholder)}"))",
                wanted: "one of " + placeholders.map { "{\($0)}" }.joined(separator: ", "),
                hint: suggestion(for: placeholder, among: placeholders)
                    .map { "did you mean {\($0)}?" })
        }
        return template
    }
}

extension String {
    /// Whether the text has more than blanks and no control character, such as a line end.
    var isFitToSay: Bool {
        !allSatisfy(\.isWhitespace)
            && unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
