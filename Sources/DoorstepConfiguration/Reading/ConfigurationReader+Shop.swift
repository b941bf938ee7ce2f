import DoorstepCore
import MachineZones

// [shop] and [reception].
extension ConfigurationReader {
    func name(_ shop: Section<ShopKey>) -> String {
        let wanted = "the shop's name in quotes, 1 to 100 characters on one line"
        guard let item = shop.item(.name) else {
            shop.missing(.name, wanted: wanted)
            return ""
        }
        guard let name = shop.string(.name, wanted: wanted) else { return "" }
        let isFit =
            (1...100).contains(name.count) && !name.allSatisfy(\.isWhitespace)
            && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        if !isFit { shop.mistake(.name, found: item.described, wanted: wanted) }
        return name
    }

    func languages(_ shop: Section<ShopKey>) -> [String] {
        let standard = ["fr", "en"]
        let wanted = "two-letter language codes like [\"fr\", \"en\"]"
        guard shop.has(.languages) else { return standard }
        guard let entries = shop.strings(.languages, wanted: wanted) else { return standard }
        if entries.isEmpty { shop.mistake(.languages, found: "no language", wanted: wanted) }
        var languages: [String] = []
        for (text, place) in entries {
            if text.utf8.count != 2 || !text.utf8.allSatisfy({ Self.lowercase.contains($0) }) {
                findings.mistake(
                    place, found: quoted(text), wanted: "a two-letter language code like \"fr\"")
            } else if languages.contains(text) {
                findings.mistake(
                    place, found: "\(quoted(text)) again", wanted: "each language once")
            } else {
                languages.append(text)
            }
        }
        return languages
    }

    private static let lowercase = UInt8(ascii: "a")...UInt8(ascii: "z")

    func calendar(_ shop: Section<ShopKey>) -> ShopCalendar {
        let dayStartsAt = dayStartsAt(shop)
        return ShopCalendar(
            zone: zone(shop), dayStartsAt: dayStartsAt,
            hours: openingHours(dayStartsAt: dayStartsAt),
            closeAfter: shop.duration(
                .closeAfter, in: .zero ... .seconds(12 * 3600), default: .seconds(900)))
    }

    private func zone(_ shop: Section<ShopKey>) -> ZoneRules {
        guard shop.has(.timeZone) else {
            shop.missing(.timeZone, wanted: ShopZone.wanted)
            return .utc
        }
        guard let name = shop.string(.timeZone, wanted: ShopZone.wanted) else { return .utc }
        do {
            return try ShopZone.rules(name, in: zones)
        } catch {
            let remedy = ShopZone.remedy(for: error, in: zones)
            let found = error == .unknown(name: name) ? quoted(name) : error.found
            shop.mistake(
                .timeZone, found: found, wanted: remedy.wanted, hint: remedy.hint,
                isPassing: ShopZone.isPassing(error))
            return .utc
        }
    }

    private func dayStartsAt(_ shop: Section<ShopKey>) -> TimeOfDay {
        let standard = TimeOfDay(minutes: 240)
        let wanted = "a time from \"00:00\" to \"23:59\""
        guard let text = shop.string(.dayStartsAt, wanted: wanted) else { return standard }
        guard let time = TimeOfDay(text), time.seconds < 86400 else {
            shop.mistake(.dayStartsAt, found: quoted(text), wanted: wanted)
            return standard
        }
        return time
    }

    func plainName<Key>(
        _ section: Section<Key>, _ key: Key, example: String, taken: inout Set<String>
    ) -> String {
        let wanted = String.plainNameWanted
        guard section.has(key) else {
            section.missing(key, wanted: "a name like \"\(example)\"")
            return ""
        }
        guard let name = section.string(key, wanted: wanted) else { return "" }
        if !name.isPlainName {
            section.mistake(key, found: quoted(name), wanted: wanted)
        } else if !taken.insert(name).inserted {
            section.mistake(key, found: "\(quoted(name)) again", wanted: "a name of its own")
        }
        return name
    }

    func reception() -> ReceptionSettings {
        let section = root.section(.reception, of: ReceptionKey.self)
        let standard = ReceptionSettings()
        let settings = ReceptionSettings(
            greetAfter: section.duration(
                .greetAfter, in: .zero ... .seconds(600), default: standard.greetAfter),
            greetWithin: section.duration(
                .greetWithin, in: .seconds(1) ... .seconds(3600), default: standard.greetWithin),
            lapseAfter: section.duration(
                .lapseAfter, in: .seconds(2) ... .seconds(14400), default: standard.lapseAfter),
            farewellWithin: section.duration(
                .farewellWithin, in: .seconds(1) ... .seconds(3600),
                default: standard.farewellWithin),
            childrenWelcome: section.boolean(.childrenWelcome) ?? standard.childrenWelcome,
            lookInAfter: section.duration(.lookInAfter, in: .seconds(60) ... .seconds(14400)))
        check(settings.greetAfter, isShorterThan: settings.greetWithin, .greetAfter, .greetWithin)
        check(settings.greetWithin, isShorterThan: settings.lapseAfter, .greetWithin, .lapseAfter)
        check(
            settings.farewellWithin, isShorterThan: settings.lapseAfter, .farewellWithin,
            .lapseAfter)
        return settings

        /// Puts the mistake at the key that is in the file; at the first if both are.
        func check(
            _ a: Duration, isShorterThan b: Duration, _ aKey: ReceptionKey, _ bKey: ReceptionKey
        ) {
            guard a >= b, !section.isRefused(aKey), !section.isRefused(bKey) else { return }
            if section.has(aKey) {
                section.mistake(
                    aKey, found: quoted(a.shortText),
                    wanted: "less than \(bKey.rawValue), which is \(b.shortText)")
            } else {
                section.mistake(
                    bKey, found: quoted(b.shortText),
                    wanted: "more than \(aKey.rawValue), which is \(a.shortText)")
            }
        }
    }
}

// [[checklist]].
extension ConfigurationReader {
    /// The moments that an item may name. A direction is answered at once and has nothing to observe.
    private static let moments: [Moment] = [.greeting, .farewell, .lookIn]

    func checklist(languages: [String]) -> [ChecklistItem] {
        var ids = Set(Observed.standardItems)
        return root.sections(.checklist, of: ChecklistKey.self, named: .id).map { section in
            ChecklistItem(
                id: plainName(section, .id, example: "gift-wrap", taken: &ids),
                texts: texts(section, languages: languages),
                moment: section.choice(.moment, among: Self.moments))
        }
    }

    private func texts(
        _ section: Section<ChecklistKey>, languages: [String]
    ) -> [String: String] {
        let example = languages.map { "\($0) = \"…\"" }.joined(separator: ", ")
        let wanted = "a text in each language of shop.languages: { \(example) }"
        guard let item = section.item(.text) else {
            section.missing(.text, wanted: wanted)
            return [:]
        }
        guard case .table(let items) = item else {
            section.mistake(.text, found: item.described, wanted: wanted)
            return [:]
        }
        var texts: [String: String] = [:]
        for (language, item) in items.sorted(by: { $0.key < $1.key }) {
            let place = section.place(.text)[language]
            guard languages.contains(language) else {
                findings.mistake(
                    place, found: "a language that the shop does not speak",
                    wanted: "one of \(languages.joined(separator: ", "))")
                continue
            }
            guard case .string(let text) = item.value, isFit(text) else {
                findings.mistake(
                    place, found: item.value.described,
                    wanted: "a text of 1 to 60 characters on one line")
                continue
            }
            texts[language] = text
        }
        for language in languages where items[language] == nil {
            findings.mistake(
                section.place(.text)[language], found: "nothing", wanted: "its text")
        }
        return texts
    }

    private func isFit(_ text: String) -> Bool {
        (1...60).contains(text.count) && !text.allSatisfy(\.isWhitespace)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
