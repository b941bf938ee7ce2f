import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import Testing

@testable import DoorstepConfiguration

@Suite("Destinations")
struct DestinationTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    /// A destination without url and secret, at line 9; what a test adds starts at line 11.
    private static let start = ConfigurationFixture.plain + "[[destination]]\nname = \"manager\"\n"

    @Test(
        "names what does not fit without giving a secret away",
        arguments: [
            (
                "urlFile = \"url\"",
                "9: destination[manager]: found no secret, wanted exactly one of secretFile, "
                    + "secretCredential"
            ),
            (
                "secretFile = \"secret\"",
                "9: destination[manager]: found no url, wanted exactly one of url, urlFile, "
                    + "urlCredential"
            ),
            (
                "url = \"https://a.example\"\nurlFile = \"url\"\nsecretFile = \"secret\"",
                "12: destination[manager].urlFile: found url and urlFile, wanted exactly one of url, "
                    + "urlFile, urlCredential"
            ),
            (
                "url = \"http://a.example/hook\"\nsecretFile = \"secret\"",
                "11: destination[manager].url: found a URL that does not fit, wanted an https URL "
                    + "(http is not allowed: use https, or set allowHTTP = true)"
            ),
            (
                "url = \"https://me:hunter2@a.example/hook\"\nsecretFile = \"secret\"",
                "11: destination[manager].url: found a URL that does not fit, wanted an https URL "
                    + "(a user name in a URL is not allowed)"
            ),
            (
                "url = \"hooks.example/hunter2\"\nsecretFile = \"secret\"",
                "11: destination[manager].url: found a URL that does not fit, wanted an https URL "
                    + "(the URL cannot be read: it needs a scheme and a host, "
                    + "as in https://hooks.example/…)"
            ),
            (
                "url = \"ftp://a.example/hunter2\"\nsecretFile = \"secret\"",
                "11: destination[manager].url: found a URL that does not fit, wanted an https URL "
                    + "(ftp is not allowed)"
            ),
            (
                "url = 5\nsecretFile = \"secret\"",
                "11: destination[manager].url: found a number, wanted an https URL"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"nowhere\"",
                "12: destination[manager].secretFile: found nowhere: No such file or directory, "
                    + "wanted a file that can be read"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"\(secret)\"",
                "12: destination[manager].secretFile: found the secret itself, wanted the path of a "
                    + "file that holds it"
            ),
            (
                "urlFile = \"url\"\nsecret = \"hunter2\"\nsecretFile = \"secret\"",
                "12: destination[manager].secret: found an unknown key, wanted one of name, format, "
                    + "language, templateFile, contentType, url, urlFile, urlCredential, secretFile, "
                    + "secretCredential, from, to, user, passwordFile, passwordCredential, send, closedDays, "
                    + "allowHTTP, allowPlain, allowPrivateAddress, caFile (secrets do not belong in this file: "
                    + "use secretFile or secretCredential)"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"short\"",
                "12: destination[manager].secretFile: found a secret of 6 bytes in line 2 of it, "
                    + "wanted \"whsec_\" and 24 to 64 bytes in base64 "
                    + "(make one: echo \"whsec_$(openssl rand -base64 32)\")"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"five\"",
                "12: destination[manager].secretFile: found 5 secrets in it, "
                    + "wanted 1, or up to 4 while they are being rotated, one a line"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"secret\"\nformat = \"slack\"",
                "12: destination[manager].secretFile: found a secret, wanted none: slack checks no "
                    + "signature (its URL is its secret: keep it in urlFile or urlCredential)"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"secret\"\nformat = \"slak\"",
                "13: destination[manager].format: found \"slak\", wanted one of standard, "
                    + "cloudevents, slack, teams, discord, mattermost, googlechat, ntfy, email, homeassistant, "
                    + "template (did you mean \"slack\"?)"
            ),
            (
                "urlFile = \"url\"\nformat = \"Slack\"",
                "12: destination[manager].format: found \"Slack\", wanted one of standard, "
                    + "cloudevents, slack, teams, discord, mattermost, googlechat, ntfy, email, homeassistant, "
                    + "template (did you mean \"slack\"?)"
            ),
            (
                "urlFile = \"url\"\nformat = \"slack\"\nlanguage = \"de\"",
                "13: destination[manager].language: found \"de\", wanted one of fr, en"
            ),
            (
                "urlFile = \"url\"\nformat = \"slack\"\nclosedDays = \"all\"",
                "13: destination[manager].closedDays: found \"all\", wanted one of nothing, line"
            ),
            (
                "urlFile = \"url\"\nformat = \"cloudevents\"\nclosedDays = \"line\"",
                "13: destination[manager].closedDays: found \"line\", wanted \"nothing\" (a line is for "
                    + "people, and this destination is for programs)"
            ),
            (
                "urlFile = \"url\"\nformat = \"ntfy\"\ntemplateFile = \"shut\"",
                "13: destination[manager].templateFile: found templateFile with format = \"ntfy\", "
                    + "wanted none there (it belongs to format = \"template\")"
            ),
            (
                "urlFile = \"url\"\nformat = \"template\"",
                "9: destination[manager].templateFile: found nothing, wanted the path of a "
                    + "mustache file"
            ),
            (
                "urlFile = \"url\"\nformat = \"template\"\ntemplateFile = \"nowhere\"",
                "13: destination[manager].templateFile: found nowhere: No such file or directory, "
                    + "wanted a file that can be read"
            ),
            (
                "urlFile = \"url\"\nformat = \"template\"\ntemplateFile = \"unclosed\"",
                "13: destination[manager].templateFile: found unclosed:2: a section is closed by "
                    + "another name than its own, wanted a mustache template (what it may name is in "
                    + "the doorstep.toml that came with the program)"
            ),
            (
                "urlFile = \"url\"\nformat = \"template\"\ntemplateFile = \"nojson\"\n"
                    + "contentType = \"application/json\"",
                "13: destination[manager].templateFile: found nojson: with example figures it makes no "
                    + "JSON: byte 0: byte 226 where a value was expected, wanted a mustache template (what it "
                    + "may name is in the doorstep.toml that came with the program)"
            ),
            (
                "urlFile = \"url\"\nformat = \"template\"\ntemplateFile = \"plain\"\n"
                    + "contentType = \"json\"",
                "14: destination[manager].contentType: found \"json\", wanted a media type like "
                    + "\"application/json\""
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"secret\"\nsend = [\"daily\"]",
                "13: destination[manager].send[1]: found \"daily\", wanted \"day\", \"week\" or "
                    + "\"month\""
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"secret\"\nallowHTTP = \"yes\"",
                "13: destination[manager].allowHTTP: found \"yes\", wanted true or false, "
                    + "without quotes"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"secret\"\ncaFile = \"secret\"",
                "13: destination[manager].caFile: found no certificate in secret, "
                    + "wanted certificates in PEM form"
            ),
            (
                "urlFile = \"url\"\nsecretCredential = \"x\"",
                "12: destination[manager].secretCredential: found no CREDENTIALS_DIRECTORY in the "
                    + "environment, wanted credential \"x\" from systemd "
                    + "(LoadCredential=x:/etc/doorstep/credentials/x in the unit)"
            ),
            (
                "urlFile = \"url\"\nsecretFile = \"secret\"\n"
                    + "[[destination]]\nname = \"manager\"\nurlFile = \"url\"\nsecretFile = \"secret\"",
                "14: destination[manager].name: found \"manager\" again, wanted a name of its own"
            ),
        ])
    func refuses(added: String, expected: String) throws {
        let fixture = try fixture()

        let mistakes = try fixture.mistakes(Self.start + added)

        #expect(mistakes == ["doorstep.toml:" + expected])
        #expect(!mistakes.joined().contains("hunter2"))
        #expect(!mistakes.joined().contains("whsec_Mf"))
    }

    @Test("formats for people need no secret, and speak the shop's language unless told")
    func formats() throws {
        let fixture = try fixture()
        func destination(
            _ added: String, languages: String = "[\"fr\"]"
        ) throws -> Subscription {
            let text = (Self.start + "urlFile = \"url\"\n" + added).replacing(
                "[shop]\n", with: "[shop]\nlanguages = \(languages)\n")
            let reading = try fixture.read(text)
            #expect(reading.mistakes.map(\.description) == [])
            let destination = try #require(reading.configuration?.destinations.first)
            #expect((destination.secrets.count == 1) == added.contains("secretFile"))
            return destination.subscription
        }
        for format in MessageFormat.allCases
        where ![.standard, .template, .email].contains(format) {
            let read = try destination("format = \"\(format.rawValue)\"")
            #expect(read.format == format && read.language == .fr)
            #expect(!read.hearsOfShutDays)
        }
        _ = try destination("format = \"cloudevents\"\nsecretFile = \"secret\"")
        #expect(try destination("format = \"slack\"\nlanguage = \"en\"").language == .en)
        #expect(
            try destination("format = \"slack\"", languages: "[\"de\", \"fr\"]").language == .fr)
        #expect(
            try destination("format = \"slack\"\nclosedDays = \"line\"").hearsOfShutDays)
        let template = try destination("format = \"template\"\ntemplateFile = \"plain\"").template
        #expect(template?.text == "{{title}}: {{headline}}")
        #expect(template?.contentType == "text/plain; charset=utf-8")
    }

    @Test("finds credentials in systemd's directory")
    func credentials() throws {
        let fixture = try fixture()
        let text = Self.start + "urlCredential = \"url\"\nsecretCredential = \"secret\""
        let environment = ["CREDENTIALS_DIRECTORY": fixture.directory]

        let reading = try fixture.read(text, environment: environment)
        let absent = try fixture.mistakes(
            text.replacing("\"secret\"", with: "\"other\""), environment: environment)

        let destination = try #require(reading.configuration?.destinations.first)
        #expect(destination.place == "https://hooks.example/…")
        #expect(
            absent == [
                "doorstep.toml:12: destination[manager].secretCredential: found credential \"other\": "
                    + "No such file or directory, wanted a credential that can be read "
                    + "(LoadCredential=other:/etc/doorstep/credentials/other in the unit)"
            ])
    }

    @Test("a credential that only systemd can show is a warning to check")
    func forgivenCredentials() throws {
        let fixture = try fixture()

        let reading = try fixture.read(
            Self.start + "urlFile = \"url\"\nsecretCredential = \"x\"", forgivesCredentials: true)

        #expect(reading.mistakes == [])
        #expect(reading.unseenDestinations == ["manager"])
        #expect(
            reading.warnings.map { fixture.short($0.description) } == [
                "doorstep.toml:12: destination[manager].secretCredential: warning: credential \"x\" can "
                    + "only be looked at when systemd starts the daemon"
            ])
    }

    @Test("warns of secrets that others can read, and of private addresses")
    func warns() throws {
        let fixture = try fixture()
        try fixture.write(Self.secret, to: "secret", mode: 0o644)

        let warnings = try fixture.warnings(
            Self.start
                + "url = \"https://192.168.1.5/hook\"\nsecretFile = \"secret\"\nsend = [\"day\", \"week\"]"
        )

        #expect(
            warnings == [
                "doorstep.toml:11: destination[manager].url: warning: 192.168.1.5 is not a public "
                    + "address: nothing is sent to it without allowPrivateAddress = true",
                "doorstep.toml:12: destination[manager].secretFile: warning: secret has mode 0644: "
                    + "others can read or change it; chmod 600 secret",
            ])
    }

    @Test("a configuration that is printed shows neither path nor secret")
    func printed() throws {
        let fixture = try fixture()

        let reading = try fixture.read(Self.start + "urlFile = \"url\"\nsecretFile = \"secret\"")

        var dumped = ""
        dump(try #require(reading.configuration).destinations, to: &dumped)
        #expect(dumped.contains("hooks.example"))
        #expect(!dumped.contains("hunter2"))
        #expect(!dumped.contains("MfKQ9r8"))
    }

    private func fixture() throws -> ConfigurationFixture {
        let fixture = try ConfigurationFixture()
        try fixture.write("\nhttps://hooks.example/hunter2\n", to: "url")
        try fixture.write("# for the manager\n\n\(Self.secret)\n", to: "secret")
        try fixture.write("# made by hand\nwhsec_c2VjcmV0", to: "short")
        try fixture.write("{{title}}: {{headline}}", to: "plain")
        try fixture.write("{{title}}\n{{#moved}}{{.}}{{/figures}}", to: "unclosed")
        try fixture.write("{{{title}}}", to: "nojson")
        try fixture.write(
            String(repeating: Self.secret + "\n", count: 5), to: "five")
        return fixture
    }

    @Test("a recorder that sends nothing looks whether URL and secret are given, and at neither")
    func leftClosed() throws {
        let fixture = try ConfigurationFixture()
        func read(_ keys: String) throws -> ConfigurationReader.Reading {
            try fixture.write(Self.start + keys)
            return ConfigurationReader.read(
                path: fixture.path, environment: [:], readsSecrets: false)
        }
        let closed = try read(
            "urlFile = \"nowhere\"\nsecretCredential = \"manager-secret\"\ncaFile = \"nowhere\"")
        #expect(closed.mistakes == [])
        #expect(closed.configuration?.destinations == [])
        #expect(
            closed.configuration?.subscriptions == [Subscription(name: "manager", language: .fr)])

        let bare = try read("format = \"slack\"").mistakes.map { fixture.short($0.description) }
        #expect(bare.count == 1 && bare[0].contains("found no url, wanted exactly one of"))
        let unsigned = try read("urlFile = \"url\"").mistakes.map { fixture.short($0.description) }
        #expect(unsigned.count == 1 && unsigned[0].contains("found no secret"))
        #expect(
            try fixture.mistakes(
                Self.start + "urlFile = \"nowhere\"\nsecretFile = \"nowhere\""
            ).count == 2)
    }
}
