import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite struct ReloadTests {
        private static func pack(_ greeting: String) -> String {
            """
            [words]
            ownWords = "In your own words"
            [[script]]
            id = "hello"
            moment = "greeting"
            text = "\(greeting)"
            [[script]]
            id = "bye"
            moment = "farewell"
            text = "Goodbye from {shop}!"
            """
        }

        private static func write(_ text: String, for daemon: DaemonProcess) throws {
            let directory = daemon.scratch.path + "/scripts"
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/en.toml"))
        }

        /// Sends SIGHUP and waits for the line that tells what came of it.
        private static func reload(_ daemon: DaemonProcess, _ line: String) async throws {
            let child = try daemon.child
            let heard = child.errors.entries.count
            child.signal(SIGHUP)
            try await child.errors.first(from: heard) { $0.contains(line) }
        }

        private static func check(_ daemon: DaemonProcess) async throws -> HealthBody.Check {
            let health = try await daemon.get(Route.health, as: HealthBody.self)
            return try #require(health.checks.first { $0.name == "scripts" })
        }

        @Test("SIGHUP reads the packs again; broken ones leave the old in force and are explained")
        func reload() async throws {
            let daemon = try DaemonProcess(ShopSettings(shop: "languages = [\"en\"]"))
            try Self.write(Self.pack("Hello!"), for: daemon)
            try await daemon.start()
            let first = try await daemon.record(Route.entrances)
            #expect(first.prompt?.script?.text == "Hello!")
            #expect(
                first.prompt?.alternatives.map(\.id.rawValue) == ["en/ownWords"])

            try Self.write(Self.pack("Welcome to {shop}!"), for: daemon)
            try await Self.reload(daemon, " info scripts read again scripts=2")
            let second = try await daemon.record(Route.entrances)
            #expect(second.prompt?.script?.text == "Welcome to Librairie des Halles!")
            // The one before keeps the words that somebody may be saying now.
            let open = try await daemon.get(
                "\(Route.prompts)?state=open", as: PromptsBody.self)
            #expect(
                open.prompts.map(\.script?.text) == ["Hello!", "Welcome to Librairie des Halles!"])

            try Self.write(Self.pack("Welcome {name}!"), for: daemon)
            try await Self.reload(daemon, " error scripts cannot be used, the old ones stay")
            let third = try await daemon.record(Route.entrances)
            #expect(third.prompt?.script?.text == "Welcome to Librairie des Halles!")
            let failed = try await Self.check(daemon)
            #expect(!failed.ok)
            #expect(
                failed.detail
                    == "\(daemon.scratch.path)/scripts/en.toml:6: script[hello].text: "
                    + "found an unknown placeholder \"{name}\", wanted one of "
                    + "{shop}, {dayPart}, {staff}, {nickname}, {openingHint}: "
                    + "the old scripts stay in use; correct it, run  doorstepd check  and then  systemctl reload doorstepd"
            )

            // A key of the keyboard touched by accident: the shop goes on, with the words that it had.
            try Self.write(Self.pack("Welcome back!") + "\n[\n", for: daemon)
            try await Self.reload(daemon, " error scripts cannot be used, the old ones stay")
            #expect(
                try await Self.check(daemon).detail
                    == "\(daemon.scratch.path)/scripts/en.toml:11:2: found text that is not TOML, "
                    + "wanted valid TOML (a line that begins with \"[\" names a table and ends with "
                    + "\"]\", like [shop] or [[door]]): the old scripts stay in use; correct it, run  doorstepd check  and then  systemctl reload doorstepd"
            )
            let after = try await daemon.record(Route.entrances)
            #expect(after.prompt?.script?.text == "Welcome to Librairie des Halles!")

            try Self.write(Self.pack("Hello again!"), for: daemon)
            try await Self.reload(daemon, " info scripts read again")
            #expect(try await Self.check(daemon).ok)
            let fourth = try await daemon.record(Route.entrances)
            #expect(fourth.prompt?.script?.text == "Hello again!")
            #expect(try await daemon.stop() == .status(0))
        }
    }
}
