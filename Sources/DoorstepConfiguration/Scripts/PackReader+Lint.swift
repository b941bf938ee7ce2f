import DoorstepCore

// Checks of a pack as a whole.
extension PackReader {
    static func lint(
        _ scripts: [Script], rules: Rules, places: [ScriptID: KeyAddress], findings: Findings
    ) {
        // A register that neither the shop nor a script of the pack uses needs no scripts.
        let spoken = Set(scripts.compactMap(\.register)).union([rules.register])
        let lint = ScriptLint(
            scripts, registers: Register.allCases.filter(spoken.contains),
            hemisphere: rules.hemisphere)
        for id in lint.neverChosen() {
            guard let place = places[id] else { continue }
            findings.mistake(
                place, found: "a script that can never be chosen",
                wanted: "conditions under which it is chosen",
                hint: "wherever it fits, two scripts with more conditions fit too and go before it")
        }
        for moment in Moment.spoken {
            let count = scripts.count { $0.moment == moment }
            if moment == .lookIn, count == 0, !rules.hasLookIns { continue }
            if count == 0 {
                findings.mistake(found: "no \(moment.plain) at all", wanted: "at least one")
            } else if let hole = lint.hole(moment) {
                findings.mistake(
                    found: "no \(moment.plain)\(hole.described)",
                    wanted: "a script for every hour of the week and every party",
                    hint: "a script without conditions fits always")
            }
        }
    }
}

extension Moment {
    /// The moment's name in messages.
    var plain: String { self == .lookIn ? "look-in" : rawValue }
}

extension ScriptLint.Hole {
    /// The situation in words: ` for monday 00:00-04:00 with 2 or more other prompts open, the first of 7 such times`.
    var described: String {
        var text = time.map { " for \($0.0.rawValue) \($0.start)-\($0.end)" } ?? ""
        if let days {
            text +=
                days.lowerBound == days.upperBound
                ? " on \(days.lowerBound)" : " from \(days.lowerBound) to \(days.upperBound)"
        }
        if let holiday { text += holiday ? " on a public holiday" : " on no public holiday" }
        if let occupancy { text += " with \(occupancy.plain) others inside" }
        if let openPrompts { text += " with \(openPrompts.plain) other prompts open" }
        if let people { text += " for a party of \(people.plain)" }
        if let children { text += " where children are \(children ? "" : "not ")welcome" }
        if let visitor {
            text += visitor.map { " for a \($0.rawValue) visitor" } ?? " for an unknown visitor"
        }
        if let level { text += " at level \(level.rawValue)" }
        if let cameFor {
            text +=
                cameFor.map { " when cameFor is \($0.rawValue)" }
                ?? " when it is not known what they came for"
        }
        if let register { text += " in the \(register.rawValue) register" }
        for placeholder in without { text += " without a value for {\(placeholder.rawValue)}" }
        return time != nil && count > 1 ? "\(text), the first of \(count) such times" : text
    }
}

extension CountRange {
    /// The range in words: `2 or more`.
    fileprivate var plain: String {
        guard let most else { return "\(least) or more" }
        return most == least ? "\(least)" : "\(least) to \(most)"
    }
}
