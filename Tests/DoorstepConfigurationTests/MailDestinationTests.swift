import DoorstepCore
import DoorstepDelivery
import Testing

@testable import DoorstepConfiguration

@Suite("Destinations for mail")
struct MailDestinationTests {
    /// At line 9; what a test adds starts at line 12.
    private static let start =
        ConfigurationFixture.plain + "[[destination]]\nname = \"manager\"\nformat = \"email\"\n"
    private static let heading = "from = \"a@shop.example\"\nto = [\"b@shop.example\"]\n"
    private static let whole = heading + "url = \"smtp://mail.example\"\n"

    @Test(
        "names what does not fit without giving a password away",
        arguments: [
            (
                heading,
                "9: destination[manager]: found no url, wanted exactly one of url, urlFile, "
                    + "urlCredential"
            ),
            (
                heading + "url = \"https://mail.example/\"",
                "14: destination[manager].url: found a URL that does not fit, wanted "
                    + "\"smtp://HOST:587\" (STARTTLS) or \"smtps://HOST:465\" (TLS) "
                    + "(https:// leads to no mail server)"
            ),
            (
                heading + "url = \"smtp://me:hunter2@mail.example\"",
                "14: destination[manager].url: found a URL that does not fit, wanted "
                    + "\"smtp://HOST:587\" (STARTTLS) or \"smtps://HOST:465\" (TLS) "
                    + "(the user name has its own key: user)"
            ),
            (
                heading + "url = \"smtp://mail.example/inbox\"",
                "14: destination[manager].url: found a URL that does not fit, wanted "
                    + "\"smtp://HOST:587\" (STARTTLS) or \"smtps://HOST:465\" (TLS) "
                    + "(the URL ends with the port)"
            ),
            (
                heading + "url = \"mail.example\"",
                "14: destination[manager].url: found a URL that does not fit, wanted "
                    + "\"smtp://HOST:587\" (STARTTLS) or \"smtps://HOST:465\" (TLS) "
                    + "(the URL cannot be read)"
            ),
            (
                "to = [\"b@shop.example\"]\nurl = \"smtp://mail.example\"",
                "9: destination[manager].from: found nothing, wanted an address like "
                    + "\"anne@shop.example\" or \"Anne <anne@shop.example>\""
            ),
            (
                "from = \"a@shop.example\"\nurl = \"smtp://mail.example\"",
                "9: destination[manager].to: found nothing, wanted a list of 1 to 20 addresses like "
                    + "[\"anne@shop.example\"]"
            ),
            (
                "from = \"a@shop.example\"\nto = []\nurl = \"smtp://mail.example\"",
                "13: destination[manager].to: found [], wanted a list of 1 to 20 addresses like "
                    + "[\"anne@shop.example\"]"
            ),
            (
                "from = \"a@shop.example\"\nto = \"b@shop.example\"\nurl = \"smtp://mail.example\"",
                "13: destination[manager].to: found \"b@shop.example\", wanted a list of 1 to 20 "
                    + "addresses like [\"anne@shop.example\"] (put it in [brackets])"
            ),
            (
                "from = \"anne\"\nto = [\"b@shop.example\"]\nurl = \"smtp://mail.example\"",
                "12: destination[manager].from: found \"anne\", wanted an address like "
                    + "\"anne@shop.example\" or \"Anne <anne@shop.example>\""
            ),
            (
                "from = \"a@shop.example\"\nto = [\"b@shop.example\", \"b@été.example\"]\n"
                    + "url = \"smtp://mail.example\"",
                "13: destination[manager].to[2]: found \"b@été.example\", wanted an address like "
                    + "\"anne@shop.example\" or \"Anne <anne@shop.example>\" (letters a to z only: a "
                    + "domain with others is written xn--…)"
            ),
            (
                "from = \"a@shop.example\"\nto = [\"b@shop.example\", \"B <B@shop.example>\"]\n"
                    + "url = \"smtp://mail.example\"",
                "13: destination[manager].to[2]: found \"B <B@shop.example>\" again, wanted each "
                    + "address once"
            ),
            (
                whole + "user = \"me\"",
                "9: destination[manager]: found no password, wanted exactly one of passwordFile, "
                    + "passwordCredential"
            ),
            (
                whole + "passwordFile = \"password\"",
                "15: destination[manager].passwordFile: found a password without user, wanted both, "
                    + "or neither"
            ),
            (
                whole + "user = \"\"\npasswordFile = \"password\"",
                "15: destination[manager].user: found \"\", wanted the name that the provider gave "
                    + "for sending, often the address itself"
            ),
            (
                whole + "user = \"me\"\npasswordFile = \"empty\"",
                "16: destination[manager].passwordFile: found nothing in it, wanted the password in "
                    + "one line"
            ),
            (
                whole + "user = \"me\"\npasswordFile = \"two\"",
                "16: destination[manager].passwordFile: found 2 lines in it, wanted the password in "
                    + "one line"
            ),
            (
                whole + "user = \"me\"\npasswordFile = \"nowhere\"",
                "16: destination[manager].passwordFile: found the file: No such file or directory, "
                    + "wanted a file that can be read"
            ),
            (
                whole + "user = \"me\"\npasswordFile = \"password\"\nallowPlain = true",
                "17: destination[manager].allowPlain: found a login at a server without TLS, wanted "
                    + "allowPlain = false, or neither user nor password (a password is never sent "
                    + "without TLS)"
            ),
            (
                whole + "allowHTTP = true",
                "15: destination[manager].allowHTTP: found allowHTTP with format = \"email\", wanted "
                    + "none there (of a mail server that is allowPlain)"
            ),
            (
                whole + "secretFile = \"password\"",
                "15: destination[manager].secretFile: found a secret, wanted none: email checks no "
                    + "signature (a mail server wants user and passwordFile)"
            ),
            (
                whole + "templateFile = \"x\"",
                "15: destination[manager].templateFile: found templateFile with format = \"email\", "
                    + "wanted none there (it belongs to format = \"template\")"
            ),
        ])
    func refuses(added: String, expected: String) throws {
        let mistakes = try fixture().mistakes(Self.start + added)

        #expect(mistakes == ["doorstep.toml:" + expected])
        #expect(!mistakes.joined().contains("hunter2"))
    }

    @Test("refuses a password in the file, and says where it goes")
    func password() throws {
        let mistakes = try fixture().mistakes(Self.start + Self.whole + "password = \"hunter2\"")

        #expect(mistakes.count == 1)
        #expect(
            mistakes[0].hasPrefix("doorstep.toml:15: destination[manager].password: found an un"))
        #expect(
            mistakes[0].hasSuffix(
                "(secrets do not belong in this file: use passwordFile or passwordCredential)"))
    }

    @Test(
        "refuses mails' keys with another format",
        arguments: [
            "from = \"a@shop.example\"", "to = [\"a@shop.example\"]", "user = \"me\"",
            "passwordFile = \"password\"", "passwordCredential = \"x\"", "allowPlain = true",
        ])
    func otherFormats(line: String) throws {
        let key = line.prefix { $0 != " " }
        let text =
            ConfigurationFixture.plain
            + "[[destination]]\nname = \"manager\"\nformat = \"slack\"\n"
            + "url = \"https://hooks.example/x\"\n\(line)"

        #expect(
            try fixture().mistakes(text) == [
                "doorstep.toml:13: destination[manager].\(key): found \(key) with format = \"slack\", "
                    + "wanted none there (it belongs to format = \"email\")"
            ])
    }

    @Test(
        "knows the usual ports, and warns of a scheme that does not go with its port",
        arguments: [
            ("smtp://mail.example", "smtp://mail.example:587", nil),
            ("smtps://mail.example", "smtps://mail.example:465", nil),
            ("smtp://mail.example:2525", "smtp://mail.example:2525", nil),
            (
                "smtps://mail.example:587", "smtps://mail.example:587",
                "port 587 usually takes STARTTLS: write smtp://, not smtps://"
            ),
            (
                "smtp://mail.example:465", "smtp://mail.example:465",
                "port 465 usually takes TLS from the start: write smtps://, not smtp://"
            ),
        ] as [(String, String, String?)])
    func ports(url: String, place: String, warning: String?) throws {
        let reading = try fixture().read(Self.start + Self.heading + "url = \"\(url)\"")

        let destination = try #require(reading.configuration?.destinations.first)
        #expect(destination.place == place)
        #expect(
            reading.warnings.map(\.text) == [warning].compactMap(\.self))
    }

    @Test("warns of a server on a private network, and of a password that others can read")
    func warns() throws {
        let fixture = try fixture()
        try fixture.write("hunter2", to: "password", mode: 0o644)

        let warnings = try fixture.warnings(
            Self.start + Self.heading
                + "url = \"smtp://192.168.1.5\"\nuser = \"me\"\npasswordFile = \"password\"")

        #expect(
            warnings == [
                "doorstep.toml:14: destination[manager].url: warning: 192.168.1.5 is not a public "
                    + "address: nothing is sent to it without allowPrivateAddress = true",
                "doorstep.toml:16: destination[manager].passwordFile: warning: password has mode 0644: "
                    + "others can read or change it; chmod 600 password",
            ])
    }

    @Test("a credential that only systemd can show is a warning to check")
    func credential() throws {
        let text = Self.start + Self.whole + "user = \"me\"\npasswordCredential = \"x\""

        let forgiven = try fixture().read(text, forgivesCredentials: true)

        #expect(forgiven.mistakes == [] && forgiven.unseenDestinations == ["manager"])
        #expect(try fixture().mistakes(text).count == 1)
    }

    @Test("check shows to whom and by which server, and never as whom")
    func check() throws {
        let fixture = try fixture()
        try fixture.write(
            Self.start
                + """
                language = "en"
                from = "Counter <a@shop.example>"
                to = ["Anne <anne@shop.example>", "jean@shop.example"]
                url = "smtp://mail.example"
                user = "somebody"
                passwordFile = "password"
                [[destination]]
                name = "relay"
                format = "email"
                from = "a@shop.example"
                to = ["anne@shop.example"]
                url = "smtp://127.0.0.1"
                allowPlain = true
                allowPrivateAddress = true
                send = ["week", "day"]
                """)

        let lines = Checker.check(
            configPath: fixture.path, environment: [:], now: { ConfigurationFixture.now }
        ).lines

        #expect(
            lines.contains(
                "destinations  manager: email in en to anne@shop.example, jean@shop.example by "
                    + "smtp://mail.example:587, each day"))
        #expect(
            lines.contains(
                "              relay: email in fr to anne@shop.example by smtp://127.0.0.1:25 without "
                    + "TLS, each day, week"))
        #expect(!lines.joined().contains("somebody"))
        var dumped = ""
        let reading = ConfigurationReader.read(path: fixture.path, environment: [:])
        dump(try #require(reading.configuration).destinations, to: &dumped)
        #expect(dumped.contains("mail.example"))
        #expect(!dumped.contains("hunter2") && !dumped.contains("somebody"))
    }

    @Test("the examples of doorstep.toml are understood")
    func shipped() throws {
        let fixture = try fixture()
        try fixture.write("hunter2", to: "credentials/mail-password")
        let lines = try ShippedFilesTests.text("doorstep.toml").split(separator: "\n")
        let examples = lines.compactMap { line -> String? in
            guard line.hasPrefix("#   url = \"smtp") else { return nil }
            return line.drop { $0 == "#" || $0 == " " }.prefix { $0 != "#" }.trimming()
        }
        #expect(examples.count >= 3)
        for example in examples {
            let isLocal = example.contains("127.0.0.1")
            let text =
                Self.start + Self.heading + example + "\n"
                + (isLocal
                    ? "allowPlain = true\nallowPrivateAddress = true"
                    : "user = \"me\"\npasswordFile = \"credentials/mail-password\"")
            let reading = try fixture.read(text)
            #expect(reading.mistakes == [] && reading.warnings == [], "\(example)")
        }
    }

    private func fixture() throws -> ConfigurationFixture {
        let fixture = try ConfigurationFixture()
        try fixture.write("hunter2 \n", to: "password")
        try fixture.write("\n", to: "empty")
        try fixture.write("hunter2\nhunter2\n", to: "two")
        return fixture
    }
}

extension Substring {
    fileprivate func trimming() -> String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
