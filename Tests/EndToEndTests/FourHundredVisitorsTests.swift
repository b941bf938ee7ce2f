import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// A day of 400 visitors, replayed from a file, against a table that can be checked by arithmetic.
    ///
    /// The shop is open from 09:00 to 19:00. Visitor k comes alone, 90 s after the one before, the first at 09:00:00,
    /// so that 40 come in each hour, and leaves 80 s later: nobody else is inside, and every farewell is
    /// certainly theirs.
    ///
    /// - greeting, by the last digit of k: 1 said after 2 s; 2 after 40 s; 3 nobody, the prompt lapses; 4 missed;
    ///   5 to 9 after so many seconds; 0 after 30 s
    /// - farewell 5 s after the exit unless k is divisible by 4; with thanks if the rest by 4 is 1, and with an
    ///   invitation if the rest by 8 is 1
    /// - outcome, noted with the farewell, by the rest by 5: 0 bought, 1 browsed, 2 asked
    /// - every 20th presses a face on the way out: k / 20 modulo 4
    @Suite struct FourHundredVisitorsTests {
        @Test("replayed from a file, the day gives the figures of the table")
        func table() async throws {
            let summary = try await Self.replay(Array(1...400))

            #expect(summary.traffic.entrances == 400 && summary.traffic.exits == 400)
            #expect(summary.traffic.footfall == 400 && summary.traffic.parties == 400)
            #expect(summary.traffic.peakOccupancy == 1 && summary.traffic.drift == 0)
            #expect(summary.traffic.meanDwellSeconds == 80)
            // Of ten digits one is early, six are in the window, one is late, two are never.
            #expect(summary.greeting.due == 400)
            #expect((summary.greeting.early, summary.greeting.inWindow) == (40, 240))
            #expect((summary.greeting.late, summary.greeting.never) == (40, 80))
            #expect(summary.greeting.share.value == 0.6 && summary.greeting.share.n == 400)
            // In order: 40 × 2 s, 40 each of 5, 6, 7, 8, 9, 30 and 40 s, 80 × never. The 200th is the last of 8 s;
            // the 360th was never greeted.
            #expect(summary.greeting.waitSeconds.p50 == 8)
            #expect(summary.greeting.waitSeconds.p90 == nil)
            let hours = summary.traffic.byHour.filter { $0.entrances > 0 }
            #expect(hours.map(\.hour) == (9...18).map { ($0 < 10 ? "0" : "") + "\($0):00" })
            #expect(hours.allSatisfy { ($0.entrances, $0.due, $0.inWindow) == (40, 40, 24) })
            #expect(hours.allSatisfy { ($0.early, $0.late, $0.never) == (4, 4, 8) })
            // Three of four; one of four; one of eight.
            #expect(summary.farewell.due == 400 && summary.farewell.said == 300)
            #expect((summary.farewell.thanked, summary.farewell.invited) == (100, 50))
            // A fifth each, less a quarter of them who were not taken leave of.
            let outcomes = summary.farewell.outcomes
            #expect((outcomes.bought, outcomes.browsed, outcomes.asked) == (60, 60, 60))
            #expect((outcomes.unknown, outcomes.accompanied, outcomes.cameForGift) == (220, 0, 0))
            // Of twenty in a row fifteen were taken leave of, and of these 3, 13 and 14 had not been greeted.
            let complete = summary.visits.complete
            #expect(complete.certain.n == 400 && complete.certain.value == 0.6)
            #expect(complete.guessed.n == 0 && complete.guessed.value == nil)
            // Five of each face: 100 · (0 + 5 + 10 + 15) / (3 · 20).
            let feedback = summary.feedback
            #expect(feedback.faces == [5, 5, 5, 5] && feedback.index == 50)
        }

        @Test("who was ignored costs the day what it cost them")
        func ignored() async throws {
            // Without them 320 are left, and 240 of those were greeted in the window.
            let without = try await Self.replay((1...400).filter { ![3, 4].contains($0 % 10) })
            #expect(without.greeting.due == 320 && without.greeting.never == 0)
            #expect(without.greeting.share.value == 0.75)
            #expect(without.greeting.waitSeconds.p90 == 40)
            // Were they left out of the share, as if nobody had come, the day would look like that one. It says 0.6.
            let with = try await Self.replay(Array(1...400))
            #expect(with.greeting.share.value == 0.6 && with.greeting.waitSeconds.p90 == nil)
            #expect(with.greeting.inWindow == without.greeting.inWindow)
        }

        private static func replay(_ visitors: [Int]) async throws -> Summary {
            let scratch = try ScratchDirectory()
            let file = scratch.path + "/day.ndjson"
            try Data(lines(visitors).utf8).write(to: URL(fileURLWithPath: file))
            let shop = scratch.path + "/shop.toml"
            try Data(Self.shop.utf8).write(to: URL(fileURLWithPath: shop))
            let child = try Child([Program.doorstepd, "replay", file, "--config", shop, "--json"])
            #expect(try await child.ended() == .status(0))
            let line = try #require(child.output.entries.first)
            return try JSONDecoder().decode(Summary.self, from: Data(line.utf8))
        }

        private static let shop = """
            [shop]
            name = "Four hundred"
            timeZone = "Europe/Paris"
            languages = ["fr"]

            [hours]
            saturday = ["09:00-19:00"]

            [[door]]
            name = "front"

            """

        private static func lines(_ visitors: [Int]) -> String {
            let opening = Timestamp(at: "2026-11-21T08:00:00Z")
            var lines: [(at: Timestamp, text: String)] = []
            func add(_ at: Timestamp, _ members: String) {
                lines.append((at, #"{"at":"\#(at)",\#(members)}"#))
            }
            for k in visitors {
                let entered = opening + .seconds((k - 1) * 90)
                let left = entered + .seconds(80)
                add(entered, #""do":"entrance","label":"v\#(k)""#)
                let wait: Int? =
                    switch k % 10 {
                    case 0: 30
                    case 1: 2
                    case 2: 40
                    case 3: nil
                    default: k % 10
                    }
                if let wait {
                    let answer = k % 10 == 4 ? "missed" : "said"
                    add(
                        entered + .seconds(wait),
                        #""do":"answer","prompt":"v\#(k)","answer":"\#(answer)""#)
                }
                add(left, #""do":"exit","label":"x\#(k)""#)
                if k % 4 != 0 {
                    var observed: [String] = []
                    if k % 4 == 1 { observed.append(#""thanks":true"#) }
                    if k % 8 == 1 { observed.append(#""invitation":true"#) }
                    let outcome = ["bought", "browsed", "asked", nil, nil][k % 5]
                        .map { #","outcome":"\#($0)""# }
                    add(
                        left + .seconds(5),
                        #""do":"answer","prompt":"x\#(k)","answer":"said","observed":{\#(observed.joined(separator: ","))}\#(outcome ?? "")"#
                    )
                }
                if k % 20 == 0 {
                    add(
                        left + .seconds(6),
                        #""do":"feedback","face":\#(k / 20 % 4),"device":"door""#)
                }
            }
            return lines.map(\.text).joined(separator: "\n") + "\n"
        }
    }
}
