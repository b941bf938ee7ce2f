import DoorstepCore
import Testing

@testable import DoorstepDaemon

@Suite("ScriptPack")
struct ScriptPackTests {
    /// A pack that has all it needs: eight lines.
    private static let plain = """
        [[script]]
        id = "hello-1"
        moment = "greeting"
        text = "Hello!"
        [[script]]
        id = "bye-1"
        moment = "farewell"
        text = "Thank you, goodbye!"

        """

    private func mistakes(_ text: String) -> [String] {
        ScriptPack(text, language: "fr", file: "fr.toml").mistakes.map(\.description)
    }

    @Test("names its scripts after the language")
    func reads() throws {
        let pack = ScriptPack(
            Self.plain + "hours = [\"08:00-12:00\", \"22:00-02:00\"]\nweekdays = [\"saturday\"]\n"
                + "[[script]]\nid = \"bye-2\"\nmoment = \"farewell\"\ntext = \"Bye!\"",
            language: "en", file: "en.toml")

        #expect(pack.mistakes == [])
        #expect(pack.scripts.map(\.id.rawValue) == ["en/hello-1", "en/bye-1", "en/bye-2"])
        #expect(pack.scripts[1].moment == .farewell)
        #expect(pack.scripts[1].hours.map(\.description) == ["08:00-12:00", "22:00-02:00"])
        #expect(pack.scripts[1].weekdays == [.saturday])
    }

    @Test(
        "names a bad script with its line and id",
        arguments: [
            (
                "tezt = \"x\"",
                "9: script[bye-1].tezt: found an unknown key, wanted one of id, moment, "
                    + "text, hours, weekdays (did you mean \"text\"?)"
            ),
            (
                "hours = [\"25:00-26:00\"]",
                "9: script[bye-1].hours[1]: found \"25:00-26:00\", "
                    + "wanted a range like \"04:00-18:00\""
            ),
            (
                "hours = []",
                "9: script[bye-1].hours: found [], wanted a range like \"04:00-18:00\" "
                    + "(leave it out for any hour)"
            ),
            (
                "weekdays = [\"sunny\"]",
                "9: script[bye-1].weekdays[1]: found \"sunny\", wanted one of "
                    + "monday, tuesday, wednesday, thursday, friday, saturday, sunday "
                    + "(did you mean \"sunday\"?)"
            ),
            (
                "[[script]]\nid = \"bye-1\"\nmoment = \"greeting\"\ntext = \"x\"",
                "10: script[bye-1].id: found \"bye-1\" again, wanted an id of its own"
            ),
            (
                "[[script]]\nid = \"a\"\nmoment = \"greting\"\ntext = \"x\"",
                "11: script[a].moment: found \"greting\", wanted \"greeting\" or \"farewell\" "
                    + "(did you mean \"greeting\"?)"
            ),
            (
                "[[script]]\nid = \"a\"\nmoment = \"direction\"\ntext = \"x\"",
                "11: script[a].moment: found \"direction\", wanted \"greeting\" or \"farewell\""
            ),
            (
                "[[script]]\nid = \"a\"\nmoment = \"greeting\"\ntext = \"\"",
                "12: script[a].text: found \"\", wanted what to say, 1 to 160 characters on one line"
            ),
            (
                "[[script]]\nid = \"a\"\nmoment = \"greeting\"\ntext = \"\(String(repeating: "é", count: 161))\"",
                "12: script[a].text: found 161 characters, wanted what to say, "
                    + "1 to 160 characters on one line"
            ),
            (
                "[[script]]\nid = \"a\"\nmoment = \"greeting\"\ntext = \"Hello {name}\"",
                "12: script[a].text: found \"Hello {name}\", wanted words alone "
                    + "(placeholders are not built yet)"
            ),
            (
                "[[script]]\nmoment = \"greeting\"\ntext = \"x\"",
                "9: script[3].id: found nothing, wanted an id like \"matin-1\""
            ),
        ])
    func refuses(added: String, expected: String) {
        #expect(mistakes(Self.plain + added) == ["fr.toml:" + expected])
    }

    @Test("refuses a pack that is silent at some hour of the week")
    func gaps() {
        let text = Self.plain.replacing(
            "text = \"Hello!\"\n",
            with: "text = \"Hello!\"\nhours = [\"04:00-22:00\"]\n")

        #expect(
            mistakes(text) == [
                "fr.toml: found no greeting for monday 00:00-04:00, the first of 14 such times, wanted "
                    + "one for every hour of the week "
                    + "(a script without hours and weekdays fits always)"
            ])
        #expect(
            mistakes(
                Self.plain + "weekdays = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", "
                    + "\"friday\", \"saturday\"]") == [
                    "fr.toml: found no farewell for sunday 00:00-24:00, wanted one for every hour of "
                        + "the week (a script without hours and weekdays fits always)"
                ])
    }

    @Test("refuses a pack without a moment")
    func noFarewell() {
        #expect(
            mistakes("[[script]]\nid = \"a\"\nmoment = \"greeting\"\ntext = \"Hello!\"") == [
                "fr.toml: found no farewell at all, wanted at least one"
            ])
        #expect(
            mistakes("") == [
                "fr.toml: found no greeting at all, wanted at least one",
                "fr.toml: found no farewell at all, wanted at least one",
            ])
    }

    @Test("takes the pack beside the configuration before the one built in")
    func beside() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(Self.plain, to: "scripts/en.toml")

        let configuration = try #require(try fixture.read(ConfigurationFixture.plain).configuration)

        #expect(
            configuration.scriptFiles
                == ["fr": nil, "en": fixture.directory + "/scripts/en.toml"])
        #expect(configuration.shop.scripts.count { $0.id.language == "en" } == 2)
        #expect(configuration.shop.scripts.count { $0.id.language == "fr" } > 24)
    }

    @Test("a mistake in a pack is a mistake of the configuration")
    func mistakesOfPacks() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(Self.plain + "wekdays = []", to: "scripts/en.toml")

        #expect(
            try fixture.mistakes(ConfigurationFixture.plain) == [
                "scripts/en.toml:9: script[bye-1].wekdays: found an unknown key, wanted one of id, "
                    + "moment, text, hours, weekdays (did you mean \"weekdays\"?)"
            ])
    }
}
