import DoorstepCore

// [[script]].
extension PackReader {
    static func script(
        _ section: Section<ScriptKey>, language: String, words: PackWords, rules: Rules,
        places: inout [ScriptID: KeyAddress]
    ) -> Script? {
        let id = id(section, language: language, places: &places)
        let moment = moment(section)
        let text = text(section, words: words)
        let conditions = conditions(section)
        let asks: Ask? = section.choice(.asks)
        let register: Register? = section.choice(.register)
        let gives: Gift? = section.choice(.gives)
        let weight = weight(section)
        refuseTooMuch(section, asks: asks, level: conditions.level)
        guard let id, let moment, let text else { return nil }
        let script = Script(
            id: id, moment: moment, text: text, conditions: conditions, register: register,
            asks: asks ?? .nothing, gives: gives ?? .nothing, weight: weight)
        refuseNoDay(section, script, hemisphere: rules.hemisphere)
        return script
    }

    private static func id(
        _ section: Section<ScriptKey>, language: String, places: inout [ScriptID: KeyAddress]
    ) -> ScriptID? {
        guard section.has(.id) else {
            section.missing(.id, wanted: "an id like \"welcome-1\"")
            return nil
        }
        guard let name = section.string(.id, wanted: String.plainNameWanted) else { return nil }
        let id = ScriptID(rawValue: "\(language)/\(name)")
        if !name.isPlainName {
            section.mistake(.id, found: quoted(name), wanted: String.plainNameWanted)
        } else if name == ScriptID.ownWordsName {
            section.mistake(
                .id, found: quoted(name), wanted: "another id",
                hint: "this id stands for an answer in own words")
        } else if places.updateValue(section.address, forKey: id) != nil {
            section.mistake(.id, found: "\(quoted(name)) again", wanted: "an id of its own")
        }
        return id
    }

    private static func moment(_ section: Section<ScriptKey>) -> Moment? {
        guard section.has(.moment) else {
            section.missing(
                .moment, wanted: Section<ScriptKey>.wanted(Moment.spoken))
            return nil
        }
        return section.choice(.moment, among: Moment.spoken)
    }

    private static func text(_ section: Section<ScriptKey>, words: PackWords) -> Template? {
        let wanted = "what to say, 1 to 160 characters on one line"
        guard section.has(.text) else {
            section.missing(.text, wanted: wanted)
            return nil
        }
        guard let text = section.string(.text, wanted: wanted) else { return nil }
        if !text.isFitToSay {
            section.mistake(.text, found: quoted(text), wanted: wanted)
        } else if text.count > 160 {
            section.mistake(.text, found: "\(text.count) characters", wanted: wanted)
        }
        guard
            let template = template(
                section, .text, text, placeholders: ScriptPlaceholder.allCases.map(\.rawValue))
        else { return nil }
        if template.placeholders.contains(ScriptPlaceholder.dayPart.rawValue),
            words.dayParts.isEmpty
        {
            section.mistake(
                .text, found: "{dayPart} without a [[dayPart]]", wanted: "words to put there",
                hint: "[[dayPart]], from = \"00:00\" and say = \"…\"")
        }
        if template.placeholders.contains(ScriptPlaceholder.openingHint.rawValue),
            words.openUntil == nil
        {
            section.mistake(
                .text, found: "{openingHint} without words.openUntil",
                wanted: "words to put there", hint: "[words] and openUntil = \"… {time}\"")
        }
        return template
    }

    private static func weight(_ section: Section<ScriptKey>) -> Int {
        switch section.item(.weight) {
        case nil: return 1
        case .integer(let weight) where (1...10).contains(weight): return Int(weight)
        case let item?:
            section.mistake(.weight, found: item.described, wanted: "a whole number from 1 to 10")
            return 1
        }
    }

    /// Refuses a script that asks for more than the visitor's permission level allows. No setting turns this off.
    private static func refuseTooMuch(
        _ section: Section<ScriptKey>, asks: Ask?, level: PermissionLevel?
    ) {
        let level = level ?? .stranger
        guard let asks, asks > level.mostAsked else { return }
        section.mistake(
            .asks, found: "\(quoted(asks.rawValue)) of a visitor at level \"\(level.rawValue)\"",
            wanted: "at most \"\(level.mostAsked.rawValue)\" there",
            hint: "ask for less, or say level = \"\(PermissionLevel.least(for: asks).rawValue)\"")
    }
}

// Conditions.
extension PackReader {
    private static func conditions(_ section: Section<ScriptKey>) -> Conditions {
        var conditions = Conditions()
        conditions.hours = hours(section)
        conditions.weekdays = section.choices(
            .weekdays, like: "[\"saturday\"]", otherwise: "any day")
        conditions.dates = dates(section)
        conditions.seasons = section.choices(
            .seasons, like: "[\"winter\"]", otherwise: "any season")
        conditions.holiday = section.boolean(.holiday)
        conditions.occupancy = range(section, .occupancy, from: 0, to: 9999, "people inside")
        conditions.openPrompts = range(section, .openPrompts, from: 0, to: 9999, "prompts open")
        conditions.people = range(section, .people, from: 1, to: 500, "people in a party")
        conditions.children = section.boolean(.children)
        conditions.visitor = section.choice(.visitor)
        conditions.level = section.choice(.level)
        conditions.cameFor = section.choices(
            .cameFor, like: "[\"cameForGift\"]", otherwise: "whatever they came for")
        return conditions
    }

    private static func hours(_ section: Section<ScriptKey>) -> [TimeRange] {
        let entries = section.list(.hours, like: "[\"04:00-11:00\"]", otherwise: "any hour")
        return (entries ?? []).compactMap { text, place in
            if let range = TimeRange(text) { return range }
            let ends = text.split(separator: "-").map { TimeOfDay(String($0)) }
            let isEmpty = ends.count == 2 && ends[0] != nil && ends[0] == ends[1]
            section.findings.mistake(
                place, found: quoted(text), wanted: "a range like \"04:00-11:00\"",
                hint: isEmpty ? "it has no length; leave hours out for any hour" : nil)
            return nil
        }
    }

    private static func dates(_ section: Section<ScriptKey>) -> [DateSpan] {
        let entries = section.list(.dates, like: "[\"12-01/12-24\"]", otherwise: "any day")
        return (entries ?? []).compactMap { text, place in
            if let span = DateSpan(text) { return span }
            section.findings.mistake(
                place, found: quoted(text),
                wanted: "days that there are, like \"12-01/12-24\" or \"2026-12-24\"",
                hint: "month before day, two digits each")
            return nil
        }
    }

    private static func range(
        _ section: Section<ScriptKey>, _ key: ScriptKey, from least: Int, to most: Int,
        _ what: String
    ) -> CountRange? {
        let wanted = "a range like \"2\", \"0-3\" or \"10-\" in quotes"
        guard let text = section.string(key, wanted: wanted) else { return nil }
        guard let range = CountRange(text) else {
            section.mistake(key, found: quoted(text), wanted: wanted)
            return nil
        }
        if range.isEmpty {
            section.mistake(
                key, found: quoted(text), wanted: wanted, hint: "the smaller number comes first")
        } else if range.least < least || range.least > most {
            section.mistake(
                key, found: quoted(text), wanted: "\(what), \(least) to \(most)")
        }
        return range
    }

    /// Refuses dates, weekdays and seasons that no day has at once.
    private static func refuseNoDay(
        _ section: Section<ScriptKey>, _ script: Script, hemisphere: Hemisphere
    ) {
        let conditions = script.conditions
        for (index, span) in conditions.dates.enumerated() {
            guard case .once(let date) = span else { continue }
            let season = Season(of: date.monthDay, in: hemisphere)
            if !conditions.weekdays.isEmpty, !conditions.weekdays.contains(date.weekday) {
                section.findings.mistake(
                    section.place(.dates)[index],
                    found: "\(date), which is a \(date.weekday.rawValue)",
                    wanted: "a date that falls on \(names(conditions.weekdays))")
            } else if !conditions.seasons.isEmpty, !conditions.seasons.contains(season) {
                section.findings.mistake(
                    section.place(.dates)[index],
                    found: "\(date), which is in \(season.rawValue)",
                    wanted: "a date in \(names(conditions.seasons))")
            }
        }
        let isYearly = conditions.dates.contains {
            if case .yearly = $0 { true } else { false }
        }
        if isYearly, !conditions.seasons.isEmpty,
            ScriptLint.neverHasDay(script, hemisphere: hemisphere)
        {
            section.mistake(
                .dates,
                found: conditions.dates.map(\.description).joined(separator: ", ")
                    + ", which is never in \(names(conditions.seasons))",
                wanted: "days of these seasons")
        }
    }

    private static func names<Value: RawRepresentable & CaseIterable & Hashable>(
        _ values: Set<Value>
    ) -> String where Value.RawValue == String {
        Value.allCases.filter(values.contains).map(\.rawValue).joined(separator: ", ")
    }
}
