import DoorstepCore
import Foundation
import MachineZones
import TestSupport
import Testing

@Suite struct ZoneDirectoryTests {
    /// What holds since 2026 or before, and is not what a copy of 2025 says.
    @Test(
        "a shop whose zone got new rules lately has the machine's time, not that of a copy",
        arguments: [
            ("America/Vancouver", "2026-11-20T07:30:00Z", "2026-11-20T00:30:00.000-07:00"),
            ("America/Vancouver", "2026-11-20T08:30:00Z", "2026-11-20T01:30:00.000-07:00"),
        ])
    func vancouver(zone: String, moment: String, wall: String) throws {
        #expect(try ZoneDirectory.machine.rules(zone).text(Timestamp(at: moment)) == wall)
    }

    @Test(
        "the clocks that changed in 2026 show what the C library shows by the machine's files",
        arguments: [
            "America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Havana",
            "Africa/Casablanca", "America/Inuvik",
        ])
    func ofToday(zone: String) throws {
        let rules = try ZoneDirectory.machine.rules(zone)
        // Each month of 2026 and 2027, by `date`, which reads the file itself.
        for month in 1...24 {
            let year = 2026 + (month - 1) / 12
            let day = try #require(LocalDate(year: year, month: (month - 1) % 12 + 1, day: 20))
            let moment = Timestamp(seconds: day.dayNumber * 86400 + 43200)
            let shown = try Self.date(moment, in: zone)
            let text = rules.text(moment).replacing("Z", with: "+00:00")
            #expect(text.prefix(16) + text.suffix(6) == shown)
        }
    }

    /// `2026-11-20T12:00+01:00`
    private static func date(_ moment: Timestamp, in zone: String) throws -> String {
        let process = ChildProcess()
        process.executableURL = URL(fileURLWithPath: "/bin/date")
        process.arguments = ["-d", "@\(moment.seconds)", "+%Y-%m-%dT%H:%M%:z"]
        process.environment = ["TZ": zone]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self).filter { $0 != "\n" }
    }

    @Test(
        "a name that leads out of the directory, or is no plain file there, is no zone",
        arguments: [
            "../../etc/passwd", "Europe/../../../etc/passwd", "/etc/localtime", "Europe//Paris",
            "Europe", "", "Europe/Paris/", "./Europe/Paris", "tzdata.zi", "Europe/Pa\u{0}ris",
            "europe/paris",
        ])
    func names(name: String) {
        #expect(throws: ZoneError.unknown(name: name)) {
            try ZoneDirectory.machine.rules(name)
        }
    }

    @Test("UTC needs no file")
    func utc() throws {
        #expect(try ZoneDirectory(path: "/nowhere").rules("UTC") == .utc)
    }

    @Test("a machine without tzdata says so, and not that the zone is unknown")
    func noZones() throws {
        let scratch = try ScratchDirectory()
        for path in [scratch.path, scratch.path + "/missing"] {
            let trouble = ZoneError.noZones(directory: path)
            #expect(throws: trouble) { try ZoneDirectory(path: path).rules("Europe/Paris") }
            #expect(trouble.hint == "apt-get install tzdata")
        }
    }

    @Test("an old name that its system ships apart is told, with the name of today")
    func legacy() throws {
        let scratch = try ScratchDirectory()
        try scratch.list(
            "# version 2026f", "Z America/Los_Angeles -7:52:58 - LMT 1883",
            "L America/Los_Angeles US/Pacific")
        let zones = ZoneDirectory(path: scratch.path)
        let trouble = ZoneError.notInstalled(name: "US/Pacific", now: "America/Los_Angeles")
        #expect(throws: trouble) { try zones.rules("US/Pacific") }
        #expect(
            trouble.hint == "write \"America/Los_Angeles\", or apt-get install tzdata-legacy")
        // On the list and not there: half an installation.
        #expect(throws: ZoneError.self) { try zones.rules("America/Los_Angeles") }
        #expect(zones.names == [])
        #expect(zones.version == "2026f")
    }

    @Test("a file that makes no sense is named with what is wrong")
    func broken() throws {
        let scratch = try ScratchDirectory()
        try scratch.list("# version 2026f")
        let file = scratch.path + "/Paris"
        try Data("TZif2".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: ZoneError.broken(file: file, .cutOff)) {
            try ZoneDirectory(path: scratch.path).rules("Paris")
        }
        try Data(repeating: 0, count: 100_000).write(to: URL(fileURLWithPath: file))
        #expect(throws: ZoneError.unreadable(file: file, code: EFBIG)) {
            try ZoneDirectory(path: scratch.path).rules("Paris")
        }
    }

    @Test("where the files do not say their version, none is made up")
    func version() throws {
        let scratch = try ScratchDirectory()
        #expect(ZoneDirectory(path: scratch.path).version == nil)
        try scratch.list("nothing of the kind")
        #expect(ZoneDirectory(path: scratch.path).version == nil)
    }

    @Test("a file that takes another's place is seen without being read")
    func identity() throws {
        let scratch = try ScratchDirectory()
        let zones = ZoneDirectory(path: scratch.path)
        let file = URL(fileURLWithPath: scratch.path + "/Paris")
        let nothing = zones.identity(of: "Paris")
        try Data("one".utf8).write(to: file)
        let one = zones.identity(of: "Paris")
        #expect(one != nothing)
        #expect(one == zones.identity(of: "Paris"))
        // As dpkg does it: made beside it, and moved.
        let other = scratch.path + "/Paris.dpkg-new"
        try Data("two".utf8).write(to: URL(fileURLWithPath: other))
        _ = rename(other, file.path)
        #expect(zones.identity(of: "Paris") != one)
    }
}

extension ScratchDirectory {
    fileprivate func list(_ lines: String...) throws {
        try lines.map { $0 + "\n" }.joined()
            .write(toFile: path + "/tzdata.zi", atomically: true, encoding: .utf8)
    }
}
