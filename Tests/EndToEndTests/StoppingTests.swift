import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct StoppingTests {
        @Test("SIGTERM with twenty screens and a stuck reader ends everything in good order")
        func stop() async throws {
            let daemon = try await DaemonProcess.started()
            let files = [daemon.socket, daemon.state + "/lock"]
            #expect(files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
            // More than fits between a writer and a reader that does not read.
            try await daemon.importCrossings(4000)
            let stuck = try PlainSocket(daemon.socket)
            stuck.send(
                Array("GET \(Route.stream) HTTP/1.1\r\nHost: d\r\nLast-Event-ID: 0\r\n\r\n".utf8))
            var readers: [StreamReader] = []
            for _ in 0..<20 { readers.append(try await .opened(daemon)) }

            #expect(try await daemon.stop(SIGTERM) == .status(0))
            for reader in readers { #expect(try await reader.ended() == nil) }
            await stuck.hungUp()
            #expect(!FileManager.default.fileExists(atPath: daemon.socket))
            #expect(daemon.notify.messages.entries.contains("STOPPING=1"))
            #expect(try daemon.complaints == [])

            try await daemon.start()
            let last = try await daemon.facts().suffix(2)
            #expect(
                last.map(\.event) == [
                    .doorDown(door: "front", reason: "stopped"), .doorUp(door: "front"),
                ])
        }

        @Test("SIGINT is as good as SIGTERM")
        func interrupt() async throws {
            let daemon = try await DaemonProcess.started()
            #expect(try await daemon.stop(SIGINT) == .status(0))
        }

        @Test(
            "a restart replays no prompt: the old one lapses, and a new screen hears no chime",
            .bug(
                "https://github.com/home-assistant/core/issues/28596",
                "a restart that fires old events"),
            .bug(
                "https://github.com/home-assistant/core/issues/145941",
                "a restart that fires old events"),
            .bug(
                "https://github.com/home-assistant/core/issues/131932",
                "a restart that fires old events"),
            .bug(
                "https://github.com/konnected-io/konnected-security/issues/138",
                "a restart that fires old events"),
            .bug("https://github.com/XaF/qolsysgw/issues/156", "a restart that fires old events"),
            .bug(
                "https://github.com/home-assistant/home-assistant.io/issues/36484",
                "a restart that fires old events"))
        func noReplay() async throws {
            var settings = ShopSettings()
            settings.tables = """
                [reception]
                greetAfter = "0s"
                greetWithin = "1s"
                farewellWithin = "1s"
                lapseAfter = "2s"
                """
            let daemon = try await DaemonProcess.started(settings)
            let old = try await daemon.record(Route.entrances)
            #expect(old.prompt?.state == .open)
            try await daemon.restart(after: SIGTERM)

            let screen = try await StreamReader.opened(daemon)
            let watch = try await StreamReader.opened(daemon, after: old.fact.sequence.value)
            let lapse = try await watch.events.first { $0.name == "lapse" }.entry
            let marker = try await daemon.record(Route.exits).fact.sequence.value
            try await screen.got(marker)
            let data = try JSONDecoder().decode(
                StreamEventBody.self, from: Data(lapse.data.utf8))
            #expect(data.recorded.fact.event == .lapse(prompt: old.fact.sequence))
            #expect(screen.facts.filter { $0.name == "entrance" }.isEmpty)
            let open = try await daemon.get(Route.prompts, as: PromptsBody.self).prompts
            #expect(open.map(\.moment) == [.farewell])
        }
    }
}

extension DaemonProcess {
    /// Brings in crossings of yesterday and before, which prompt nobody.
    func importCrossings(_ count: Int) async throws {
        let start = Timestamp(Date().addingTimeInterval(-7 * 86400))
        var generator = SystemRandomNumberGenerator()
        var sent = 0
        while sent < count {
            let batch = min(500, count - sent)
            let lines = (sent..<sent + batch).map { number in
                let at = start + .seconds(Int64(number))
                let id = FactID(at: at, using: &generator)
                return #"{"id":"\#(id)","kind":"entrance","at":"\#(at)","source":"import:test","#
                    + #""door":"front","people":1,"imported":true}"#
            }
            let answer = try await post(Route.imports, lines.joined(separator: "\n"))
            try #require(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
            sent += batch
        }
    }
}
