import DoorstepCore

/// Scripts and situations by chance, for properties that hold whatever a pack says.
///
/// Few values to a condition, so that scripts and situations often meet.
extension Script {
    package static func random(
        _ number: Int, moment: Moment = .greeting, using chance: inout some RandomNumberGenerator
    ) -> Script {
        var conditions = Conditions()
        func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &chance) == 0 }
        if one(in: 4) {
            let start = Int.random(in: 0..<4, using: &chance) * 360
            let length = Int.random(in: 1...3, using: &chance) * 360
            conditions.hours = [
                TimeRange(
                    start: TimeOfDay(minutes: start),
                    end: TimeOfDay(minutes: (start + length - 1) % 1440 + 1))
            ]
        }
        if one(in: 5) {
            conditions.weekdays = Set(
                Weekday.allCases.filter { _ in Bool.random(using: &chance) } + [.monday])
        }
        if one(in: 6) {
            conditions.dates = [
                .yearly(
                    MonthDay(ordinal: Int.random(in: 1...366, using: &chance)),
                    MonthDay(ordinal: Int.random(in: 1...366, using: &chance)))
            ]
        }
        if one(in: 6) {
            conditions.seasons = Set(Season.allCases.filter { _ in Bool.random(using: &chance) })
        }
        if one(in: 6) { conditions.holiday = Bool.random(using: &chance) }
        if one(in: 6) { conditions.children = Bool.random(using: &chance) }
        if one(in: 6) { conditions.occupancy = .random(from: 0, using: &chance) }
        if one(in: 6) { conditions.openPrompts = .random(from: 0, using: &chance) }
        if one(in: 6) { conditions.people = .random(from: 1, using: &chance) }
        if one(in: 6) {
            conditions.visitor = Conditions.Visitor.allCases.randomElement(using: &chance)
        }
        if one(in: 5) {
            conditions.level = PermissionLevel.allCases.randomElement(using: &chance)
        }
        if one(in: 6) {
            conditions.cameFor = Set(Outcome.allCases.filter { _ in Bool.random(using: &chance) })
        }
        let text: Template =
            one(in: 6) ? "{staff}" : one(in: 6) ? "{nickname}" : one(in: 6) ? "{openingHint}" : "x"
        // What it asks has nothing to do with its level: a pack that says so is refused, and the choice
        // must not rely on that.
        return Script(
            id: ScriptID(rawValue: "fr/s\(number)"), moment: moment, text: text,
            conditions: conditions, register: one(in: 6) ? .informal : one(in: 6) ? .formal : nil,
            asks: one(in: 2) ? .nothing : Ask.allCases.randomElement(using: &chance) ?? .nothing,
            weight: Int.random(in: 1...3, using: &chance))
    }
}

extension CountRange {
    fileprivate static func random(
        from least: Int, using chance: inout some RandomNumberGenerator
    ) -> CountRange {
        let start = Int.random(in: least...3, using: &chance)
        let length: Int? = Bool.random(using: &chance) ? nil : Int.random(in: 0...2, using: &chance)
        return CountRange(start, length.map { start + $0 })
    }
}

extension Situation {
    package static func random(using chance: inout some RandomNumberGenerator) -> Situation {
        // Five years, leap days among them.
        let date = LocalDate(dayNumber: Int64.random(in: 20454..<22280, using: &chance))
        var situation = Situation(
            date: date, time: TimeOfDay(seconds: Int.random(in: 0..<86400, using: &chance)),
            season: Season(of: date.monthDay, in: .north))
        func maybe<Value>(_ value: Value?) -> Value? { Bool.random(using: &chance) ? value : nil }
        situation.isHoliday = Bool.random(using: &chance)
        situation.areChildrenWelcome = Bool.random(using: &chance)
        situation.othersInside = Int.random(in: 0...6, using: &chance)
        situation.openPrompts = Int.random(in: 0...6, using: &chance)
        situation.people = Int.random(in: 1...6, using: &chance)
        situation.visitor = maybe(Conditions.Visitor.allCases.randomElement(using: &chance))
        situation.level = PermissionLevel.allCases.randomElement(using: &chance) ?? .stranger
        situation.cameFor = maybe(Outcome.allCases.randomElement(using: &chance))
        situation.staff = maybe("Camille")
        situation.nickname = maybe("Jo")
        situation.closesAt = maybe(TimeOfDay(minutes: 1140))
        return situation
    }
}

extension Script {
    /// Whether every condition is met: the definition, read off the format, with no eye to speed.
    package func fits(_ situation: Situation, register: Register) -> Bool {
        let values = [
            "staff": situation.staff != nil, "nickname": situation.nickname != nil,
            "openingHint": situation.closesAt != nil,
        ]
        let day = situation.date.monthDay
        var met: [Bool] = []
        if let wanted = self.register { met.append(wanted == register) }
        if !conditions.hours.isEmpty {
            met.append(conditions.hours.contains { $0.contains(situation.time) })
        }
        if !conditions.weekdays.isEmpty {
            met.append(conditions.weekdays.contains(situation.date.weekday))
        }
        if !conditions.dates.isEmpty {
            met.append(conditions.dates.contains { $0.contains(situation.date, day) })
        }
        if !conditions.seasons.isEmpty {
            met.append(conditions.seasons.contains(situation.season))
        }
        if let holiday = conditions.holiday { met.append(holiday == situation.isHoliday) }
        if let children = conditions.children {
            met.append(children == situation.areChildrenWelcome)
        }
        if let range = conditions.occupancy { met.append(range.contains(situation.othersInside)) }
        if let range = conditions.openPrompts { met.append(range.contains(situation.openPrompts)) }
        if let range = conditions.people { met.append(range.contains(situation.people)) }
        if let visitor = conditions.visitor { met.append(visitor == situation.visitor) }
        if let level = conditions.level { met.append(level <= situation.level) }
        if !conditions.cameFor.isEmpty {
            met.append(situation.cameFor.map(conditions.cameFor.contains) ?? false)
        }
        met.append(asks <= situation.level.mostAsked)
        met += text.placeholders.map { values[$0] ?? true }
        return met.allSatisfy(\.self)
    }
}
