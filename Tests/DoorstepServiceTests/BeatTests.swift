import DoorstepAPI
import DoorstepCore
import LocalHTTP
import TestSupport
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
        let responder: HTTPListeners.Responder = { _, _ in
            .events(to: broadcaster.audience) { await $0.live(after: nil) }
        }
        try await withServer(refusal: Responder.refusal, responder: responder) { socket in
            var reader: RawClient? = try RawClient(unix: socket)
            reader?.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            _ = await reader?.read(until: "retry")
            #expect(await clock.nextWait() == .seconds(5))
            clock.wake()
            let event = await reader?.read(until: "}\n\n")
            let data = try JSONWriter.string(body)
            #expect(event?.contains("event: beat\ndata: \(data)\n\n") == true)
            reader = nil
            while broadcaster.readerCount > 0 { try await nextTurn() }
        }
        running.cancel()
        clock.wake()
        try await running.value
    }
}
