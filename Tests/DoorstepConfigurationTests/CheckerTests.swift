import DoorstepCore
import Foundation
import MachineZones
import TestSupport
import Testing

@testable import DoorstepConfiguration

@Suite("Checker")
struct CheckerTests {
    /// Saturday 2026-11-21, 10:00 in Paris.
    @Test("says calmly what it understood")
    func lines() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", to: "secret")
        try fixture.write(PackReaderTests.plain, to: "scripts/en.toml")
        try fixture.write(
            PackReaderTests.plain + """
                [[script]]
                id = "bye-2"
                moment = "farewell"
                text = "x"
                register = "formal"
                [[script]]
                id = "hello-2"
                moment = "greeting"
                text = "x"
                register = "informal"
                """, to: "scripts/fr.toml")
        try fixture.write(
            ConfigurationFixture.plain + """
                silentAfter = "10m"
                [scripts]
                register = "informal"
                staff = "Camille"
                [hours]
                saturday = ["09:30-12:30", "14:00-19:00"]
                [[hours.exception]]
                date = 2026-11-23
                open = ["10:00-12:00"]
                [[destination]]
                name = "manager"
                url = "https://hooks.example/hunter2"
                secretFile = "secret"
                [server]
                socket = "doorstep.sock"
                stateDirectory = "."
                """)

        let report = Checker.check(
            configPath: fixture.path, environment: [:], now: { ConfigurationFixture.now })

        #expect(report.mistakes == [])
        #expect(report.warnings == [])
        #expect(
            report.lines.map(fixture.short) == [
                "shop          Librairie des Halles",
                "time zone     \(ZoneDirectory.words("Europe/Paris", version: ZoneDirectory.machine.version))",
                "doors         front, silent after 10m",
                "hours         saturday 2026-11-21: 09:30-12:30, 14:00-19:00",
                "              sunday 2026-11-22: closed",
                "              monday 2026-11-23: 10:00-12:00 (exception)",
                "              tuesday 2026-11-24: closed",
                "              wednesday 2026-11-25: closed",
                "              thursday 2026-11-26: closed",
                "              friday 2026-11-27: closed",
                "next closing  saturday 2026-11-21 at 19:15, Europe/Paris",
                "scripts       informal, with the name Camille",
                "              fr: formal 1 greeting, 2 farewells, 0 look-ins; "
                    + "informal 2 greetings, 1 farewell, 0 look-ins (scripts/fr.toml)",
                "              en: formal 1 greeting, 1 farewell, 0 look-ins; "
                    + "informal 1 greeting, 1 farewell, 0 look-ins (scripts/en.toml)",
                "destinations  manager: standard to https://hooks.example/…, each day",
                "socket        doorstep.sock, mode 0660",
                "pages         where systemd opens a port (doorstepd-pages.socket), else off",
                "state         \(fixture.directory)",
            ])
    }

    @Test("shows who is no visitor, and when visitors are looked in on")
    func reception() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(
            ConfigurationFixture.plain + """
                [[door]]
                name = "yard"
                staffOnly = true
                [[quiet]]
                hours = ["07:00-08:00"]
                weekdays = ["thursday", "monday"]
                door = "yard"
                [[quiet]]
                hours = ["22:00-02:00", "12:00-13:00"]
                reason = "test"
                [reception]
                lookInAfter = "20m"
                [[checklist]]
                id = "gift"
                text = { fr = "Cadeau", en = "Gift" }
                moment = "farewell"
                """)

        let lines = Checker.check(
            configPath: fixture.path, environment: [:], now: { ConfigurationFixture.now }
        ).lines

        for line in [
            "doors         front", "              yard, staff only",
            "quiet         07:00-08:00 on monday, thursday at yard: delivery",
            "              22:00-02:00, 12:00-13:00: test",
            "checklist     gift, at the farewell",
            "look-in       20m after the entrance, if unserved",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test("warns of places that are not there or cannot be written to")
    func places() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write("", to: "file")
        try fixture.write(
            ConfigurationFixture.plain
                + "[server]\nsocket = \"run/doorstep.sock\"\nstateDirectory = \"file\"")

        let report = Checker.check(
            configPath: fixture.path, environment: [:], now: { ConfigurationFixture.now })

        #expect(
            report.warnings.map { fixture.short($0.description) }
                == [
                    "doorstep.toml: server.stateDirectory: warning: file is not a directory",
                    "doorstep.toml: server.socket: warning: \(fixture.directory)/run is not there yet: "
                        + "doorstep.tmpfiles makes it, elsewhere: mkdir -p \(fixture.directory)/run",
                ].map(fixture.short))
    }

    @Test("names every mistake, however many there are")
    func manyMistakes() throws {
        let fixture = try ConfigurationFixture()
        let items = (0..<50).map { "[[checklist]]\nid = \"item \($0)\"\n" }.joined()
        try fixture.write(ConfigurationFixture.plain + items)

        let report = Checker.check(
            configPath: fixture.path, environment: [:], now: { ConfigurationFixture.now })

        #expect(report.mistakes.count == 100)
        #expect(report.troubles == report.mistakes.map(\.description))
        #expect(Set(report.troubles).count == 100)
    }

    @Test("says nothing of a configuration that has mistakes but the mistakes")
    func mistakes() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write("")

        let report = Checker.check(
            configPath: fixture.path, environment: [:], now: { ConfigurationFixture.now })

        #expect(report.mistakes.count == 3)
        #expect(report.lines == [])
    }
}
