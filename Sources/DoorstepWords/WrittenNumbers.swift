import DoorstepCore

/// Numbers, times and dates as readers of a language write them. In French U+202F stands between thousands and U+00A0
/// before a unit.
package struct WrittenNumbers: Hashable, Sendable {
    package let language: ScreenLanguage

    package init(language: ScreenLanguage) {
        self.language = language
    }

    /// The sign in the place of a number that is not known.
    package static let unknown = "–"

    package func count(_ value: Int?) -> String {
        guard let value else { return Self.unknown }
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 {
                text += language == .fr ? "\u{202f}" : ","
            }
            text.append(digit)
        }
        return (value < 0 ? "−" : "") + text
    }

    /// `1 visitor`, `1,200 visitors`; 0 takes the singular in French and the plural in English.
    ///
    /// `written` is the number when it is not to be written plainly: `+3` of `+3 points`.
    package func counted(
        _ value: Int, _ one: String, _ many: String, written: String? = nil
    ) -> String {
        let isOne = value.magnitude == 1 || (value == 0 && language == .fr)
        return (written ?? count(value)) + (language == .fr ? "\u{a0}" : " ")
            + (isOne ? one : many)
    }

    /// `144 sur 199`, `144 of 199`
    package func count(_ some: Int, of all: Int) -> String {
        "\(count(some)) \(language == .fr ? "sur" : "of") \(count(all))"
    }

    /// `+3`, `−2`, `0`
    package func signed(_ value: Int) -> String { (value > 0 ? "+" : "") + count(value) }

    /// `+3`, `−2`, `±0`: a difference from the usual.
    package func difference(_ value: Int) -> String { value == 0 ? "±0" : signed(value) }

    /// To the whole percent, but never 100 or 0 when a single one is missing or there.
    package func percent(_ share: Double?) -> String {
        share.map { "\(whole($0))\u{a0}%" } ?? Self.unknown
    }

    /// `71–94 %`
    package func percent(from low: Double?, to high: Double?) -> String {
        guard let low, let high else { return Self.unknown }
        return "\(whole(low))–\(whole(high))\u{a0}%"
    }

    /// A difference of shares, in points of a percent: `+12`, `−3`, `0`.
    package func points(_ difference: Double) -> String {
        signed(Int((difference * 100).rounded()))
    }

    private func whole(_ share: Double) -> Int {
        let whole = Int((share * 100).rounded())
        if whole == 100, share < 1 { return 99 }
        return whole == 0 && share > 0 ? 1 : whole
    }

    /// `8 s`, `1 min 30 s`, `5 min`
    package func seconds(_ value: Double?) -> String {
        guard let value else { return Self.unknown }
        let whole = Int(value.rounded())
        guard whole >= 60 else { return "\(whole)\u{a0}s" }
        return whole % 60 == 0
            ? "\(count(whole / 60))\u{a0}min" : "\(count(whole / 60))\u{a0}min \(whole % 60)\u{a0}s"
    }
}

// MARK: Times and dates

extension WrittenNumbers {
    /// `13:00` → `13 h`, `13:30` → `13 h 30`; an hour that the clock strikes twice keeps its offset.
    package func clock(_ label: String) -> String {
        let offset = label.dropFirst(5)
        let more = offset.isEmpty ? "" : " (\(offset))"
        guard language == .fr else { return label.prefix(5) + more }
        return "\(hour(label))\u{a0}h" + (minute(label) == "00" ? "" : "\u{a0}" + minute(label))
            + more
    }

    /// As short as it can be: `13 h`, `13`.
    package func tick(_ label: String) -> String {
        language == .fr ? "\(hour(label))\u{a0}h" : String(label.prefix(2))
    }

    private func hour(_ label: String) -> String {
        Int(label.prefix(2)).map(String.init) ?? String(label.prefix(2))
    }

    private func minute(_ label: String) -> String { String(label.dropFirst(3).prefix(2)) }

    /// `samedi 21 novembre 2026`, `Saturday 21 November 2026`
    package func date(_ date: LocalDate) -> String {
        "\(weekday(date)) \(day(date)) \(month(date)) \(date.year)"
    }

    /// `samedi 21`, `Saturday 21`: of a day whose month is known.
    package func dayOfMonth(_ date: LocalDate) -> String { "\(weekday(date)) \(day(date))" }

    /// `sa 21`, `Sa 21`
    package func short(_ date: LocalDate) -> String { "\(weekday(date).prefix(2)) \(date.day)" }

    package func weekday(_ date: LocalDate) -> String {
        switch language {
        case .fr:
            ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"][
                date.weekday.index]
        case .en: date.weekday.rawValue.prefix(1).uppercased() + date.weekday.rawValue.dropFirst()
        }
    }

    package func month(_ date: LocalDate) -> String {
        let names: [String] =
            switch language {
            case .fr:
                [
                    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                    "septembre", "octobre", "novembre", "décembre",
                ]
            case .en:
                [
                    "January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December",
                ]
            }
        return names[date.month - 1]
    }

    private func day(_ date: LocalDate) -> String {
        language == .fr && date.day == 1 ? "1er" : "\(date.day)"
    }

    /// `samedi 21 novembre 2026`; `semaine 47, du lundi 16 au dimanche 22 novembre 2026`; `novembre 2026`
    package func name(_ period: SummaryPeriod) -> String {
        switch period {
        case .day(let day): return date(day)
        case .month(let month): return "\(self.month(month.first)) \(month.first.year)"
        case .week(let week):
            let (first, last) = (week.monday, week.sunday)
            var from = dayOfMonth(first)
            if first.month != last.month { from += " \(month(first))" }
            if first.year != last.year { from += " \(first.year)" }
            let number = week.description.suffix(2)
            return language == .fr
                ? "semaine \(number), du \(from) au \(date(last))"
                : "week \(number), \(from) to \(date(last))"
        }
    }

    /// `4 derniers samedis bien suivis`, `last 4 well-watched Saturdays`: the periods that `period` is compared with.
    package func last(_ count: Int, like period: SummaryPeriod) -> String {
        switch (period, language) {
        case (.day(let date), .fr): "\(count) derniers \(weekday(date))s bien suivis"
        case (.week, .fr): "\(count) dernières semaines bien suivies"
        case (.month, .fr): "\(count) derniers mois bien suivis"
        case (.day(let date), .en): "last \(count) well-watched \(weekday(date))s"
        case (.week, .en): "last \(count) well-watched weeks"
        case (.month, .en): "last \(count) well-watched months"
        }
    }

    /// `heure de Paris`, `Paris time`; of a zone that is named after no place, `heure UTC`, `UTC`.
    package func time(of zone: String) -> String {
        let parts = zone.split(separator: "/")
        let name = (parts.last.map(String.init) ?? zone).replacing("_", with: " ")
        guard parts.count > 1, parts.first != "Etc" else {
            return language == .fr ? "heure \(name)" : name
        }
        guard language == .fr else { return "\(name) time" }
        return "heure " + ("AEIOU".contains(name.prefix(1)) ? "d’" : "de ") + name
    }

    /// An RFC 3339 time of the shop as its wall clock had it: `11 h 20`.
    package func clock(ofMoment text: String) -> String {
        clock(String(text.dropFirst(11).prefix(5)))
    }
}
