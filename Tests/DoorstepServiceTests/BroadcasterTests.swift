import DoorstepAPI
import DoorstepCore
import Testing

@testable import DoorstepService

@Suite(.timeLimit(.minutes(20))) struct BroadcasterTests {
    private let broadcaster = Broadcaster(
        doorWatch: DoorWatch(doors: [], began: Timestamp(seconds: 0), alarm: Alarm()),
        metrics: ServiceMetrics(), alarm: Alarm())

    @Test("sends every reader the same events, in order, whatever loop it is on")
    func fanOut() async throws {
        let readers = [try await StreamChannel(), try await StreamChannel()]
        for reader in readers {
            _ = broadcaster.add(reader.feed, on: reader.loop)
            try await reader.goLive()
        }
        broadcaster.send([try .named("one"), try .named("two")])
        broadcaster.send([try .named("three")])
        for reader in readers {
            #expect(try await reader.names() == ["one", "two", "three"])
        }
    }

    @Test("forgets a reader that went, and sends it nothing more")
    func gone() async throws {
        let (gone, other) = (try await StreamChannel(), try await StreamChannel())
        let leave = broadcaster.add(gone.feed, on: gone.loop)
        _ = broadcaster.add(other.feed, on: other.loop)
        for reader in [gone, other] { try await reader.goLive() }
        #expect(broadcaster.readerCount == 2)
        leave()
        #expect(broadcaster.readerCount == 1)
        broadcaster.send([try .named("one")])
        #expect(try await gone.names() == [])
        #expect(try await other.names() == ["one"])
    }
}
