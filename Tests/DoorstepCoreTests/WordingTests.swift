import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@Suite struct WordingTests {
    private let french = PackWords.fixture
    private let english = PackWords(
        ownWords: "In your own words", openUntil: "we are open until {time}",
        time: "{hour12}:{minute} {half}", fullHour: "{hour12} {half}", am: "am", pm: "pm")

    private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }

    @Test(
        "a time is written as the language writes it",
        arguments: [
            ("00:00", "0 h", "12 am"), ("09:05", "9 h 05", "9:05 am"), ("12:00", "12 h", "12 pm"),
            ("19:30", "19 h 30", "7:30 pm"), ("24:00", "0 h", "12 am"),
        ])
    func times(clock: String, inFrench: String, inEnglish: String) throws {
        #expect(french.text(of: try time(clock)) == inFrench)
        #expect(english.text(of: try time(clock)) == inEnglish)
    }

    @Test(
        "bonjour and bonsoir by the clock, round midnight too",
        arguments: [
            ("04:00", "Bonjour"), ("17:59", "Bonjour"), ("18:00", "Bonsoir"), ("03:59", "Bonsoir"),
        ])
    func dayParts(clock: String, word: String) throws {
        #expect(french.dayPart(at: try time(clock)) == word)
    }

    @Test("every placeholder has its value, and a missing value leaves nothing to say")
    func placeholders() throws {
        func wording(_ text: Template, _ change: (inout Situation) -> Void = { _ in }) -> String? {
            let script = Script(id: ScriptID(rawValue: "fr/a"), moment: .greeting, text: text)
            let book = ScriptBook(
                [ScriptPack(language: "fr", words: french, scripts: [script])], shop: "Chez nous")
            var situation = Situation(
                date: LocalDate(dayNumber: 20412), time: TimeOfDay(minutes: 600), season: .autumn)
            change(&situation)
            return book.wording(script.id, in: situation)?.text
        }
        #expect(wording("{dayPart} de {shop}") == "Bonjour de Chez nous")
        #expect(wording("Ici {staff}") == nil)
        #expect(wording("Ici {staff}") { $0.staff = "Camille" } == "Ici Camille")
        #expect(wording("Tiens, {nickname}") == nil)
        #expect(wording("Tiens, {nickname}") { $0.nickname = "Jo" } == "Tiens, Jo")
        #expect(wording("Entrez, {openingHint}.") == nil)
        #expect(
            wording("Entrez, {openingHint}.") { $0.closesAt = TimeOfDay(minutes: 1170) }
                == "Entrez, nous sommes ouverts jusqu’à 19 h 30.")
    }

    @Test(
        "the closing that a hint names",
        arguments: [
            ("2026-11-21T08:30:00Z", "12:30"), ("2026-11-21T12:00:00Z", nil),
            ("2026-11-21T17:00:00Z", "19:00"), ("2026-11-21T22:00:00Z", "02:00"),
            // The night between Saturday and Sunday.
            ("2026-11-22T00:30:00Z", "02:00"), ("2026-11-22T01:30:00Z", nil),
            // Two ranges that meet are one opening.
            ("2026-11-23T09:00:00Z", "24:00"),
        ])
    func closing(moment: String, closing: String?) throws {
        func ranges(_ texts: String...) -> [TimeRange] { texts.compactMap { TimeRange($0) } }
        let shop = Shop.fixture(
            hours: OpeningHours(
                weekly: [
                    .saturday: ranges("09:00-12:30", "14:00-19:00", "22:00-02:00"),
                    .monday: ranges("09:00-12:00", "12:00-24:00"),
                ]))
        let situation = shop.situation(at: Timestamp(at: moment))
        #expect(situation.closesAt?.description == closing)
        #expect(Shop.fixture(hours: .always).situation(at: Timestamp(at: moment)).closesAt == nil)
    }

    @Test(
        "seasons are whole months, and the other way round in the south",
        arguments: [
            ("02-29", Season.winter), ("03-01", .spring), ("08-31", .summer), ("11-30", .autumn),
            ("12-01", .winter),
        ])
    func seasons(day: String, north: Season) throws {
        let day = try #require(MonthDay(day))
        let south: [Season: Season] = [
            .winter: .summer, .spring: .autumn, .summer: .winter, .autumn: .spring,
        ]
        #expect(Season(of: day, in: .north) == north)
        #expect(Season(of: day, in: .south) == south[north])
    }
}

/// The words of prompts on the floor.
@Suite struct PromptWordsTests {
    private static func script(
        _ name: String, _ moment: Moment, _ text: Template = "x",
        _ change: (inout Conditions) -> Void = { _ in }
    ) -> Script {
        var conditions = Conditions()
        change(&conditions)
        return Script(
            id: ScriptID(rawValue: name), moment: moment, text: text, conditions: conditions)
    }

    private static let english = ScriptPack(
        language: "en", words: PackWords(ownWords: "In your own words"),
        scripts: [script("en/a", .greeting), script("en/b", .greeting)])

    private static func shop(_ scripts: [Script]) -> Shop {
        let fixture = Shop.fixture()
        return Shop(
            name: fixture.name, languages: ["fr", "en"], calendar: fixture.calendar,
            doors: fixture.doors,
            scripts: ScriptBook(
                [ScriptPack(language: "fr", words: .fixture, scripts: scripts), english],
                shop: fixture.name))
    }

    private static let plain = ["a", "b", "c", "d"].map {
        script("fr/\($0)", .greeting, "{dayPart}, bienvenue !")
    }

    private func prompt(_ ledger: PaperLedger, _ fact: Fact?) throws -> Prompt {
        try #require(fact.flatMap { ledger.floor.prompt($0.sequence) })
    }

    /// The prompt that the request opens.
    private func opened(
        _ request: Command.Request, in ledger: inout PaperLedger
    ) throws -> Prompt {
        let fact = try ledger.submit(request)
        return try prompt(ledger, fact)
    }

    @Test(
        "nobody is told how long the shop is open when it is about to close",
        arguments: [
            ("18:44:59", true), ("18:45:00", true), ("18:45:01", false), ("18:59:00", false),
        ])
    func aboutToClose(time: String, isTold: Bool) {
        let shop = Shop.fixture(hours: .daily("09:30-19:00"))
        let situation = shop.situation(at: Timestamp(at: "2026-11-21T\(time)+01:00"))
        #expect((situation.closesAt != nil) == isTold)
    }

    @Test("two more in its language, one of each other, and last one's own words")
    func alternatives() throws {
        var ledger = PaperLedger(shop: Self.shop(Self.plain))
        let first = try opened(.enter(door: nil, people: 1), in: &ledger)
        #expect(
            first.script == Wording(id: ScriptID(rawValue: "fr/a"), text: "Bonjour, bienvenue !"))
        #expect(
            first.alternatives.map(\.id.rawValue) == ["fr/b", "fr/c", "en/a", "fr/ownWords"])
        #expect(first.alternatives.last?.text == "Avec vos propres mots")
        let second = try opened(.enter(door: nil, people: 1), in: &ledger)
        #expect(second.script?.id.rawValue == "fr/b")
        #expect(
            second.alternatives.map(\.id.rawValue) == ["fr/c", "fr/d", "en/b", "fr/ownWords"])
    }

    @Test(
        "said in one's own words is recorded as that",
        .bug("https://www.reddit.com/r/kroger/", "a script that must be said word for word"))
    func ownWords() throws {
        var ledger = PaperLedger(shop: Self.shop(Self.plain))
        let entrance = try #require(try ledger.submit(.enter(door: nil, people: 1)))
        let fact = try ledger.submit(
            .answer(
                prompt: entrance.sequence, .said,
                Command.AnswerDetails(script: .ownWords("fr"))))
        #expect(fact?.event == .greeting(Answer(prompt: entrance.sequence, reply: .ownWords)))
    }

    @Test("a busy counter, a full shop and a party each get their words")
    func situations() throws {
        var ledger = PaperLedger(
            shop: Self.shop(
                [
                    Self.script("fr/busy", .greeting) { $0.openPrompts = CountRange(2, nil) },
                    Self.script("fr/full", .greeting) {
                        $0.occupancy = CountRange(6, nil)
                        $0.people = CountRange(1, 1)
                    },
                    Self.script("fr/party", .greeting) { $0.people = CountRange(3, nil) },
                ] + Self.plain))
        func enter(_ people: Int) throws -> String? {
            try opened(.enter(door: nil, people: people), in: &ledger)
                .script?.id.rawValue
        }
        #expect(try enter(1) == "fr/a")
        #expect(try enter(4) == "fr/party")
        #expect(try enter(1) == "fr/busy")
        #expect(try enter(1) == "fr/full")
    }

    @Test("a farewell knows what a visitor came for, when it is certain who leaves")
    func cameFor() throws {
        let gift = Self.script("fr/gift", .farewell) { $0.cameFor = [.cameForGift] }
        let shop = Self.shop(Self.plain + [gift, Self.script("fr/bye", .farewell)])
        func farewell(visits: Int) throws -> String? {
            var ledger = PaperLedger(shop: shop)
            for _ in 0..<visits {
                let entrance = try #require(try ledger.submit(.enter(door: nil, people: 1)))
                try ledger.submit(
                    .answer(
                        prompt: entrance.sequence, .said,
                        Command.AnswerDetails(outcome: .cameForGift)))
            }
            return try opened(.exit(door: nil, people: 1), in: &ledger)
                .script?.id.rawValue
        }
        #expect(try farewell(visits: 1) == "fr/gift")
        #expect(try farewell(visits: 2) == "fr/bye")
    }

    @Test("packs read again are used from the next prompt on, and those open keep their words")
    func reload() throws {
        var floor = PaperLedger(shop: Self.shop(Self.plain))
        let first = try #require(try floor.submit(.enter(door: nil, people: 1)))
        let before = try prompt(floor, first)
        let other = Self.script("fr/new", .greeting, "Nouveau !")
        floor.use(
            ScriptBook(
                [ScriptPack(language: "fr", words: .fixture, scripts: [other])], shop: "x",
                replacing: floor.shop.scripts))
        #expect(try prompt(floor, first) == before)
        let second = try #require(try floor.submit(.enter(door: nil, people: 1)))
        #expect(try prompt(floor, second).script?.text == "Nouveau !")
        // A void folds the day again: the script of the first prompt is still known by its id.
        try floor.submit(.void(second.sequence, reason: nil))
        #expect(try prompt(floor, first).script == before.script)
    }

    @Test("what was shown for an undone crossing is not shown again at once")
    func undone() throws {
        var ledger = PaperLedger(shop: Self.shop(Self.plain))
        let first = try #require(try ledger.submit(.enter(door: nil, people: 1)))
        try ledger.submit(.void(first.sequence, reason: nil))
        let second = try opened(.enter(door: nil, people: 1), in: &ledger)
        #expect(second.script?.id.rawValue == "fr/b")
    }

    @Test("a floor built from all facts shows what the one that grew with them shows")
    func sameEverywhere() throws {
        var ledger = PaperLedger(shop: Self.shop(Self.plain))
        for number in 0..<20 {
            let fact = try ledger.submit(.enter(door: nil, people: 1))
            if number % 5 == 3, let fact { try ledger.submit(.void(fact.sequence, reason: nil)) }
        }
        let built = Floor(shop: ledger.shop, day: ledger.floor.day, facts: ledger.facts)
        #expect(built.promptsByID == ledger.floor.promptsByID)
    }
}
