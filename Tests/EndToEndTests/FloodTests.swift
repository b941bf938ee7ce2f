import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct FloodTests {
        @Test(
            "a thousand connections at nofile=128 shut out neither who was there nor who comes",
            .enabled(if: kernelQueue >= 1000, "needs net.core.somaxconn of 1000 or more"))
        func flood() async throws {
            try raiseFileLimit(to: 2048)
            let daemon = try DaemonProcess(wrapper: ["prlimit", "--nofile=128:128"])
            try await daemon.start()
            let screen = try await StreamReader.opened(daemon)
            do {
                // Those that are not accepted wait in the kernel's queue, which has room for them.
                let flood = try (0..<1000).map { _ in try PlainSocket(daemon.socket) }
                try await screen.events.first { $0.name == StreamEventName.beat }
                withExtendedLifetime(flood) {}
            }
            // They have gone, and are still in the queue before the one who comes: it waits until the daemon has seen
            // them off.
            let last = try await daemon.record(Route.entrances).fact.sequence.value
            try await screen.got(last)
            #expect(try daemon.complaints == [])
            #expect(try await daemon.stop() == .status(0))
        }

        @Test("a reader that never reads is cut off, and the others get every event")
        func stuckReader() async throws {
            let daemon = try await DaemonProcess.started()
            let screen = try await StreamReader.opened(daemon)
            let stuck = try PlainSocket(daemon.socket)
            stuck.send(Array("GET \(Route.stream) HTTP/1.1\r\nHost: d\r\n\r\n".utf8))
            let cut = Chronicle<Bool>()
            Task {
                await stuck.hungUp()
                cut.append(true)
            }
            var last: Int64 = 0
            // What fits between the two is a few hundred events; it must not go on until a time limit ends it.
            for _ in 0..<2500 where cut.entries.isEmpty {
                last = try await daemon.record(Route.entrances, ShortBody.anHourAgo)
                    .fact.sequence.value
            }
            #expect(cut.entries == [true])
            try await screen.got(last)
            #expect(screen.numbers == Array(2...last))
            #expect(try daemon.complaints == [])
        }
    }
}

/// How many callers of one socket the kernel lets wait at most.
private let kernelQueue =
    (try? String(contentsOfFile: "/proc/sys/net/core/somaxconn", encoding: .utf8))
    .flatMap { Int($0.filter(\.isNumber)) } ?? 0
