import DoorstepCore
import Testing

@testable import DoorstepConfiguration

@Suite("PackReader")
struct PackReaderTests {
    /// A pack that has all it needs: eighteen lines, so that what a test adds to its last script starts at line 19.
    static let plain = """
        [words]
        ownWords = "In your own words"
        openUntil = "we are open until {time}"
        time = "{hour}:{minute}"
        [[dayPart]]
        from = "12:00"
        say = "Good afternoon"
        [[dayPart]]
        from = "00:00"
        say = "Good morning"
        [[script]]
        id = "hello-1"
        moment = "greeting"
        text = "{dayPart}!"
        [[script]]
        id = "bye-1"
        moment = "farewell"
        text = "Thank you, goodbye!"

        """

    private func mistakes(_ text: String, rules: PackReader.Rules = .init()) -> [String] {
        PackReader(text, language: "fr", file: "fr.toml", rules: rules).mistakes
            .map(\.description)
    }

    /// A script in lines 19 to 22, with more from line 23 on.
    private static func script(_ more: String, text: String = "x") -> String {
        plain + "[[script]]\nid = \"a\"\nmoment = \"greeting\"\ntext = \"\(text)\"\n\(more)"
    }

    @Test("names its scripts after the language")
    func reads() throws {
        let reader = PackReader(
            Self.script(
                """
                hours = ["08:00-12:00", "22:00-02:00"]
                weekdays = ["saturday"]
                dates = ["12-26/01-06", "2027-05-01"]
                seasons = ["winter", "spring"]
                holiday = true
                occupancy = "10-"
                openPrompts = "2"
                people = "3-6"
                children = true
                visitor = "returning"
                level = "acquainted"
                cameFor = ["asked"]
                register = "informal"
                asks = "preference"
                gives = "advice"
                weight = 2
                """), language: "en", file: "en.toml")

        #expect(reader.mistakes == [])
        #expect(reader.pack.scripts.map(\.id.rawValue) == ["en/hello-1", "en/bye-1", "en/a"])
        let script = reader.pack.scripts[2]
        #expect(script.conditions.count == 12)
        #expect(script.conditions.hours.map(\.description) == ["08:00-12:00", "22:00-02:00"])
        #expect(script.conditions.weekdays == [.saturday])
        #expect(script.conditions.dates.map(\.description) == ["12-26/01-06", "2027-05-01"])
        #expect(script.conditions.seasons == [.winter, .spring])
        #expect(script.conditions.holiday == true)
        #expect(script.conditions.occupancy == CountRange(10, nil))
        #expect(script.conditions.openPrompts == CountRange(2, 2))
        #expect(script.conditions.people == CountRange(3, 6))
        #expect(script.conditions.children == true)
        #expect(script.conditions.visitor == .returning)
        #expect(script.conditions.level == .acquainted)
        #expect(script.conditions.cameFor == [.asked])
        #expect(script.register == .informal)
        #expect(script.asks == .preference)
        #expect(script.gives == .advice)
        #expect(script.weight == 2)
        #expect(reader.pack.words.ownWords == "In your own words")
        #expect(reader.pack.words.dayParts.map(\.say) == ["Good morning", "Good afternoon"])
    }

    @Test(
        "names a bad key with its line and the script's id",
        arguments: [
            (
                "tezt = \"x\"",
                "23: script[a].tezt: found an unknown key, wanted one of id, moment, text, hours, "
                    + "weekdays, dates, seasons, holiday, occupancy, openPrompts, people, children, "
                    + "visitor, level, cameFor, register, asks, gives, weight "
                    + "(did you mean \"text\"?)"
            ),
            (
                "hours = [\"25:00-26:00\"]",
                "23: script[a].hours[1]: found \"25:00-26:00\", "
                    + "wanted a range like \"04:00-11:00\""
            ),
            (
                "hours = [\"09:00-09:00\"]",
                "23: script[a].hours[1]: found \"09:00-09:00\", "
                    + "wanted a range like \"04:00-11:00\" "
                    + "(it has no length; leave hours out for any hour)"
            ),
            (
                "hours = []",
                "23: script[a].hours: found [], wanted a list like [\"04:00-11:00\"] "
                    + "(leave it out for any hour)"
            ),
            (
                "weekdays = [\"sunny\"]",
                "23: script[a].weekdays[1]: found \"sunny\", wanted one of "
                    + "monday, tuesday, wednesday, thursday, friday, saturday, sunday "
                    + "(did you mean \"sunday\"?)"
            ),
            (
                "dates = [\"02-30\"]",
                "23: script[a].dates[1]: found \"02-30\", wanted days that there are, like "
                    + "\"12-01/12-24\" or \"2026-12-24\" (month before day, two digits each)"
            ),
            (
                "dates = [\"2026-12-24\"]\nweekdays = [\"saturday\", \"sunday\"]",
                "23: script[a].dates[1]: found 2026-12-24, which is a thursday, "
                    + "wanted a date that falls on saturday, sunday"
            ),
            (
                "dates = [\"2026-12-24\"]\nseasons = [\"summer\"]",
                "23: script[a].dates[1]: found 2026-12-24, which is in winter, "
                    + "wanted a date in summer"
            ),
            (
                "dates = [\"12-01/12-24\"]\nseasons = [\"summer\"]",
                "23: script[a].dates: found 12-01/12-24, which is never in summer, "
                    + "wanted days of these seasons"
            ),
            (
                "holiday = \"yes\"",
                "23: script[a].holiday: found \"yes\", wanted true or false, without quotes"
            ),
            (
                "occupancy = \"5-2\"",
                "23: script[a].occupancy: found \"5-2\", "
                    + "wanted a range like \"2\", \"0-3\" or \"10-\" in quotes "
                    + "(the smaller number comes first)"
            ),
            (
                "openPrompts = \"many\"",
                "23: script[a].openPrompts: found \"many\", "
                    + "wanted a range like \"2\", \"0-3\" or \"10-\" in quotes"
            ),
            (
                "people = \"0\"",
                "23: script[a].people: found \"0\", wanted people in a party, 1 to 500"
            ),
            (
                "visitor = \"known\"",
                "23: script[a].visitor: found \"known\", wanted one of first, returning"
            ),
            (
                "level = \"freind\"",
                "23: script[a].level: found \"freind\", wanted one of "
                    + "stranger, noticed, acquainted, regular, member, trusted"
            ),
            (
                "asks = \"contact\"",
                "23: script[a].asks: found \"contact\" of a visitor at level \"stranger\", "
                    + "wanted at most \"need\" there (ask for less, or say level = \"member\")"
            ),
            (
                "asks = \"preference\"\nlevel = \"noticed\"",
                "23: script[a].asks: found \"preference\" of a visitor at level \"noticed\", "
                    + "wanted at most \"need\" there (ask for less, or say level = \"acquainted\")"
            ),
            (
                "gives = \"money\"",
                "23: script[a].gives: found \"money\", wanted one of "
                    + "nothing, time, advice, information, comfort, referral, sample"
            ),
            (
                "weight = 11",
                "23: script[a].weight: found 11, wanted a whole number from 1 to 10"
            ),
        ])
    func refuses(added: String, expected: String) {
        #expect(mistakes(Self.script(added)) == ["fr.toml:" + expected])
    }

    @Test(
        "names a bad text",
        arguments: [
            ("", "found \"\", wanted what to say, 1 to 160 characters on one line"),
            (
                String(repeating: "é", count: 161),
                "found 161 characters, wanted what to say, 1 to 160 characters on one line"
            ),
            (
                "Hello {nicname}",
                "found an unknown placeholder \"{nicname}\", wanted one of "
                    + "{shop}, {dayPart}, {staff}, {nickname}, {openingHint} "
                    + "(did you mean {nickname}?)"
            ),
            (
                "Hello {shop",
                "found a { without its }, wanted braces in pairs, around a placeholder "
                    + "(a brace cannot be said aloud)"
            ),
            (
                "Hello shop}",
                "found a } without its {, wanted braces in pairs, around a placeholder "
                    + "(a brace cannot be said aloud)"
            ),
        ])
    func texts(text: String, expected: String) {
        #expect(
            mistakes(Self.script("", text: text)) == ["fr.toml:22: script[a].text: " + expected])
    }

    @Test("an id stands for one script, and not for one's own words")
    func ids() {
        #expect(
            mistakes(
                Self.plain + """
                    [[script]]
                    id = "bye-1"
                    moment = "greting"
                    text = "x"
                    [[script]]
                    id = "ownWords"
                    moment = "greeting"
                    text = "x"
                    [[script]]
                    moment = "direction"
                    text = "x"
                    """) == [
                    "fr.toml:20: script[bye-1].id: found \"bye-1\" again, wanted an id of its own",
                    "fr.toml:21: script[bye-1].moment: found \"greting\", "
                        + "wanted one of greeting, farewell, lookIn (did you mean \"greeting\"?)",
                    "fr.toml:24: script[ownWords].id: found \"ownWords\", wanted another id "
                        + "(this id stands for an answer in own words)",
                    "fr.toml:27: script[5].id: found nothing, wanted an id like \"welcome-1\"",
                    "fr.toml:28: script[5].moment: found \"direction\", "
                        + "wanted one of greeting, farewell, lookIn",
                ])
    }

    @Test("a language has the words that its scripts ask for")
    func words() {
        #expect(
            mistakes(
                """
                [[script]]
                id = "a"
                moment = "greeting"
                text = "{dayPart}, {openingHint}"
                """) == [
                    "fr.toml:4: script[a].text: found {dayPart} without a [[dayPart]], "
                        + "wanted words to put there "
                        + "([[dayPart]], from = \"00:00\" and say = \"…\")",
                    "fr.toml:4: script[a].text: found {openingHint} without words.openUntil, "
                        + "wanted words to put there ([words] and openUntil = \"… {time}\")",
                    "fr.toml: words.ownWords: found nothing, "
                        + "wanted the name of the alternative that is always offered "
                        + "([words] and ownWords = \"In your own words\")",
                ])
        #expect(
            mistakes(
                """
                [words]
                ownWords = " "
                openUntil = "until {tim}"
                time = "{hour12} {half}"
                [[dayPart]]
                from = "24:00"
                say = "x"
                [[dayPart]]
                from = "10:00"
                [[dayPart]]
                from = "10:00"
                say = "x"
                """) == [
                    "fr.toml:1: words.am: found nothing, wanted what {half} says, like \"am\"",
                    "fr.toml:1: words.pm: found nothing, wanted what {half} says, like \"pm\"",
                    "fr.toml:2: words.ownWords: found \" \", "
                        + "wanted a few words on one line, like \"In your own words\"",
                    "fr.toml:3: words.openUntil: found an unknown placeholder \"{tim}\", "
                        + "wanted one of {time} (did you mean {time}?)",
                    "fr.toml:6: dayPart[1].from: found \"24:00\", "
                        + "wanted a time from \"00:00\" to \"23:59\"",
                    "fr.toml:8: dayPart[2].say: found nothing, wanted what {dayPart} says",
                    "fr.toml:11: dayPart[3].from: found 10:00 again, wanted a time of its own",
                ])
    }
}

/// The scripts of a pack taken together.
extension PackReaderTests {
    private static let hint =
        ", wanted a script for every hour of the week and every party "
        + "(a script without conditions fits always)"

    @Test(
        "refuses a pack that is silent in some situation, and says in which",
        arguments: [
            ("hours = [\"04:00-22:00\"]", " for monday 00:00-04:00, the first of 14 such times"),
            ("weekdays = [\"monday\"]", " for tuesday 00:00-24:00, the first of 6 such times"),
            (
                "weekdays = [\"sunday\"]\nhours = [\"10:00-12:00\"]",
                " for monday 00:00-24:00, the first of 8 such times"
            ),
            ("dates = [\"01-06/12-24\"]", " from 01-01 to 01-05"),
            ("dates = [\"2026-12-24\"]", ""),
            ("seasons = [\"winter\"]", " from 03-01 to 11-30"),
            ("holiday = false", " on a public holiday"),
            ("occupancy = \"0-3\"", " with 4 or more others inside"),
            ("openPrompts = \"1-\"", " with 0 other prompts open"),
            ("people = \"3-\"", " for a party of 1 to 2"),
            ("children = false", " where children are welcome"),
            ("visitor = \"first\"", " for an unknown visitor"),
            ("level = \"noticed\"", " at level stranger"),
            ("cameFor = [\"asked\"]", " when it is not known what they came for"),
            ("register = \"informal\"", " in the formal register"),
            ("holiday = false\nhours = [\"00:00-12:00\"]", " on a public holiday"),
        ])
    func gaps(conditions: String, expected: String) {
        let text = Self.plain.replacing(
            "text = \"{dayPart}!\"\n", with: "text = \"{dayPart}!\"\n\(conditions)\n")
        let named = mistakes(text)
        #expect(named.count == 1)
        #expect(
            named.first.map { $0.hasPrefix("fr.toml: found no greeting\(expected)" + Self.hint) }
                ?? false, "\(named)")
    }

    @Test("a text with a value that may be missing does not fill a gap")
    func gapsOfValues() {
        #expect(
            mistakes(Self.plain.replacing("{dayPart}!", with: "Hello, {staff} speaking.")) == [
                "fr.toml: found no greeting without a value for {staff}" + Self.hint
            ])
    }

    @Test("a register that neither the shop nor the pack speaks has no gap")
    func registers() {
        let formal = Self.plain + "register = \"formal\""
        #expect(mistakes(formal) == [])
        #expect(
            mistakes(formal, rules: PackReader.Rules(register: .informal)) == [
                "fr.toml: found no farewell in the informal register" + Self.hint
            ])
    }

    @Test("look-ins are missed where they are switched on, or begun")
    func lookIns() {
        #expect(
            mistakes(Self.plain, rules: PackReader.Rules(hasLookIns: true)) == [
                "fr.toml: found no look-in at all, wanted at least one"
            ])
        #expect(
            mistakes(
                Self.script("people = \"2-\"").replacing(
                    "id = \"a\"\nmoment = \"greeting\"", with: "id = \"a\"\nmoment = \"lookIn\""))
                == ["fr.toml: found no look-in for a party of 1" + Self.hint])
    }

    @Test("refuses a pack without a moment")
    func noFarewell() {
        #expect(
            mistakes("[words]\nownWords = \"x\"") == [
                "fr.toml: found no greeting at all, wanted at least one",
                "fr.toml: found no farewell at all, wanted at least one",
            ])
    }

    @Test("names a script that others always go before")
    func neverChosen() {
        let two = """
            [[script]]
            id = "b"
            moment = "greeting"
            text = "b"
            hours = ["00:00-12:00"]
            [[script]]
            id = "c"
            moment = "greeting"
            text = "c"
            holiday = true

            """
        // In the afternoon of a working day the plain ones are still the best there are.
        #expect(mistakes(Self.script(two)) == [])
        let four =
            two
            + two.replacing("id = \"b\"", with: "id = \"d\"")
            .replacing("id = \"c\"", with: "id = \"e\"")
            .replacing("00:00-12:00", with: "12:00-24:00").replacing("true", with: "false")
        #expect(
            mistakes(Self.script(four)) == [
                "fr.toml:11: script[hello-1]: found a script that can never be chosen, "
                    + "wanted conditions under which it is chosen "
                    + "(wherever it fits, two scripts with more conditions fit too and go before it)",
                "fr.toml:19: script[a]: found a script that can never be chosen, "
                    + "wanted conditions under which it is chosen "
                    + "(wherever it fits, two scripts with more conditions fit too and go before it)",
            ])
    }
}

/// Packs as a part of the configuration.
extension PackReaderTests {
    @Test("takes the pack beside the configuration before the one built in")
    func beside() throws {
        let fixture = try ConfigurationFixture(hasPacks: false)
        try fixture.write(Self.plain, to: "scripts/en.toml")

        let configuration = try #require(try fixture.read(ConfigurationFixture.plain).configuration)

        #expect(
            configuration.scriptFiles
                == ["fr": nil, "en": fixture.directory + "/scripts/en.toml"])
        let packs = configuration.shop.scripts.packs
        #expect(packs.map(\.language) == ["fr", "en"])
        #expect(packs[0].scripts.count > 24)
        #expect(packs[1].scripts.count == 2)
    }

    @Test("a mistake in a pack is a mistake of the configuration")
    func mistakesOfPacks() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(Self.plain + "wekdays = []", to: "scripts/en.toml")

        let mistakes = try fixture.mistakes(ConfigurationFixture.plain)
        #expect(mistakes.count == 1)
        #expect(
            mistakes[0].hasPrefix("scripts/en.toml:19: script[bye-1].wekdays: found an unknown key")
        )
    }

    @Test("reads what the configuration says of the words")
    func keys() throws {
        let fixture = try ConfigurationFixture()
        let shop = try #require(
            try fixture.read(
                ConfigurationFixture.plain.replacing(
                    "[shop]", with: "[shop]\nhemisphere = \"south\"")
                        + """
                        [reception]
                        childrenWelcome = true
                        [scripts]
                        register = "informal"
                        staff = "Camille"
                        [[hours.exception]]
                        date = 2026-12-25
                        open = []
                        holiday = true
                        [[hours.exception]]
                        date = 2026-12-24
                        open = ["09:30-17:00"]
                        """
            ).configuration
        ).shop

        #expect(shop.hemisphere == .south)
        #expect(shop.reception.childrenWelcome)
        #expect(shop.scripts.register == .informal)
        #expect(shop.scripts.staff == "Camille")
        #expect(shop.calendar.hours.holidays == [try #require(LocalDate("2026-12-25"))])
        let plain = try #require(
            try fixture.read(ConfigurationFixture.plain).configuration
        ).shop
        #expect(plain.hemisphere == .north)
        #expect(!plain.reception.childrenWelcome)
        #expect(plain.scripts.register == .formal)
        #expect(plain.scripts.staff == nil)
        #expect(plain.calendar.hours.holidays == [])
    }

    @Test("names a bad key of the words")
    func badKeys() throws {
        let fixture = try ConfigurationFixture()
        #expect(
            try fixture.mistakes(
                ConfigurationFixture.plain + """
                    [scripts]
                    register = "polite"
                    staff = ""
                    [reception]
                    childrenWelcome = "yes"
                    """) == [
                    "doorstep.toml:10: scripts.register: found \"polite\", "
                        + "wanted one of formal, informal",
                    "doorstep.toml:11: scripts.staff: found \"\", "
                        + "wanted a first name in quotes, 1 to 40 characters on one line",
                    "doorstep.toml:13: reception.childrenWelcome: found \"yes\", "
                        + "wanted true or false, without quotes",
                ])
    }

    @Test("a broken pack is explained in one screen")
    func screen() throws {
        let fixture = try ConfigurationFixture()
        let scripts = (0..<200).map { "[[script]]\nid = \"s\($0)\"\n" }.joined()
        try fixture.write(Self.plain + scripts, to: "scripts/en.toml")
        try fixture.write(Self.plain + "hours = []", to: "scripts/fr.toml")

        let refused = ConfigurationRefused(
            mistakes: try fixture.read(ConfigurationFixture.plain).mistakes)
        let lines = refused.lines.map(fixture.short)
        #expect(lines.count == 11)
        #expect(lines[0].hasPrefix("scripts/fr.toml:19: script[bye-1].hours: found []"))
        #expect(lines[1].hasPrefix("scripts/en.toml:19: script[s0].moment: found nothing"))
        #expect(lines[10] == "scripts/en.toml: and 391 more mistakes")
        #expect(refused.description.split(separator: "\n").count == 11)
    }
}
