import DoorstepCore
import DoorstepDelivery
import Foundation
import Logging
import MachineZones
import TestSupport
import Testing

@testable import DoorstepConfiguration

@Suite("Configuration")
struct ConfigurationTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    @Test("has every default of the shipped file")
    func defaults() throws {
        let fixture = try ConfigurationFixture()

        let reading = try fixture.read(ConfigurationFixture.plain)

        #expect(reading.mistakes == [])
        #expect(reading.warnings == [])
        let configuration = try #require(reading.configuration)
        let shop = configuration.shop
        #expect(shop.name == "Librairie des Halles")
        #expect(shop.languages == ["fr", "en"])
        #expect(shop.calendar.zone.name == "Europe/Paris")
        #expect(shop.calendar.dayStartsAt == TimeOfDay("04:00"))
        #expect(shop.calendar.closeAfter == .seconds(900))
        #expect(shop.calendar.hours == .always)
        #expect(shop.doors == [Door(name: "front", rateLimit: .standard)])
        #expect(shop.reception == ReceptionSettings())
        #expect(shop.retention == .seconds(1096 * 86400))
        #expect(configuration.destinations == [])
        #expect(configuration.server == ServerSettings())
        #expect(configuration.server.socket == "/run/doorstep/doorstep.sock")
        #expect(configuration.server.socketMode == 0o660)
        #expect(configuration.server.stateDirectory == "/var/lib/doorstep")
        #expect(configuration.server.listen == nil)
        #expect(configuration.server.logLevel == .info)
    }

    @Test("reads every key")
    func everyKey() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(Self.secret + "\n# the old one\n" + Self.secret + "\n", to: "secret")
        try fixture.write("-----BEGIN CERTIFICATE-----\n", to: "ca.pem")
        for language in ["en", "fr"] {
            try fixture.write(
                try #require(BuiltInPacks.text(of: language)), to: "packs/\(language).toml")
        }

        let reading = try fixture.read(
            """
            [shop]
            name = "Zum Türken"
            timeZone = "Europe/Berlin"
            languages = ["en"]
            dayStartsAt = "05:30"
            closeAfter = "1h"

            [hours]
            friday = ["20:00-03:00"]
            [[hours.exception]]
            date = 2026-12-24
            open = []

            [[door]]
            name = "front"
            silentAfter = "10m"
            [[door]]
            name = "back"

            [reception]
            greetAfter = "0s"
            greetWithin = "1m"
            lapseAfter = "10m"
            farewellWithin = "45s"
            lookInAfter = "20m"

            [scripts]
            directory = "packs"

            [[destination]]
            name = "manager"
            format = "standard"
            url = "https://hooks.example:8443/a/b?c=d"
            secretFile = "secret"
            send = ["day"]
            allowHTTP = true
            allowPrivateAddress = true
            caFile = "ca.pem"

            [server]
            socket = "run/doorstep.sock"
            socketMode = "0600"
            listen = "[::1]:8787"
            stateDirectory = "../state"
            retention = "30d"

            [log]
            level = "debug"
            """)

        #expect(reading.mistakes == [])
        #expect(reading.warnings == [])
        let configuration = try #require(reading.configuration)
        let shop = configuration.shop
        #expect(shop.calendar.closeAfter == .seconds(3600))
        #expect(shop.calendar.dayStartsAt == TimeOfDay("05:30"))
        #expect(
            shop.calendar.hours
                == OpeningHours(
                    weekly: [.friday: [try #require(TimeRange("20:00-03:00"))]],
                    exceptions: [try #require(LocalDate("2026-12-24")): []]))
        #expect(
            shop.doors == [
                Door(name: "front", silentAfter: .seconds(600), rateLimit: .standard),
                Door(name: "back", rateLimit: .standard),
            ])
        #expect(
            shop.reception
                == ReceptionSettings(
                    greetAfter: .zero, greetWithin: .seconds(60), lapseAfter: .seconds(600),
                    farewellWithin: .seconds(45), lookInAfter: .seconds(1200)))
        #expect(shop.retention == .seconds(30 * 86400))
        #expect(configuration.scriptFiles == ["en": fixture.directory + "/packs/en.toml"])
        let destination = try #require(configuration.destinations.first)
        #expect(destination.subscription.periods == [.day])
        #expect(destination.name == "manager")
        #expect(destination.secrets.count == 2)
        guard case .webhook(let webhook) = destination.transport else {
            Issue.record("\(destination.transport)")
            return
        }
        #expect(webhook.allowHTTP)
        #expect(destination.allowPrivateAddress)
        #expect(destination.authorityFile == fixture.directory + "/ca.pem")
        let server = configuration.server
        #expect(server.socket == fixture.directory + "/run/doorstep.sock")
        #expect(server.stateDirectory == FilePath.directory(of: fixture.directory) + "/state")
        #expect(server.socketMode == 0o600)
        #expect(server.listen?.description == "[::1]:8787")
        #expect(server.logLevel == .debug)
    }

    @Test("names every mistake of a file at once, in the order of its lines")
    func allAtOnce() throws {
        let fixture = try ConfigurationFixture()

        let mistakes = try fixture.mistakes(
            """
            [shop]
            timeZone = "Europe/Pariss"
            tmeZone = "Europe/Paris"

            [reception]
            greetAfter = "3 bananas"

            [[door]]
            name = "front"
            [[door]]
            name = "front"
            """)

        #expect(
            mistakes == [
                "doorstep.toml:1: shop.name: found nothing, wanted the shop's name in quotes, "
                    + "1 to 100 characters on one line",
                "doorstep.toml:2: shop.timeZone: found \"Europe/Pariss\", wanted an IANA time zone like "
                    + "\"Europe/Paris\" (did you mean \"Europe/Paris\"?)",
                "doorstep.toml:3: shop.tmeZone: found an unknown key, wanted one of name, timeZone, "
                    + "hemisphere, languages, dayStartsAt, closeAfter (did you mean \"timeZone\"?)",
                "doorstep.toml:6: reception.greetAfter: found \"3 bananas\", wanted a duration like "
                    + "\"3s\", \"5m\" or \"2h\"",
                "doorstep.toml:11: door[front].name: found \"front\" again, wanted a name of its own",
            ])
    }

    @Test(
        "a machine without tzdata is told what to install, and is no reason to call the zone unknown"
    )
    func noZones() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(ConfigurationFixture.plain)
        let zones = ZoneDirectory(path: fixture.directory + "/zoneinfo")

        let report = Checker.check(
            configPath: fixture.path, environment: [:], zones: zones,
            now: { ConfigurationFixture.now })

        #expect(
            report.mistakes.map { fixture.short($0.description) } == [
                "doorstep.toml:3: shop.timeZone: found no time zones on this machine (zoneinfo), "
                    + "wanted the zone rules of the package tzdata (apt-get install tzdata)"
            ])
        #expect(report.lines == [])
    }

    @Test("an old name that is not installed is told the one of today, and the package that has it")
    func oldZoneName() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(
            ConfigurationFixture.plain.replacing("Europe/Paris", with: "Asia/Calcutta"))
        try fixture.write(
            "# version 2026f\nZ Asia/Kolkata 5:53:28 - LMT 1854\nL Asia/Kolkata Asia/Calcutta\n",
            to: "zoneinfo/tzdata.zi")
        let zones = ZoneDirectory(path: fixture.directory + "/zoneinfo")

        let reading = ConfigurationReader.read(
            path: fixture.path, environment: [:], zones: zones)

        #expect(
            reading.mistakes.map { fixture.short($0.description) } == [
                "doorstep.toml:3: shop.timeZone: found \"Asia/Calcutta\", an old name that is not installed here, "
                    + "wanted an IANA time zone like \"Europe/Paris\" (write \"Asia/Kolkata\", "
                    + "or apt-get install tzdata-legacy)"
            ])
    }

    @Test(
        "a name that leads out of the zone files, or to tzdata's second copy of them, is no zone",
        arguments: [
            "../../../etc/hostname", "posix/Europe/Paris", "right/Europe/Paris", "/etc/hosts",
        ])
    func noZoneName(name: String) throws {
        let mistakes = try ConfigurationFixture().mistakes(
            ConfigurationFixture.plain.replacing("Europe/Paris", with: name))
        #expect(
            mistakes.first?.hasPrefix(
                "doorstep.toml:3: shop.timeZone: found \"\(name)\", wanted an IANA time zone")
                == true)
    }

    @Test("says what a file without anything in it lacks")
    func empty() throws {
        let mistakes = try ConfigurationFixture().mistakes("")

        #expect(
            mistakes == [
                "doorstep.toml: shop.name: found nothing, wanted the shop's name in quotes, "
                    + "1 to 100 characters on one line",
                "doorstep.toml: shop.timeZone: found nothing, wanted an IANA time zone like "
                    + "\"Europe/Paris\"",
                "doorstep.toml: door: found nothing, wanted at least one door "
                    + "([[door]] and name = \"front\")",
            ])
    }

    @Test("gives line and column of what is not TOML")
    func syntax() throws {
        let fixture = try ConfigurationFixture()

        #expect(
            try fixture.mistakes("[shop]\nname = \n") == [
                "doorstep.toml:2:8: found text that is not TOML, wanted valid TOML "
                    + "(a value is missing after \"=\")"
            ])
        #expect(
            try fixture.mistakes("[shop]\nname = \"a\"\nname = \"b\"\n").first?
                .hasPrefix("doorstep.toml:3:8: found text that is not TOML, wanted valid TOML")
                == true)
        #expect(
            try fixture.mistakes("[shop]\nname = \"a\0\"\n") == [
                "doorstep.toml:2:10: found text that is not TOML, wanted valid TOML (a NUL byte)"
            ])
    }

    @Test(
        "a machine that cannot read just now is not a wrong configuration: the next start may be right",
        arguments: [(EINTR, true), (EIO, true), (EMFILE, true), (ENOENT, false), (EACCES, false)])
    func passing(code: Int32, isPassing: Bool) {
        #expect(SmallFile.ReadError.because(code).isPassing == isPassing)
        #expect(ShopZone.isPassing(.unreadable(file: "Europe/Paris", code: code)) == isPassing)
    }

    @Test("says why a file cannot be read")
    func unreadable() throws {
        let fixture = try ConfigurationFixture()
        let read = { (path: String) in
            ConfigurationReader.read(path: path, environment: [:]).mistakes.map {
                fixture.short($0.description)
            }
        }

        #expect(
            read(fixture.path) == [
                "doorstep.toml: found No such file or directory, "
                    + "wanted a configuration file that can be read"
            ])
        #expect(
            read(fixture.directory + "/")
                == [
                    " found not a regular file, wanted a configuration file that can be read"
                ].map { fixture.directory + "/:" + $0 }.map(fixture.short))
        let socket = fixture.directory + "/a.sock"
        let listener = try Listener(.unix(socket))
        #expect(
            read(socket)
                == [
                    socket
                        + ": found not a regular file, wanted a configuration file that can be read"
                ]
                .map(fixture.short))
        listener.stop()
        try Data("[shop]\nname = \"caf\u{e9}\"\n".unicodeScalars.map { UInt8($0.value) })
            .write(to: URL(fileURLWithPath: fixture.path))
        #expect(
            read(fixture.path) == [
                "doorstep.toml:2: found not UTF-8 text, wanted a configuration file that can be read"
            ])
    }

    @Test(
        "names a bad key with its line, what was found and what fits",
        arguments: [
            (
                "[shop]\nname = 3\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"",
                "2: shop.name: found 3, wanted the shop's name in quotes, 1 to 100 characters on one "
                    + "line (put it in quotes)"
            ),
            (
                "[shop]\nname = \" \"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"",
                "2: shop.name: found \" \", wanted the shop's name in quotes, 1 to 100 characters on "
                    + "one line"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"paris\"\n[[door]]\nname = \"a\"",
                "3: shop.timeZone: found \"paris\", wanted an IANA time zone like \"Europe/Paris\" "
                    + "(did you mean \"Europe/Paris\"?)"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"GMT+2\"\n[[door]]\nname = \"a\"",
                "3: shop.timeZone: found \"GMT+2\", wanted an IANA time zone like \"Europe/Paris\""
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\nlanguages = []\n[[door]]\nname = \"a\"",
                "4: shop.languages: found no language, wanted two-letter language codes like "
                    + "[\"fr\", \"en\"]"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\nlanguages = \"fr\"\n[[door]]\nname = \"a\"",
                "4: shop.languages: found \"fr\", wanted two-letter language codes like "
                    + "[\"fr\", \"en\"] (put it in [brackets])"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\ndayStartsAt = \"24:00\"\n[[door]]\nname = \"a\"",
                "4: shop.dayStartsAt: found \"24:00\", wanted a time from \"00:00\" to \"23:59\""
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\ncloseAfter = \"13h\"\n[[door]]\nname = \"a\"",
                "4: shop.closeAfter: found \"13h\", wanted 0s to 12h"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[door]\nname = \"a\"",
                "4: door: found a table, wanted a list of tables (write [[door]])"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]",
                "4: door[1].name: found nothing, wanted a name like \"front\""
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"my door\"",
                "5: door[1].name: found \"my door\", wanted 1 to 64 letters, digits, \"-\", \"_\" or "
                    + "\".\", a letter or digit first"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"..\"",
                "5: door[1].name: found \"..\", wanted 1 to 64 letters, digits, \"-\", \"_\" or "
                    + "\".\", a letter or digit first"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"\nsilentAfter = \"1s\"",
                "6: door[a].silentAfter: found \"1s\", wanted 10s to 1d"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"\nmadAbove = 9",
                "6: door[a].madAbove: found 9, wanted a whole number of crossings a minute, 10 to 6000, or 0 for never"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"\nmadAbove = \"60\"",
                "6: door[a].madAbove: found \"60\", wanted a whole number of crossings a minute, 10 to 6000, or 0 for "
                    + "never"
            ),
            (
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"\nmadAfter = \"1h\"",
                "6: door[a].madAfter: found \"1h\", wanted 30s to 10m"
            ),
        ])
    func shopAndDoors(text: String, expected: String) throws {
        #expect(try ConfigurationFixture().mistakes(text) == ["doorstep.toml:" + expected])
    }

    @Test("a door is mad above sixty crossings a minute for two minutes, or as it says, or never")
    func rateLimits() throws {
        func limit(_ lines: String) throws -> RateLimit? {
            let text =
                "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"\n"
                + lines
            let reading = try ConfigurationFixture().read(text)
            #expect(reading.mistakes.isEmpty)
            return try #require(reading.configuration?.shop.doors.first).rateLimit
        }
        #expect(try limit("") == .standard)
        #expect(
            try limit("madAbove = 300\nmadAfter = \"1m\"")
                == RateLimit(perMinute: 300, during: .seconds(60)))
        #expect(try limit("madAbove = 0") == nil)
        let warnings = try ConfigurationFixture().warnings(
            "[shop]\nname = \"a\"\ntimeZone = \"Europe/Paris\"\n[[door]]\nname = \"a\"\nmadAbove = 0\n"
                + "madAfter = \"1m\"")
        #expect(
            warnings == [
                "doorstep.toml:7: door[a].madAfter: warning: madAbove is 0, so madAfter has no effect"
            ])
    }

    @Test(
        "names a bad key of hours, reception, server and log",
        arguments: [
            (
                "[hours]\nmondai = [\"09:00-10:00\"]\ntuesday = [\"09:00-10:00\"]",
                "10: hours.mondai: found an unknown key, wanted one of monday, tuesday, wednesday, "
                    + "thursday, friday, saturday, sunday, exception (did you mean \"monday\"?)"
            ),
            (
                "[hours]\nmonday = [\"9:00-10:00\"]",
                "10: hours.monday[1]: found \"9:00-10:00\", wanted a range like \"09:30-12:30\""
            ),
            (
                "[hours]\nmonday = [\"00:00-00:00\"]",
                "10: hours.monday[1]: found \"00:00-00:00\", wanted a range like \"09:30-12:30\" "
                    + "(\"00:00-24:00\" is the whole day)"
            ),
            (
                "[hours]\nmonday = [\n  \"09:00-12:00\",\n  \"11:00-14:00\",\n]",
                "12: hours.monday[2]: found \"11:00-14:00\", wanted a range that does not overlap "
                    + "09:00-12:00 of monday"
            ),
            (
                "[hours]\nmonday = [\"09:00-12:00\", \"09:00-12:00\"]",
                "10: hours.monday[2]: found \"09:00-12:00\", wanted a range that does not overlap "
                    + "09:00-12:00 of monday"
            ),
            (
                "[shop.x]",
                "9: shop.x: found an unknown key, wanted one of name, timeZone, hemisphere, languages, "
                    + "dayStartsAt, closeAfter"
            ),
            (
                "[hours]\nsunday = [\"22:00-03:30\"]\nmonday = [\"03:00-03:20\"]",
                "11: hours.monday[1]: found \"03:00-03:20\", wanted a range that does not overlap "
                    + "22:00-03:30 of sunday"
            ),
            (
                "[hours]\nmonday = []\n[[hours.exception]]\ndate = \"2026-12-24\"\nopen = []",
                "12: hours.exception[2026-12-24].date: found \"2026-12-24\", wanted a date like "
                    + "2026-12-24 (without quotes)"
            ),
            (
                "[hours]\nmonday = []\n[[hours.exception]]\ndate = 2026-12-24",
                "11: hours.exception[2026-12-24].open: found nothing, wanted ranges like "
                    + "[\"09:30-17:00\"] (open = [] for a closed day)"
            ),
            (
                "[hours]\nmonday = []\n[[hours.exception]]\ndate = 2026-12-24\nopen = []\n"
                    + "[[hours.exception]]\ndate = 2026-12-24\nopen = []",
                "15: hours.exception[2026-12-24].date: found 2026-12-24 again, wanted each date once"
            ),
            (
                "[reception]\ngreetAfter = \"30s\"",
                "10: reception.greetAfter: found \"30s\", wanted less than greetWithin, which is 30s"
            ),
            (
                "[reception]\nlapseAfter = \"20s\"\ngreetWithin = \"10s\"",
                "10: reception.lapseAfter: found \"20s\", wanted more than farewellWithin, "
                    + "which is 30s"
            ),
            (
                "[reception]\ngreetWithin = \"2s\"\ngreetAfter = \"3\"",
                "11: reception.greetAfter: found \"3\", wanted a duration like "
                    + "\"3s\", \"5m\" or \"2h\""
            ),
            (
                "[reception]\ngreetAfter = 3",
                "10: reception.greetAfter: found 3, wanted a duration like \"3s\", \"5m\" or \"2h\""
            ),
            (
                "[reception]\nlookInAfter = \"30s\"",
                "10: reception.lookInAfter: found \"30s\", wanted 1m to 4h"
            ),
            (
                "[[quiet]]\nweekdays = [\"monday\"]",
                "9: quiet[1].hours: found nothing, wanted ranges like [\"07:00-08:00\"]"
            ),
            (
                "[[quiet]]\nhours = []",
                "10: quiet[1].hours: found [], wanted ranges like [\"07:00-08:00\"]"
            ),
            (
                "[[quiet]]\nhours = [\"7-8\"]",
                "10: quiet[1].hours[1]: found \"7-8\", wanted a range like \"09:30-12:30\""
            ),
            (
                "[[quiet]]\nhours = [\"07:00-08:00\"]\ndoor = \"frant\"",
                "11: quiet[frant].door: found \"frant\", wanted one of the doors: front "
                    + "(did you mean \"front\"?)"
            ),
            (
                "[[quiet]]\nhours = [\"07:00-08:00\"]\nreason = \"lunch\"",
                "11: quiet[1].reason: found \"lunch\", wanted one of staff, delivery, test"
            ),
            (
                "[[checklist]]\nid = \"smile\"\ntext = { fr = \"a\", en = \"b\" }",
                "10: checklist[smile].id: found \"smile\" again, wanted a name of its own"
            ),
            (
                "[[checklist]]\nid = \"gift\"\ntext = { fr = \"Cadeau\" }",
                "11: checklist[gift].text.en: found nothing, wanted its text"
            ),
            (
                "[[checklist]]\nid = \"gift\"\ntext = { fr = \"a\", en = \"b\", de = \"c\" }",
                "11: checklist[gift].text.de: found a language that the shop does not speak, "
                    + "wanted one of fr, en"
            ),
            (
                "[[checklist]]\nid = \"gift\"\ntext = { fr = \"\", en = \"b\" }",
                "11: checklist[gift].text.fr: found \"\", wanted a text of 1 to 60 characters on "
                    + "one line"
            ),
            (
                "[[checklist]]\nid = \"gift\"",
                "9: checklist[gift].text: found nothing, wanted a text in each language of "
                    + "shop.languages: { fr = \"…\", en = \"…\" }"
            ),
            (
                "[[checklist]]\nid = \"gift\"\nmoment = \"direction\"\n"
                    + "text = { fr = \"a\", en = \"b\" }",
                "11: checklist[gift].moment: found \"direction\", wanted one of greeting, farewell, "
                    + "lookIn"
            ),
            (
                "[server]\nsocketMode = \"0888\"",
                "10: server.socketMode: found \"0888\", wanted permissions in octal from \"0600\" to "
                    + "\"0777\""
            ),
            (
                "[server]\nsocketMode = 0o660",
                "10: server.socketMode: found 432, wanted permissions in octal from \"0600\" to "
                    + "\"0777\" (put it in quotes)"
            ),
            (
                "[server]\nlisten = \"0.0.0.0:8787\"",
                "10: server.listen: found \"0.0.0.0:8787\", wanted a loopback address and a port like "
                    + "\"127.0.0.1:8787\", or \"\" for no pages "
                    + "(other machines may connect with allowLAN = true, tls = \"proxy\" and address: "
                    + "see config/reverse-proxy)"
            ),
            (
                "[server]\nlisten = \"comptoir.example:8787\"",
                "10: server.listen: found \"comptoir.example:8787\", wanted a loopback address and a "
                    + "port like \"127.0.0.1:8787\", or \"\" for no pages"
            ),
            (
                "[server]\nallowLAN = true\naddress = \"https://comptoir.example\"",
                "9: server.tls: found nothing, wanted \"proxy\", with allowLAN "
                    + "(a reverse proxy ends TLS: see config/reverse-proxy)"
            ),
            (
                "[server]\nallowLAN = true\ntls = \"proxy\"",
                "9: server.address: found nothing, wanted where browsers see the pages, with allowLAN "
                    + "(like \"https://comptoir.example\")"
            ),
            (
                "[server]\nallowLAN = \"yes\"",
                "10: server.allowLAN: found \"yes\", wanted true or false, without quotes"
            ),
            (
                "[server]\ntls = \"self\"",
                "10: server.tls: found \"self\", wanted one of proxy"
            ),
            (
                "[server]\naddress = \"http://comptoir.example\"",
                "10: server.address: found \"http://comptoir.example\", wanted an address like "
                    + "\"https://comptoir.example\", without a path "
                    + "(a reverse proxy ends TLS; without one, leave address out)"
            ),
            (
                "[server]\naddress = \"https://comptoir.example/shop\"",
                "10: server.address: found \"https://comptoir.example/shop\", wanted an address like "
                    + "\"https://comptoir.example\", without a path"
            ),
            (
                "[server]\nlisten = \"127.0.0.1:99999\"",
                "10: server.listen: found \"127.0.0.1:99999\", wanted a loopback address and a port "
                    + "like \"127.0.0.1:8787\", or \"\" for no pages"
            ),
            (
                "[server]\nretention = \"0d\"",
                "10: server.retention: found \"0d\", wanted 1d to 36500d"
            ),
            (
                "[server]\nsocket = \"/\(String(repeating: "x", count: 107))\"",
                "10: server.socket: found a path of 108 bytes, wanted at most 107, "
                    + "as Unix sockets have it"
            ),
            (
                "[log]\nlevel = \"warn\"",
                "10: log.level: found \"warn\", wanted one of trace, debug, info, notice, warning, "
                    + "error, critical"
            ),
            (
                "[logs]\nlevel = \"info\"",
                "9: logs: found an unknown key, wanted one of shop, hours, door, quiet, reception, "
                    + "checklist, scripts, "
                    + "destination, server, log (did you mean \"log\"?)"
            ),
            (
                "[scripts]\ndirectory = \"nowhere\"",
                "10: scripts.directory: found nowhere/fr.toml: No such file or directory, "
                    + "wanted a pack of scripts for each language of shop.languages"
            ),
        ])
    func otherTables(added: String, expected: String) throws {
        let mistakes = try ConfigurationFixture().mistakes(ConfigurationFixture.plain + added)

        // A directory without packs is named once for each language.
        #expect(mistakes.first == "doorstep.toml:" + expected)
        #expect(mistakes.count == (added.hasPrefix("[scripts]") ? 2 : 1))
    }

    @Test("says which table a stray key belongs in")
    func strayKey() throws {
        let mistakes = try ConfigurationFixture().mistakes(
            "greetAfter = \"3s\"\n" + ConfigurationFixture.plain)

        #expect(
            mistakes == [
                "doorstep.toml:1: greetAfter: found an unknown key, wanted one of shop, hours, door, "
                    + "quiet, reception, checklist, scripts, destination, server, log "
                    + "(greetAfter belongs in [reception])"
            ])
    }

    @Test("refuses a language without a pack")
    func languageWithoutPack() throws {
        let text = ConfigurationFixture.plain.replacing(
            "timeZone", with: "languages = [\"fr\", \"br\"]\ntimeZone")

        #expect(
            try ConfigurationFixture().mistakes(text) == [
                "doorstep.toml:3: shop.languages: found no scripts for \"br\", wanted a pack of scripts "
                    + "for each language of shop.languages "
                    + "(write scripts/br.toml; built in are de, en, es, fr, it, nl, zh)"
            ])
    }

    @Test(
        "warns of what is odd and starts all the same",
        arguments: [
            (
                "[hours]\nfriday = [\"22:00-05:00\"]",
                "10: hours.friday[1]: warning: 22:00-05:00 is open at 04:00, "
                    + "when a new trading day begins: see shop.dayStartsAt"
            ),
            ("[hours]", "9: hours: warning: no weekday is named: always open"),
            (
                "[server]\nsocketMode = \"0666\"",
                "10: server.socketMode: warning: 0666 lets every user of this machine record and "
                    + "read visits"
            ),
            (
                "staffOnly = true",
                "5: door: warning: every door is for staff only: nobody counts as a visitor"
            ),
        ])
    func warns(added: String, expected: String) throws {
        let fixture = try ConfigurationFixture()

        #expect(
            try fixture.warnings(ConfigurationFixture.plain + added)
                == ["doorstep.toml:" + expected])
        #expect(try fixture.mistakes(ConfigurationFixture.plain + added) == [])
    }

    @Test(
        "lets other machines in when the file says so, how TLS is done and where the pages are",
        arguments: ["0.0.0.0:8787", "192.168.1.10:8787", "[::]:8787", "[fd00::1]:8787"])
    func otherMachines(listen: String) throws {
        let reading = try ConfigurationFixture().read(
            ConfigurationFixture.plain + """
                [server]
                listen = "\(listen)"
                allowLAN = true
                tls = "proxy"
                address = "https://Comptoir.example:443/"
                """)

        #expect(reading.mistakes == [])
        let server = try #require(reading.configuration).server
        #expect(server.listen?.description == listen)
        #expect(server.listen?.isLoopback == false)
        #expect(server.allowsLAN)
        #expect(server.address.map { "\($0)" } == "https://comptoir.example")
    }

    @Test("a proxy on the same machine needs its address and nothing else")
    func proxyHere() throws {
        let reading = try ConfigurationFixture().read(
            ConfigurationFixture.plain + """
                [server]
                listen = "127.0.0.1:8787"
                address = "https://comptoir.example:8443"
                """)

        #expect(reading.mistakes == [])
        let server = try #require(reading.configuration).server
        #expect(!server.allowsLAN)
        #expect(server.address.map { "\($0)" } == "https://comptoir.example:8443")
    }

    @Test("load throws every mistake, a line each")
    func load() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write("")

        let error = #expect(throws: ConfigurationRefused.self) {
            _ = try Configuration.load(path: fixture.path, environment: [:])
        }

        #expect(error?.mistakes.count == 3)
        #expect(error?.description.split(separator: "\n").count == 3)
    }
}
