import NIOEmbedded
import Testing

@testable import LocalHTTP

@Suite(.timeLimit(.minutes(20))) struct StreamFeedTests {
    @Test("keeps what comes until the reader is there, and passes over what it has by then")
    func catchesUp() async throws {
        let reader = try await StreamChannel()
        try await reader.take([.named("one", 1), .named("two", 2)])
        try await reader.take([.named("three", 3), .named("beat")])
        #expect(try await reader.names() == [])
        try await reader.goLive(after: 2)
        #expect(try await reader.names() == ["three", "beat"])
        try await reader.take([.named("four", 4)])
        #expect(try await reader.names() == ["four"])
    }

    @Test("who asks for nothing that was begins with whichever fact comes")
    func begins() async throws {
        let reader = try await StreamChannel()
        try await reader.goLive()
        try await reader.take([.named("nine", 9), .named("nine again", 9), .named("ten", 10)])
        #expect(try await reader.names() == ["nine", "ten"])
    }

    @Test("a reader that would miss a fact is sent nothing more, and comes back")
    func gap() async throws {
        let reader = try await StreamChannel()
        try await reader.goLive(after: 1)
        try await reader.take([.named("three", 3), .named("four", 4)])
        #expect(try await reader.names() == [])
        #expect(!reader.channel.isActive)
    }

    @Test("while the connection takes nothing it is kept, and sent as soon as it does")
    func writability() async throws {
        let reader = try await StreamChannel()
        try await reader.goLive()
        try await reader.set(isWritable: false)
        try await reader.take([.named("one", 1)])
        try await reader.take([.named("two", 2)])
        #expect(try await reader.names() == [])
        try await reader.set(isWritable: true)
        #expect(try await reader.names() == ["one", "two"])
    }

    @Test("one that is 257 events behind is cut off, and not before", arguments: [true, false])
    func backlog(isLive: Bool) async throws {
        let reader = try await StreamChannel()
        try await reader.set(isWritable: false)
        if isLive { try await reader.goLive() }
        for number in 1...Int64(StreamChannel.backlog) {
            try await reader.take([.named("one", number)])
        }
        #expect(reader.channel.isActive)
        try await reader.take([.named("one too many", Int64(StreamChannel.backlog) + 1)])
        #expect(!reader.channel.isActive)
    }

    @Test("at the end what waits is sent, and nothing that comes after")
    func end() async throws {
        let reader = try await StreamChannel()
        try await reader.goLive()
        try await reader.set(isWritable: false)
        try await reader.take([.named("last words", 1)])
        try await reader.onLoop { $0.end() }
        try await reader.take([.named("too late", 2)])
        try await reader.set(isWritable: true)
        #expect(try await reader.names() == ["last words"])
    }
}
