import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct FloodTests {
        @Test("a thousand connections at nofile=128 shut out neither who was there nor who comes")
        func flood() async throws {
            try raiseFileLimit(to: 2048)
            let daemon = try DaemonProcess(wrapper: ["prlimit", "--nofile=128:128"])
            try await daemon.start()
            let screen = try await StreamReader.opened(daemon)
            // What does not fit in the kernel's queue is turned away by it.
            var flood = (0..<1000).compactMap { _ in try? PlainSocket(daemon.socket) }
            #expect(flood.count > 128)
            try await screen.events.first { $0.name == StreamEventName.beat }
            flood = []
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
            #expect(screen.facts.map(\.id) == (2...last).map { "\($0)" })
            #expect(try daemon.complaints == [])
        }
    }
}

private func raiseFileLimit(to count: rlim_t) throws {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    getrlimit(files, &limit)
    guard limit.rlim_cur < count else { return }
    limit.rlim_cur = count
    guard setrlimit(files, &limit) == 0 else { throw SocketFailure(call: "setrlimit") }
}
