import DoorstepCore
import MachineZones
import TestSupport
import Testing

@Suite struct ZoneRulesTests {
    @Test(
        "the footer rules what comes after the last transition",
        arguments: [
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2031-07-01T00:00:00Z", 7200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2031-12-01T00:00:00Z", 3600),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "9031-07-01T00:00:00Z", 7200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "1031-07-01T00:00:00Z", 7200),
            ("<+0530>-5:30", "2031-07-01T00:00:00Z", 19800),
            // Standard time in summer, and the other an hour behind it.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2031-07-01T00:00:00Z", 3600),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2031-01-01T00:00:00Z", 0),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2031-01-01T00:00:00Z", 39600),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2031-07-01T00:00:00Z", 37800),
            ("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "2031-07-01T00:00:00Z", 7200),
            // The other time all the year round.
            ("XXX3EDT4,0/0,J365/23", "2031-01-01T03:00:00Z", -14400),
            ("XXX3EDT4,0/0,J365/23", "2032-12-31T23:59:59Z", -14400),
            ("XXX3EDT4,0/0,J365/23", "2031-07-01T00:00:00Z", -14400),
            // 167 hours either way: a week before and after.
            ("AAA0BBB,M3.3.0/167,M10.3.0/-167", "2031-03-22T22:59:59Z", 0),
            ("AAA0BBB,M3.3.0/167,M10.3.0/-167", "2031-03-22T23:00:00Z", 3600),
            ("AAA0BBB,M3.3.0/167,M10.3.0/-167", "2031-10-11T23:59:59Z", 3600),
            ("AAA0BBB,M3.3.0/167,M10.3.0/-167", "2031-10-12T00:00:00Z", 0),
            // 29 February is not counted, and counted.
            ("AAA0BBB,J60/0,J300/0", "2032-02-29T23:59:59Z", 0),
            ("AAA0BBB,J60/0,J300/0", "2032-03-01T00:00:00Z", 3600),
            ("AAA0BBB,59/0,300/0", "2032-02-28T23:59:59Z", 0),
            ("AAA0BBB,59/0,300/0", "2032-02-29T00:00:00Z", 3600),
        ])
    func footer(text: String, moment: String, offset: Int) throws {
        let rules = try ZoneRules(name: "Test/Zone", file: ZoneFile(footer: text).bytes)
        #expect(rules.offset(at: Timestamp(at: moment)) == offset)
    }

    @Test(
        "a footer that cannot be read is refused, not guessed",
        arguments: [
            "CET", "CE-1", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
            "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J300",
            "CET-1CEST,366,J300", "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1", "CET-1:60",
            "CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M3.5.0,M10.5.0,", "CET-99999999999999999999",
        ])
    func brokenFooter(text: String) {
        #expect(throws: ZoneFileError.self) {
            try ZoneRules(name: "Test/Zone", file: ZoneFile(footer: text).bytes)
        }
    }

    @Test("a file of version 1 has transitions of 32 bits, and no footer")
    func version1() throws {
        let file = ZoneFile(version: 0, offsets: [3600, 7200], times: [1_000_000_000], types: [1])
        let rules = try ZoneRules(name: "Test/Zone", file: file.bytes)
        #expect(rules.offset(at: Timestamp(seconds: 999_999_999)) == 3600)
        #expect(rules.offset(at: Timestamp(seconds: 1_000_000_000)) == 7200)
        #expect(rules.nextTransition(after: Timestamp(seconds: 1_000_000_000)) == nil)
    }

    @Test("a first transition at the beginning of time, as old files have it, is no change")
    func bigBang() throws {
        let file = ZoneFile(
            offsets: [0, 3600, 7200], times: [-576_460_752_303_423_488, 0], types: [1, 2])
        let rules = try ZoneRules(name: "Test/Zone", file: file.bytes)
        #expect(rules.offset(at: Timestamp(seconds: -1)) == 3600)
        #expect(
            rules.nextTransition(after: Timestamp(at: "0001-01-01T00:00:00Z"))
                == Timestamp(seconds: 0))
    }

    @Test("leap seconds, which the machine's clock does not count, move no transition")
    func leaps() throws {
        // 1972-06-30T23:59:60 was the first; by such a file's count the second after it is one later.
        let file = ZoneFile(
            offsets: [0, 3600], times: [78_796_801], types: [1], leaps: [(78_796_800, 1)])
        let rules = try ZoneRules(name: "Test/Zone", file: file.bytes)
        #expect(
            rules.nextTransition(after: Timestamp(seconds: 0)) == Timestamp(seconds: 78_796_800))
    }

    /// Zones of every kind: many transitions, none, half hours, only a footer, negative summer time.
    static let mutated = [
        "Europe/Paris", "Africa/Casablanca", "Europe/Dublin", "Australia/Lord_Howe", "Etc/UTC",
        "Asia/Kolkata", "Antarctica/Troll", "Pacific/Apia",
    ]

    @Test(
        "a file that is cut off anywhere gives an error and never the wrong end of the day",
        arguments: mutated)
    func cutOff(zone: String) {
        let file = ZoneRules.machine(zone).file
        for count in 0..<file.count {
            #expect(throws: ZoneFileError.self) {
                try ZoneRules(name: zone, file: Array(file[..<count]))
            }
        }
    }

    @Test("no bytes of a file end the daemon, whatever came of it on the disk", arguments: mutated)
    func flipped(zone: String) throws {
        var chance = SeededChance(seed: 12)
        let file = ZoneRules.machine(zone).file
        var read = 0
        for round in 0..<4000 {
            var bytes = file
            for _ in 0...(round % 4) {
                let index = Int.random(in: bytes.indices, using: &chance)
                bytes[index] =
                    round % 2 == 0
                    ? bytes[index] ^ (1 << UInt8.random(in: 0...7, using: &chance))
                    : UInt8.random(in: 0...255, using: &chance)
            }
            guard let rules = try? ZoneRules(name: zone, file: bytes) else { continue }
            read += 1
            // Rules made from any bytes can be asked.
            for year in [1, 1883, 1970, 2026, 2400, 9999] {
                let day = try #require(LocalDate(year: year, month: 3, day: 31))
                let moment = rules.moment(day, TimeOfDay(seconds: 9000))
                #expect(abs(rules.offset(at: moment)) < 93_600)
                _ = rules.text(moment)
                if let next = rules.nextTransition(after: moment) { #expect(next > moment) }
            }
        }
        // A flipped bit in a name or a time leaves a file that can be read.
        #expect(read > 100)
    }

    @Test("rules that differ for a while are told apart for just that while")
    func differences() throws {
        let old = try ZoneRules(
            name: "Test/Zone", file: ZoneFile(footer: "PST8PDT,M3.2.0,M11.1.0").bytes)
        let new = try ZoneRules(name: "Test/Zone", file: ZoneFile(footer: "<-07>7").bytes)
        let year = Interval(
            start: Timestamp(at: "2026-06-01T00:00:00Z"), end: Timestamp(at: "2027-06-01T00:00:00Z")
        )
        #expect(
            new.differences(from: old, in: year) == [
                Interval(
                    start: Timestamp(at: "2026-11-01T09:00:00Z"),
                    end: Timestamp(at: "2027-03-14T10:00:00Z"))
            ])
        #expect(new.differences(from: new, in: year) == [])
    }
}
