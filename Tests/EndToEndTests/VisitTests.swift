import DoorstepAPI
import DoorstepCore
import Foundation
import Testing

extension EndToEnd {
    /// What happens to a visit between the greeting and the farewell, on the real programs.
    @Suite struct VisitTests {
        @Test("back from the car, tied, looked at, excluded: and the same after a restart")
        func visits() async throws {
            let daemon = try await DaemonProcess.started(
                ShopSettings(
                    tables: """
                        [[door]]
                        name = "yard"
                        staffOnly = true
                        [[checklist]]
                        id = "gift-wrap"
                        text = { fr = "Paquet cadeau", en = "Gift wrapping" }
                        """))
            func doorstep(_ arguments: String...) async throws -> [String] {
                let run = try await Program.doorstep(arguments + ["--socket", daemon.socket])
                try #require(run.ending == .status(0), "\(run.errors)")
                return run.output
            }
            let front = #"{"door":"front"}"#
            let first = try await daemon.record(Route.entrances, front)
            let second = try await daemon.record(Route.entrances, front)
            let staff = try await daemon.record(Route.entrances, #"{"door":"yard","people":2}"#)
            #expect(staff.prompt?.state == .withdrawn)

            let out = try await daemon.record(Route.exits, front)
            #expect(out.prompt?.visit == first.prompt?.id && out.prompt?.isCertain == false)
            let back = try await daemon.record(Route.entrances, front)
            let prompt = try #require(back.prompt?.id)
            let returned = try await doorstep("answer", prompt.description, "reentry")
            #expect(
                returned.first?.contains("exit #\(out.fact.sequence)") == true)

            let left = try await daemon.record(Route.exits, front)
            _ = try await doorstep(
                "tie", left.fact.sequence.description, second.fact.sequence.description)
            _ = try await doorstep(
                "answer", left.fact.sequence.description, "said", "--thanks", "--observed",
                "gift-wrap")
            for _ in 0..<2 { try await daemon.record(Route.feedback, #"{"face":0}"#) }
            let list = try await doorstep("feedback", "--language", "en")
            #expect(list.first == "Looks like misuse")
            let flagged = try #require(list[1].split(separator: " ").first)
            _ = try await doorstep("feedback", "review", String(flagged), "--count")

            let now = try await daemon.get(Route.now, as: NowBody.self)
            #expect(now.visits.map(\.id) == [first.prompt?.id])
            #expect((now.today.entrances, now.today.excluded, now.today.returned) == (5, 2, 1))
            #expect((now.today.greetingsDue, now.today.farewellsDue) == (2, 1))
            #expect(now.occupancy == 1)
            try await daemon.restart(after: SIGKILL)
            let again = try await daemon.get(Route.now, as: NowBody.self)
            #expect(again.visits == now.visits)
            #expect(again.today == now.today)
            #expect(again.occupancy == now.occupancy)
            #expect(again.prompts.map(\.id) == now.prompts.map(\.id))
            #expect(
                try await doorstep("feedback", "--language", "en").contains {
                    $0.contains("decided by a person")
                })
        }
    }
}
