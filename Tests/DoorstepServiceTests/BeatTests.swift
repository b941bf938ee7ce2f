import DoorstepAPI
import DoorstepCore
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import DoorstepService

@Suite(.timeLimit(.minutes(20))) struct BeatTests {
    @Test("beats for readers only, and stops when the last one goes")
    func beats() async throws {
        let broadcaster = Broadcaster(
            doorWatch: DoorWatch(doors: [], began: Timestamp(seconds: 0), alarm: Alarm()),
            metrics: ServiceMetrics(), alarm: Alarm())
        let clock = HandClock()
        let body = NowBody.fixture(at: Timestamp(seconds: 1))
        let beat = Beat(broadcaster, body: { body }, clock: clock, every: .seconds(5))
        let running = Task { try await beat.run() }
        let reader = try await StreamChannel()
        try await reader.goLive()
        let leave = broadcaster.add(reader.feed, on: reader.loop)
        #expect(await clock.nextWait() == .seconds(5))
        clock.wake()
        let part = try await reader.channel.waitForOutboundWrite(as: HTTPServerResponsePart.self)
        guard case .body(.byteBuffer(let frame)) = part else {
            Issue.record("\(part) is not an event")
            return
        }
        #expect(
            String(buffer: frame)
                == "event: beat\ndata: \(try JSONWriter.string(body))\n\n")
        leave()
        running.cancel()
        clock.wake()
        try await running.value
    }
}
