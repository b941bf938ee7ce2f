import DoorstepAPI
import DoorstepCore
import NIOCore
import Synchronization
import Testing

@testable import DoorstepService

@Suite(.timeLimit(.minutes(1))) struct BroadcasterTests {
    private let broadcaster = Broadcaster(
        doorWatch: DoorWatch(doors: [], began: Timestamp(seconds: 0), alarm: Alarm()),
        metrics: ServiceMetrics(), alarm: Alarm())

    private func event(_ name: String) throws -> ServerSentEvent {
        try ServerSentEvent(name: name, data: "")
    }

    @Test("sends every reader the same event, in order")
    func fanOut() async throws {
        let readers = [broadcaster.subscribe {}, broadcaster.subscribe {}]
        broadcaster.send(try event("one"))
        broadcaster.send(try event("two"))
        for reader in readers {
            var iterator = reader.makeAsyncIterator()
            #expect(
                await iterator.next().map { String(buffer: $0.frame) }
                    == "event: one\ndata: \"\"\n\n")
            #expect(
                await iterator.next().map { String(buffer: $0.frame) }
                    == "event: two\ndata: \"\"\n\n")
        }
    }

    @Test("cuts a reader that is 257 events behind, and no other")
    func backlog() async throws {
        let wasCut = Mutex(false)
        let slow = broadcaster.subscribe { wasCut.withLock { $0 = true } }
        for _ in 0..<Limit.streamBacklog { broadcaster.send(try event("one")) }
        #expect(!wasCut.withLock { $0 })
        let other = broadcaster.subscribe { Issue.record("the other reader was cut") }
        broadcaster.send(try event("one too many"))
        #expect(wasCut.withLock { $0 })
        #expect(broadcaster.readerCount == 1)
        withExtendedLifetime((slow, other)) {}
    }

    @Test("forgets a reader that went")
    func gone() async throws {
        let task = Task { [broadcaster] in
            for await _ in broadcaster.subscribe(cut: {}) {}
        }
        for await _ in broadcaster.firstReader.rings { break }
        task.cancel()
        await task.value
        #expect(broadcaster.readerCount == 0)
    }
}
