import DoorstepCore
import TestSupport
import Testing

/// The lint compared with a count of every situation there is.
@Suite struct ScriptLintTests {
    /// Conditions of few values, so that all situations can be gone through: 7 weekdays, 4 quarters of a day,
    /// holiday or not, three kinds of visitor, 0 to 2 others inside.
    private static func pack(_ chance: inout SeededChance) -> [Script] {
        (0..<Int.random(in: 3...9, using: &chance)).map { number in
            var conditions = Conditions()
            func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &chance) == 0 }
            if one(in: 2) {
                let start = Int.random(in: 0..<4, using: &chance)
                let length = Int.random(in: 1...3, using: &chance)
                conditions.hours = [
                    TimeRange(
                        start: TimeOfDay(minutes: start * 360),
                        end: TimeOfDay(minutes: (start + length - 1) % 4 * 360 + 360))
                ]
            }
            if one(in: 4) {
                conditions.weekdays = Set(
                    Weekday.allCases.filter { _ in Int.random(in: 0..<4, using: &chance) > 0 }
                        + [.monday])
            }
            if one(in: 3) { conditions.holiday = Bool.random(using: &chance) }
            if one(in: 3) {
                conditions.visitor = Conditions.Visitor.allCases.randomElement(using: &chance)
            }
            if one(in: 3) {
                let least = Int.random(in: 0...2, using: &chance)
                conditions.occupancy = CountRange(least, one(in: 2) ? nil : least)
            }
            return Script(
                id: ScriptID(rawValue: "fr/s\(number)"), moment: .greeting, text: "x",
                conditions: conditions)
        }
    }

    private static let situations: [Situation] = {
        var situations: [Situation] = []
        let monday = LocalDate(dayNumber: 20412)
        for day in 0..<7 {
            for quarter in 0..<4 {
                for holiday in [false, true] {
                    for visitor in [nil, Conditions.Visitor.first, .returning] {
                        for others in 0...3 {
                            let date = LocalDate(dayNumber: monday.dayNumber + Int64(day))
                            var situation = Situation(
                                date: date, time: TimeOfDay(minutes: quarter * 360 + 100),
                                season: .autumn)
                            situation.isHoliday = holiday
                            situation.visitor = visitor
                            situation.othersInside = others
                            situations.append(situation)
                        }
                    }
                }
            }
        }
        return situations
    }()

    @Test("finds a hole where there is one, and none where there is none")
    func holes() {
        var chance = SeededChance(seed: 11)
        var found = 0
        for _ in 0..<300 {
            let scripts = Self.pack(&chance)
            let hole = ScriptLint(scripts, registers: [.formal], hemisphere: .north)
                .hole(.greeting)
            let silent = Self.situations.filter { situation in
                !scripts.contains { $0.fits(situation, register: .formal) }
            }
            #expect((hole == nil) == silent.isEmpty)
            guard let hole else { continue }
            found += 1
            // The message is true: in all situations that it describes no script fits.
            let described = Self.situations.filter { situation in
                (hole.time.map {
                    $0.0 == situation.date.weekday && $0.start <= situation.time
                        && situation.time < $0.end
                } ?? true)
                    && (hole.holiday.map { $0 == situation.isHoliday } ?? true)
                    && (hole.visitor.map { $0 == situation.visitor } ?? true)
                    && (hole.occupancy?.contains(situation.othersInside) ?? true)
            }
            #expect(!described.isEmpty)
            #expect(hole.time == nil || described.allSatisfy(silent.contains))
        }
        #expect((50..<280).contains(found), "\(found)")
    }

    @Test("names those that others always go before, and no other")
    func neverChosen() {
        var chance = SeededChance(seed: 12)
        var found = 0
        for _ in 0..<300 {
            let scripts = Self.pack(&chance)
            let named = ScriptLint(scripts, registers: [.formal], hemisphere: .north)
                .neverChosen()
            let expected = scripts.filter { script in
                Self.situations.filter { script.fits($0, register: .formal) }.allSatisfy {
                    situation in
                    scripts.count {
                        $0.specificity > script.specificity
                            && $0.fits(situation, register: .formal)
                    } >= 2
                }
            }
            #expect(named == expected.map(\.id))
            found += named.count
        }
        #expect(found > 3)
    }

    @Test("a script that is named is never chosen, and one that is not can be")
    func chosen() {
        var chance = SeededChance(seed: 13)
        for _ in 0..<40 {
            let scripts = Self.pack(&chance)
            let named = Set(
                ScriptLint(scripts, registers: [.formal], hemisphere: .north).neverChosen())
            var chooser = ScriptChooser(
                ScriptBook(
                    [ScriptPack(language: "fr", words: .fixture, scripts: scripts)], shop: "x"))
            var seen: Set<ScriptID> = []
            // Each situation so often that every one of equal standing has had its turn.
            var prompt = Sequence.zero
            for situation in Self.situations {
                for _ in 0..<12 {
                    prompt = prompt.next
                    let chosen = chooser.choose(
                        .greeting, pack: 0, in: situation, for: prompt, atMost: 1)
                    guard let script = chosen.first else { break }
                    chooser.noteShown(script.id, for: prompt)
                    seen.insert(script.id)
                }
            }
            #expect(seen == Set(scripts.map(\.id)).subtracting(named))
        }
    }

    @Test("tells days of the year, seasons, weekdays and dates apart as the calendar does")
    func days() {
        func script(
            _ name: String, weekdays: Set<Weekday> = [], dates: [String] = [],
            seasons: Set<Season> = []
        ) -> Script {
            var conditions = Conditions()
            conditions.weekdays = weekdays
            conditions.dates = dates.compactMap { DateSpan($0) }
            conditions.seasons = seasons
            return Script(
                id: ScriptID(rawValue: "fr/\(name)"), moment: .greeting, text: "x",
                conditions: conditions)
        }
        // Thursday 2026-12-24 is always inside both of these, and has a date of its own.
        let scripts = [
            script("date", dates: ["2026-12-24"]),
            script("thursdays", weekdays: [.thursday], seasons: [.winter]),
            script("advent", weekdays: [.thursday], dates: ["12-01/12-24"]),
            script("warm", seasons: [.spring, .summer, .autumn]),
        ]
        let lint = ScriptLint(scripts, registers: [.formal], hemisphere: .north)
        #expect(lint.neverChosen().map(\.rawValue) == ["fr/date"])
        let hole = lint.hole(.greeting)
        #expect(hole?.time?.0 == .monday)
        #expect(hole?.days?.lowerBound.description == "01-01")
        #expect(hole?.days?.upperBound.description == "02-29")
        #expect(
            ScriptLint(scripts, registers: [.formal], hemisphere: .south).hole(.greeting)?
                .days?.lowerBound.description == "06-01")
        #expect(
            ScriptLint.neverHasDay(
                script("x", dates: ["12-01/12-24"], seasons: [.summer]), hemisphere: .north))
        #expect(
            !ScriptLint.neverHasDay(
                script("x", dates: ["12-01/12-24"], seasons: [.summer]), hemisphere: .south))
    }

    @Test("answers about five hundred scripts at once")
    func many() {
        var chance = SeededChance(seed: 14)
        let scripts = (0..<500).map { Script.random($0, using: &chance) }
        let plain = (500..<506).map {
            Script(id: ScriptID(rawValue: "fr/s\($0)"), moment: .greeting, text: "x")
        }
        let lint = ScriptLint(
            scripts + plain, registers: Register.allCases, hemisphere: .north)
        #expect(lint.hole(.greeting) == nil)
        _ = lint.neverChosen()
    }
}
