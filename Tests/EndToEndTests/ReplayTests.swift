import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// `doorstepd replay`: a day from a file, and what it comes to.
    @Suite struct ReplayTests {
        private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
        private static let example = here + "/../../config/example-day.ndjson"
        private static let yard = here + "/Fixtures/yard"

        private func replay(
            _ arguments: [String]
        ) async throws -> (ending: Child.Ending, output: [String], errors: String) {
            let child = try Child([Program.doorstepd, "replay"] + arguments)
            let ending = try await child.ended()
            return (ending, child.output.entries, child.errorText)
        }

        @Test("the example day gives the figures that a person counts in it")
        func example() async throws {
            let run = try await replay([Self.example, "--json"])
            #expect(run.ending == .status(0))
            #expect(run.errors == "")
            let line = try #require(run.output.first)
            let summary = try JSONDecoder().decode(Summary.self, from: Data(line.utf8))
            #expect(summary.period.id == "2026-11-21")
            #expect((summary.traffic.entrances, summary.traffic.exits) == (7, 6))
            #expect(summary.traffic.excluded == 1)
            #expect(summary.greeting.inWindow == 1 && summary.greeting.late == 1)
            #expect(summary.farewell.said == 2 && summary.farewell.invited == 1)
            #expect(summary.coverage.share == 1)
            #expect(!summary.data.notes.contains { $0.hasPrefix("day-open") })
        }

        @Test("in a shop of its own, with the prompts as a counter shows them, faster than time")
        func counter() async throws {
            let run = try await replay([
                Self.yard + ".ndjson", "--config", Self.yard + ".toml", "--speed", "100000",
            ])
            #expect(run.ending == .status(0))
            // The words are the packs' business.
            let shown = run.output.prefix(16).map {
                $0.replacing(#/« .* »/#, with: "« … »")
            }
            #expect(
                shown == [
                    "07:30:00  #3 greeting, front, 1 person: withdrawn",
                    "07:30:00    #3 greeting: not a visitor (delivery)",
                    "07:40:00  #5 farewell, front, 1 person: withdrawn",
                    "07:40:00    #5 farewell: not a visitor (delivery)",
                    "08:55:00  #7 greeting, yard, 2 people: withdrawn",
                    "08:55:00    #7 greeting: not a visitor (staff)",
                    "09:10:00  #9 greeting, front, 1 person: « … »",
                    "09:15:00    #9 greeting: lapsed",
                    "09:10:20    #9 greeting: said",
                    "09:30:00  #12 look-in, front, 1 person: « … »",
                    "09:35:00    #12 look-in: lapsed",
                    "09:40:00  #14 farewell, front, 1 person: « … »",
                    "09:40:10    #14 farewell: said",
                    "12:00:00  #16 greeting, front, 3 people: « … »",
                    "12:00:05    #16 is undone",
                    "18:15:00  the day 2026-11-21 is closed",
                ])
            #expect(run.output.contains("Librairie du Port, 2026-11-21, Europe/Lisbon, revision 1"))
        }

        /// The figures of a day in which the door was heard of at these minutes after nine.
        private func coverage(_ minutes: [Int]) async throws -> Summary.Coverage {
            let scratch = try ScratchDirectory()
            let file = scratch.path + "/day.ndjson"
            let lines = minutes.map { minute in
                let time = String(format: "%02d:%02d", 9 + minute / 60, minute % 60)
                return #"{"at":"2026-11-21T\#(time):00Z","do":"heartbeat","door":"front"}"#
            }
            try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
            let run = try await replay([
                file, "--config", Self.here + "/Fixtures/heartbeats.toml", "--json",
            ])
            #expect(run.ending == .status(0), "\(run.errors)")
            let line = try #require(run.output.first)
            return try JSONDecoder().decode(Summary.self, from: Data(line.utf8)).coverage
        }

        @Test("heartbeats are heard as the daemon hears them: a silence ends with the next one")
        func heartbeats() async throws {
            let steady = try await coverage(Array(stride(from: 0, through: 70, by: 5)))
            #expect(steady.observedMinutes == 60)
            #expect(steady.gaps.isEmpty)
            // Silent from ten past on; heard of again at 9:30, when nothing else is due.
            let broken = try await coverage([0, 30, 35, 40, 45, 50, 55, 60])
            #expect(broken.gaps.map(\.to) == ["2026-11-21T09:30:00.000Z"])
        }

        @Test("a line that cannot be replayed is named with what fits, and nothing is shown")
        func mistakes() async throws {
            let scratch = try ScratchDirectory()
            let file = scratch.path + "/day.ndjson"
            func refused(_ lines: [String]) async throws -> [String] {
                try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
                let run = try await replay([file, "--speed", "100000"])
                #expect(run.ending == .status(65))
                #expect(run.output == [])
                return run.errors.split(separator: "\n").map {
                    String($0).replacing(file, with: "day.ndjson")
                }
            }
            let at = #""at":"2026-11-21T10:15:00+01:00""#
            #expect(
                try await refused([
                    #"{\#(at),"do":"entrance","label":"a","peple":2}"#, #"{\#(at),"do":"enter"}"#,
                    "", "# a remark", #"{"at":"10:15","do":"entrance"}"#, "nonsense", "[]",
                    #"{\#(at),"do":"entrance","label":"a"}"#,
                    #"{"at":"2026-11-21T10:14:00+01:00","do":"exit"}"#,
                    #"{\#(at),"do":"answer","prompt":"b","answer":"said"}"#,
                    #"{\#(at),"do":"entrance","label":"a"}"#, #"{\#(at),"do":"tie","prompt":"a"}"#,
                    #"{\#(at),"do":"exit","people":0}"#, #"{\#(at)}"#,
                    #"{\#(at),"do":"heartbeat","door":"front","label":"h"}"#,
                ]) == [
                    "doorstepd: the day cannot be replayed:",
                    "day.ndjson:1: peple: found an unknown member, wanted one of at, do, label, "
                        + "door, people, dated, source",
                    "day.ndjson:2: do: found “enter”, wanted one of entrance, exit, opening, answer, "
                        + "outcome, tie, void, occupancy, feedback, review, heartbeat",
                    "day.ndjson:5: at: found “10:15”, wanted a time like 2026-11-21T10:15:02Z",
                    "day.ndjson:6: found text that is not JSON, wanted a JSON object (byte 0: “n” "
                        + "where a value was expected)",
                    "day.ndjson:7: found a list, wanted an object in braces",
                    "day.ndjson:9: at: found 2026-11-21T09:14:00.000Z, wanted "
                        + "2026-11-21T09:15:00.000Z or later: lines are in the order of time (an event reported later than it happened has dated)",
                    "day.ndjson:10: prompt: found “b”, wanted the label of an earlier line",
                    "day.ndjson:11: label: found “a” again, wanted one of its own",
                    "day.ndjson:12: visit: found nothing, wanted it to be there",
                    "day.ndjson:13: people: found 0, wanted a whole number from 1 to 500",
                    "day.ndjson:14: do: found nothing, wanted it to be there",
                    "day.ndjson:15: label: found an unknown member, wanted one of at, do, door",
                ])
            #expect(
                try await refused([
                    #"{\#(at),"do":"entrance","label":"a","door":"back"}"#
                ]) == [
                    "doorstepd: the day cannot be replayed:",
                    "day.ndjson:1: found a line that the daemon refuses: door is “back”, and this shop has "
                        + "no door of that name, wanted a line that it accepts (Its doors are: front. "
                        + "Others are added as [[door]] in the configuration)",
                ])
            #expect(try await refused([]).last?.contains("found no line") == true)
        }
    }
}
