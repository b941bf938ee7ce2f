import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct ImportTests {
        @Test("an old counter's three weeks come in once, day by day, and prompt nobody")
        func twice() async throws {
            let file = try HalfHours()
            let daemon = try await DaemonProcess.started(.parisFromMidnight)
            let first = try await Program.doorstep(file.command(daemon))
            #expect(first.ending == .status(0))
            #expect(
                first.output
                    == [
                        "\(file.rows) rows read", "  \(file.zeroRows) with a count of 0",
                        "\(file.facts) facts added, 0 already there",
                        "\(file.entrances) in, \(file.exits) out, 2026-10-12 to 2026-11-01",
                    ].map(HalfHours.grouped))
            let second = try await Program.doorstep(file.command(daemon))
            #expect(second.ending == .status(0))
            #expect(
                second.output.contains(
                    HalfHours.grouped("0 facts added, \(file.facts) already there")))
            try await expectExactly(file, daemon)
        }

        @Test(
            "broken off by a kill in its middle and run again, it is exact",
            arguments: ["the daemon", "the command"])
        func killed(_ victim: String) async throws {
            let file = try HalfHours()
            let daemon = try await DaemonProcess.started(.parisFromMidnight)
            let reader = try await StreamReader.opened(daemon)
            // It stands still at its first word on how far it is.
            let command = try Child([Program.doorstep] + file.command(daemon), isMuted: true)
            try await reader.events.first { $0.name == "entrance" || $0.name == "exit" }
            if victim == "the daemon" {
                try await daemon.stop(SIGKILL)
                command.unmute()
                #expect(try await command.ended() == .status(69))
                try await daemon.start()
            } else {
                command.signal(SIGKILL)
                command.unmute()
                #expect(try await command.ended() == .signal(SIGKILL))
            }
            let before = try await daemon.facts().filter { $0.source == "import:counts" }.count
            #expect(before > 0 && before < file.facts)
            let again = try await Program.doorstep(file.command(daemon))
            #expect(again.ending == .status(0))
            let told = try #require(again.output.first { $0.contains("already there") })
            let counts = told.filter { $0 != "," }.split(separator: " ").compactMap { Int($0) }
            try #require(counts.count == 2)
            #expect(counts[0] + counts[1] == file.facts)
            if victim == "the daemon" {
                #expect(counts[1] == before)
            } else {
                // What the command had sent already is recorded even when it is gone, after we looked too.
                #expect(counts[1] >= before)
            }
            try await expectExactly(file, daemon)
        }

        @Test("what is older than the retention comes in by import alone")
        func retention() async throws {
            let daemon = try await DaemonProcess.started(.parisFromMidnight)
            let old = "2019-03-04T10:00:00.000Z"
            let refused = try await daemon.post(Route.entrances, #"{"at":"\#(old)"}"#)
            #expect(refused.status == 422)
            #expect(try refused.decoded(ProblemBody.self).kind == "too-far-back")
            let file = daemon.scratch.path + "/old.csv"
            try Data("when,way\n2019-03-04 11:00,in\n".utf8).write(
                to: URL(fileURLWithPath: file))
            let imported = try await Program.doorstep([
                "import", file, "--format", "events-csv", "--time-zone", "Europe/Paris", "--at",
                "when", "--direction", "way", "--socket", daemon.socket,
            ])
            #expect(imported.ending == .status(0))
            #expect(try await daemon.facts().last?.at.description == old)
        }

        private func expectExactly(_ file: HalfHours, _ daemon: DaemonProcess) async throws {
            let facts = try await daemon.facts().filter { $0.source == "import:counts" }
            #expect(facts.count == file.facts)
            for (day, counts) in file.days.sorted(by: { $0.key < $1.key }) {
                let traffic = try await daemon.get(Route.summary(day: day), as: Summary.self)
                    .traffic
                #expect(traffic.entrances == counts.entrances && traffic.exits == counts.exits)
            }
            for state in Prompt.State.allCases {
                let prompts = try await daemon.get(
                    "\(Route.prompts)?state=\(state.rawValue)", as: PromptsBody.self)
                #expect(prompts.prompts.isEmpty)
            }
        }
    }
}

extension ShopSettings {
    fileprivate static var parisFromMidnight: ShopSettings {
        var settings = ShopSettings()
        settings.timeZone = "Europe/Paris"
        settings.shop = #"dayStartsAt = "00:00""#
        return settings
    }
}

/// A file of half hours, 12 October to 1 November 2026 in Paris: on the 25th the hour from two to three is
/// there twice, as such counters write it.
private struct HalfHours {
    private(set) var days: [String: (entrances: Int, exits: Int)] = [:]
    private(set) var rows = 0
    private(set) var zeroRows = 0

    /// Each row and direction with somebody in it.
    private(set) var facts = 0
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
        var chance = SeededChance(seed: 2026)
        var text = "day,time,in,out\n"
        for number in 0..<21 {
            let day = number < 20 ? "2026-10-\(12 + number)" : "2026-11-01"
            var times = (0..<48).map {
                ($0 < 20 ? "0" : "") + "\($0 / 2):" + ($0 % 2 == 0 ? "00" : "30")
            }
            if day == "2026-10-25" { times.insert(contentsOf: ["02:00", "02:30"], at: 6) }
            for time in times {
                let entering = Int.random(in: 0...9, using: &chance)
                let leaving = Int.random(in: 0...9, using: &chance)
                text += "\(day),\(time),\(entering),\(leaving)\n"
                rows += 1
                zeroRows += entering + leaving == 0 ? 1 : 0
                facts += (entering > 0 ? 1 : 0) + (leaving > 0 ? 1 : 0)
                let sum = days[day, default: (0, 0)]
                days[day] = (sum.entrances + entering, sum.exits + leaving)
            }
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private var path: String { scratch.path + "/counts.csv" }
    var entrances: Int { days.values.reduce(0) { $0 + $1.entrances } }
    var exits: Int { days.values.reduce(0) { $0 + $1.exits } }

    func command(_ daemon: DaemonProcess) -> [String] {
        [
            "import", path, "--format", "counts-csv", "--time-zone", "Europe/Paris", "--date",
            "day", "--time", "time", "--in", "in", "--out", "out", "--socket", daemon.socket,
        ]
    }

    /// Numbers as the command line writes them: 1,234.
    static func grouped(_ line: String) -> String {
        line.replacing(#/\b(\d)(\d{3})\b(?!-)/#) { "\($0.1),\($0.2)" }
    }
}
