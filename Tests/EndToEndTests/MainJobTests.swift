import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import Testing

extension EndToEnd {
    @Suite struct MainJobTests {
        @Test("entrance, prompt, answer, exit, undo and summary, and every step is on the stream")
        func mainJob() async throws {
            let daemon = try await DaemonProcess.started()
            let reader = try await StreamReader.opened(daemon)

            let entered = try await daemon.record(Route.entrances)
            let prompt = try #require(entered.prompt)
            #expect(prompt.state == .open && prompt.moment == .greeting)
            #expect(prompt.script?.text.isEmpty == false)
            var now = try await daemon.get(Route.now, as: NowBody.self)
            #expect(now.occupancy == 1 && now.prompts.map(\.id) == [prompt.id])

            let answer = #"{"answer":"ownWords","observed":{"smile":true},"outcome":"browsed"}"#
            let answered = try await daemon.record(Route.answer(prompt.id.description), answer)
            #expect(answered.prompt?.state == .answered)
            let party = try await daemon.record(Route.entrances, #"{"people":3}"#)
            try await daemon.record(Route.void(party.fact.sequence.value))
            let left = try await daemon.record(Route.exits)
            let farewell = try #require(left.prompt)
            let thanks = #"{"answer":"said","observed":{"thanks":true,"invitation":true}}"#
            let last = try await daemon.record(Route.answer(farewell.id.description), thanks)

            now = try await daemon.get(Route.now, as: NowBody.self)
            #expect(now.occupancy == 0 && now.prompts.isEmpty)
            #expect(now.today.entrances == 1 && now.today.exits == 1)
            let summary = try await daemon.get(
                Route.summary(day: now.day.description), as: Summary.self)
            #expect(summary.traffic.entrances == 1 && summary.traffic.footfall == 1)
            // It was answered at once: greeted, but too soon.
            #expect(summary.greeting.due == 1 && summary.greeting.early == 1)
            #expect(summary.farewell.said == 1 && summary.farewell.thanked == 1)
            #expect(summary.farewell.invited == 1)

            try await reader.got(last.fact.sequence.value)
            let facts = try await daemon.facts()
            #expect(facts.map(\.sequence.value) == Array(1...last.fact.sequence.value))
            // The reader came after the first fact, the door's.
            let events = reader.facts
            #expect(
                events.map { LedgerPosition($0.id)?.sequence }
                    == facts.dropFirst().map(\.sequence))
            #expect(events.map(\.name) == facts.dropFirst().map(\.kind.rawValue))
            let bodies = try events.map {
                try JSONDecoder().decode(StreamEventBody.self, from: Data($0.data.utf8))
            }
            #expect(bodies.map(\.recorded.fact) == Array(facts.dropFirst()))
            #expect(bodies.last?.now.occupancy == 0)
        }

        @Test("a screen that comes back gets what it missed, once and in order")
        func resumption() async throws {
            let daemon = try await DaemonProcess.started()
            for _ in 0..<5 { try await daemon.record(Route.entrances) }
            let reader = try await StreamReader.opened(daemon, after: 3)
            let last = try await daemon.record(Route.exits).fact.sequence.value
            try await reader.got(last)
            #expect(reader.numbers == Array(4...last))
        }

        @Test("a screen that comes back after the daemon was killed gets what it missed")
        func resumptionAfterCrash() async throws {
            let daemon = try await DaemonProcess.started()
            let before = try await StreamReader.opened(daemon)
            let seen = try await daemon.record(Route.entrances).fact.sequence.value
            try await before.got(seen)
            try await daemon.restart(after: SIGKILL)
            let missed = try await daemon.record(Route.entrances).fact.sequence.value
            let reader = try await StreamReader.opened(daemon, after: seen)
            let last = try await daemon.record(Route.entrances).fact.sequence.value
            try await reader.got(last)
            #expect(missed == seen + 1)
            #expect(reader.numbers == Array(missed...last))
        }
    }
}
