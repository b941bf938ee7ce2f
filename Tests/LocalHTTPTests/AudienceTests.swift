import Testing

@testable import LocalHTTP

@Suite(.timeLimit(.minutes(20))) struct AudienceTests {
    private let audience = Audience(backlog: StreamChannel.backlog, arrived: {})

    @Test("sends every reader the same events, in order, whatever loop it is on")
    func fanOut() async throws {
        let readers = [try await StreamChannel(), try await StreamChannel()]
        for reader in readers {
            _ = audience.add(reader.feed, on: reader.loop)
            try await reader.goLive()
        }
        audience.send([.named("one"), .named("two")])
        audience.send([.named("three")])
        for reader in readers {
            #expect(try await reader.names() == ["one", "two", "three"])
        }
    }

    @Test("forgets a reader that went, and sends it nothing more")
    func gone() async throws {
        let (gone, other) = (try await StreamChannel(), try await StreamChannel())
        let leave = audience.add(gone.feed, on: gone.loop)
        _ = audience.add(other.feed, on: other.loop)
        for reader in [gone, other] { try await reader.goLive() }
        #expect(audience.count == 2)
        leave()
        #expect(audience.count == 1)
        audience.send([.named("one")])
        #expect(try await gone.names() == [])
        #expect(try await other.names() == ["one"])
    }
}
