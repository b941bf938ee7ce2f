import DoorstepCore
import TestSupport
import Testing

@Suite struct ScriptChooserTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]

    private func book(_ scripts: [Script], register: Register = .formal) -> ScriptBook {
        ScriptBook(
            [ScriptPack(language: "fr", words: .fixture, scripts: scripts)], shop: "Doorstep",
            register: register)
    }

    private func script(_ name: String, hours: String? = nil, weight: Int = 1) -> Script {
        var conditions = Conditions()
        conditions.hours = [hours.flatMap { TimeRange($0) }].compactMap(\.self)
        return Script(
            id: ScriptID(rawValue: "fr/\(name)"), moment: .greeting,
            text: Template(words: name), conditions: conditions, weight: weight)
    }

    private let saturdayMorning = Shop.fixture().situation(
        at: Timestamp(at: "2026-11-21T09:30:00Z"))

    /// The scripts that `count` prompts in a row would show.
    private func said(_ scripts: [Script], _ count: Int) -> [String] {
        var chooser = ScriptChooser(book(scripts))
        return (1...count).compactMap { number in
            let prompt = Sequence(Int64(number))
            let chosen = chooser.choose(
                .greeting, pack: 0, in: saturdayMorning, for: prompt, atMost: 1)
            guard let script = chosen.first else { return nil }
            chooser.noteShown(script.id, for: prompt)
            return script.text.text
        }
    }

    @Test("offers all that fits and nothing else", arguments: seeds)
    func fitting(seed: UInt64) {
        var chance = SeededChance(seed: seed)
        let scripts = (0..<200).map { Script.random($0, using: &chance) }
        let register: Register = Bool.random(using: &chance) ? .formal : .informal
        let chooser = ScriptChooser(book(scripts, register: register))
        for _ in 0..<200 {
            let situation = Situation.random(using: &chance)
            let chosen = chooser.choose(
                .greeting, pack: 0, in: situation, for: Sequence(1), atMost: 1000)
            #expect(
                Set(chosen.map(\.id))
                    == Set(scripts.filter { $0.fits(situation, register: register) }.map(\.id)))
        }
    }

    @Test("no visitor is asked for more than they allow, whatever was loaded", arguments: seeds)
    func permission(seed: UInt64) {
        var chance = SeededChance(seed: seed)
        let scripts = Ask.allCases.flatMap { asks in
            PermissionLevel.allCases.map { level in
                var conditions = Conditions()
                conditions.level = Bool.random(using: &chance) ? level : nil
                return Script(
                    id: ScriptID(rawValue: "fr/\(asks.rawValue)-\(level.rawValue)"),
                    moment: .greeting, text: "x", conditions: conditions, asks: asks)
            }
        }
        let chooser = ScriptChooser(book(scripts))
        for _ in 0..<300 {
            var situation = Situation.random(using: &chance)
            for level in PermissionLevel.allCases {
                situation.level = level
                let chosen = chooser.choose(
                    .greeting, pack: 0, in: situation, for: Sequence(1), atMost: 100)
                #expect(chosen.allSatisfy { $0.asks <= level.mostAsked })
                #expect(level > .noticed || chosen.allSatisfy { $0.asks <= .need })
            }
        }
    }

    @Test("over a day the most specific comes first, and none twice running", arguments: seeds)
    func day(seed: UInt64) {
        var chance = SeededChance(seed: seed)
        let scripts = (0..<60).map { Script.random($0, using: &chance) }
        var chooser = ScriptChooser(book(scripts))
        var last: Script?
        var shown: [ScriptID: Int64] = [:]
        for number in 1...1000 {
            let situation = Situation.random(using: &chance)
            let prompt = Sequence(Int64(number))
            let fitting = scripts.filter { $0.fits(situation, register: .formal) }
            let chosen = chooser.choose(
                .greeting, pack: 0, in: situation, for: prompt, atMost: 1
            ).first
            guard let chosen else {
                #expect(fitting.isEmpty)
                continue
            }
            let others = fitting.filter { $0.id != last?.id }
            #expect(others.isEmpty || chosen.id != last?.id)
            let best = others.map(\.specificity).max() ?? chosen.specificity
            #expect(chosen.specificity == best)
            // Among its equals none is older, counted by weight.
            func age(_ script: Script) -> Int64 {
                shown[script.id].map { (prompt.value - $0) * Int64(script.weight) } ?? .max
            }
            let equals = others.filter { $0.specificity == best }
            #expect(equals.allSatisfy { age($0) <= age(chosen) })
            chooser.noteShown(chosen.id, for: prompt)
            shown[chosen.id] = prompt.value
            last = chosen
        }
    }

    @Test("all of equal standing come round before one comes back")
    func round() {
        let said = said((0..<7).map { script("s\($0)") }, 70)
        for start in stride(from: 0, to: 70, by: 7) {
            #expect(Set(said[start..<start + 7]).count == 7)
        }
    }

    @Test("a weight of three comes back three times as often")
    func weight() {
        let said = said([script("a", weight: 3), script("b"), script("c"), script("d")], 600)
        let counts = ["a", "b", "c", "d"].map { name in said.count { $0 == name } }
        #expect((295...305).contains(counts[0]), "\(counts)")
        #expect(counts.dropFirst().allSatisfy { (95...105).contains($0) }, "\(counts)")
    }

    @Test("a specific one makes room every other time")
    func rotates() {
        let said = said([script("a"), script("b", hours: "09:00-12:00"), script("c")], 30)
        #expect(said.prefix(4) == ["b", "a", "b", "c"])
        #expect(zip(said, said.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test("a busy counter comes before everything else that fits")
    func busy() {
        var winter = Conditions()
        winter.seasons = [.winter, .spring, .summer, .autumn]
        winter.weekdays = Set(Weekday.allCases)
        var waiting = Conditions()
        waiting.openPrompts = CountRange(2, nil)
        var quiet = Conditions()
        quiet.openPrompts = CountRange(0, 5)
        let scripts = [("winter", winter), ("waiting", waiting), ("quiet", quiet)].map {
            Script(
                id: ScriptID(rawValue: "fr/\($0)"), moment: .greeting,
                text: Template(stringLiteral: $0),
                conditions: $1)
        }
        let chooser = ScriptChooser(
            ScriptBook([ScriptPack(language: "fr", words: .fixture, scripts: scripts)], shop: "S"))
        var situation = Situation(
            date: LocalDate(dayNumber: 20413), time: TimeOfDay(minutes: 600), season: .autumn)
        func first() -> String? {
            chooser.choose(.greeting, pack: 0, in: situation, for: Sequence(9), atMost: 1)
                .first?.id.rawValue
        }
        #expect(first() == "fr/winter")
        situation.openPrompts = 2
        #expect(first() == "fr/waiting")
    }

    @Test("says the only one that fits again and again")
    func onlyOne() { #expect(said([script("a")], 3) == ["a", "a", "a"]) }

    @Test("keeps to the moment and the pack")
    func moment() {
        let chooser = ScriptChooser(book([script("a")]))
        func choose(_ moment: Moment, pack: Int) -> Int {
            chooser.choose(
                moment, pack: pack, in: saturdayMorning, for: Sequence(1), atMost: 3
            ).count
        }
        #expect(choose(.greeting, pack: 0) == 1)
        #expect(choose(.farewell, pack: 0) == 0)
        #expect(choose(.lookIn, pack: 0) == 0)
        #expect(choose(.direction, pack: 0) == 0)
    }

    @Test("what was said instead counts as said")
    func instead() {
        var chooser = ScriptChooser(book([script("a"), script("b"), script("c")]))
        chooser.noteShown(ScriptID(rawValue: "fr/a"), for: Sequence(1))
        chooser.noteSaid(ScriptID(rawValue: "fr/b"), in: Sequence(2))
        chooser.noteShown(ScriptID(rawValue: "fr/c"), for: Sequence(3))
        let next = chooser.choose(
            .greeting, pack: 0, in: saturdayMorning, for: Sequence(4), atMost: 3)
        #expect(next.map(\.text.text) == ["a", "b", "c"])
    }

    @Test("remembers across packs that are read again")
    func adopting() {
        var chooser = ScriptChooser(book([script("a"), script("b"), script("c")]))
        for (number, name) in ["c", "b", "a"].enumerated() {
            chooser.noteShown(
                ScriptID(rawValue: "fr/\(name)"), for: Sequence(Int64(number + 1)))
        }
        let adopted = chooser.adopting(
            book([script("a"), script("b"), script("c"), script("new")]))
        let next = adopted.choose(
            .greeting, pack: 0, in: saturdayMorning, for: Sequence(4), atMost: 4)
        #expect(next.map(\.text.text) == ["new", "c", "b", "a"])
    }
}
