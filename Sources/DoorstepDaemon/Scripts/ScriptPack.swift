import DoorstepCore

/// The scripts of one language, as read from one file.
struct ScriptPack: Sendable {
    let scripts: [Script]
    let mistakes: [ConfigurationMistake]

    /// Reads the text of a pack. Its scripts are named `<language>/<id>`.
    init(_ text: String, language: String, file: String) {
        let items: [String: TOMLItem]
        do {
            items = try TOMLItem.parse(text)
        } catch {
            scripts = []
            mistakes = [ConfigurationMistake(error, file: file)]
            return
        }
        let findings = Findings(file: file, text: text)
        let root = Section<PackKey>(items, at: .root, findings: findings)
        var ids: Set<String> = []
        let all = root.sections(.script, of: ScriptKey.self, named: .id).map { section in
            Self.script(section, language: language, ids: &ids)
        }
        let read = all.compactMap(\.self)
        // A wrong script may be the very one that fills a gap: gaps are looked for once all are right.
        if findings.mistakes.isEmpty { Self.refuseGaps(read, findings: findings) }
        scripts = read
        mistakes = findings.mistakes
    }

    private enum PackKey: String, SectionKey { case script }

    private enum ScriptKey: String, SectionKey { case id, moment, text, hours, weekdays }

    /// The moments a pack has words for. `direction` is a question to the staff, not something to say.
    static let moments: [Moment] = [.greeting, .farewell]

    private static func script(
        _ section: Section<ScriptKey>, language: String, ids: inout Set<String>
    ) -> Script? {
        let id = id(section, taken: &ids)
        let moment = moment(section)
        let text = text(section)
        let hours = hours(section)
        let weekdays = weekdays(section)
        guard let id, let moment, let text else { return nil }
        return Script(
            id: ScriptID(rawValue: "\(language)/\(id)"), moment: moment, text: text, hours: hours,
            weekdays: weekdays)
    }

    private static func id(_ section: Section<ScriptKey>, taken: inout Set<String>) -> String? {
        guard section.has(.id) else {
            section.missing(.id, wanted: "an id like \"matin-1\"")
            return nil
        }
        guard let id = section.string(.id, wanted: String.plainNameWanted) else { return nil }
        if !id.isPlainName {
            section.mistake(.id, found: quoted(id), wanted: String.plainNameWanted)
        } else if !taken.insert(id).inserted {
            section.mistake(.id, found: "\(quoted(id)) again", wanted: "an id of its own")
        }
        return id
    }

    private static func moment(_ section: Section<ScriptKey>) -> Moment? {
        let wanted = "\"greeting\" or \"farewell\""
        guard section.has(.moment) else {
            section.missing(.moment, wanted: wanted)
            return nil
        }
        guard let text = section.string(.moment, wanted: wanted) else { return nil }
        guard let moment = Moment(rawValue: text), moments.contains(moment) else {
            section.mistake(
                .moment, found: quoted(text), wanted: wanted,
                hint: suggestion(for: text, among: moments.map(\.rawValue))
                    .map { "did you mean \"\($0)\"?" })
            return nil
        }
        return moment
    }

    private static func text(_ section: Section<ScriptKey>) -> String? {
        let wanted = "what to say, 1 to 160 characters on one line"
        guard section.has(.text) else {
            section.missing(.text, wanted: wanted)
            return nil
        }
        guard let text = section.string(.text, wanted: wanted) else { return nil }
        if text.allSatisfy(\.isWhitespace) {
            section.mistake(.text, found: quoted(text), wanted: wanted)
        } else if text.count > 160 {
            section.mistake(.text, found: "\(text.count) characters", wanted: wanted)
        } else if text.unicodeScalars.contains(where: {
            $0.properties.generalCategory == .control
        }) {
            section.mistake(.text, found: quoted(text), wanted: wanted)
        } else if text.contains("{") {
            section.mistake(
                .text, found: quoted(text), wanted: "words alone",
                hint: "placeholders are not built yet")
        }
        return text
    }

    private static func hours(_ section: Section<ScriptKey>) -> [TimeRange] {
        let wanted = "a range like \"04:00-18:00\""
        guard let entries = section.strings(.hours, wanted: "ranges like [\"04:00-18:00\"]") else {
            return []
        }
        if entries.isEmpty {
            section.mistake(.hours, found: "[]", wanted: wanted, hint: "leave it out for any hour")
        }
        return entries.compactMap { text, place in
            if let range = TimeRange(text) { return range }
            section.findings.mistake(place, found: quoted(text), wanted: wanted)
            return nil
        }
    }

    private static func weekdays(_ section: Section<ScriptKey>) -> Set<Weekday> {
        let names = Weekday.allCases.map(\.rawValue)
        guard let entries = section.strings(.weekdays, wanted: "weekdays like [\"saturday\"]")
        else { return [] }
        if entries.isEmpty {
            section.mistake(
                .weekdays, found: "[]", wanted: "weekdays like [\"saturday\"]",
                hint: "leave it out for any day")
        }
        return Set(
            entries.compactMap { text, place in
                if let day = Weekday(rawValue: text) { return day }
                section.findings.mistake(
                    place, found: quoted(text), wanted: "one of \(names.joined(separator: ", "))",
                    hint: suggestion(for: text, among: names).map { "did you mean \"\($0)\"?" })
                return nil
            })
    }
}

extension ScriptPack {
    /// Every minute of the week has something to say, for both moments.
    private static func refuseGaps(_ scripts: [Script], findings: Findings) {
        for moment in moments {
            let fitting = scripts.filter { $0.moment == moment }
            let gaps = gaps(in: fitting)
            if fitting.isEmpty {
                findings.mistake(found: "no \(moment) at all", wanted: "at least one")
            } else if let first = gaps.first {
                let more = gaps.count > 1 ? ", the first of \(gaps.count) such times" : ""
                findings.mistake(
                    found: "no \(moment) for \(first)\(more)",
                    wanted: "one for every hour of the week",
                    hint: "a script without hours and weekdays fits always")
            }
        }
    }

    /// The times of the week at which none fits: `monday 04:00-18:00`.
    private static func gaps(in scripts: [Script]) -> [String] {
        // What fits can change only where some range begins or ends.
        let edges = Set(
            [0, 86400] + scripts.flatMap(\.hours).flatMap { [$0.start.seconds, $0.end.seconds] }
        ).sorted().map(TimeOfDay.init(seconds:))
        return Weekday.allCases.flatMap { day in
            var open: TimeOfDay?
            var gaps: [String] = []
            for edge in edges {
                let isFilled =
                    edge.seconds == 86400
                    || scripts.contains { $0.fits(weekday: day, time: edge) }
                if let start = open, isFilled {
                    gaps.append("\(day.rawValue) \(start)-\(edge)")
                    open = nil
                } else if open == nil, !isFilled {
                    open = edge
                }
            }
            return gaps
        }
    }
}
