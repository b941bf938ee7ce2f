import TestSupport
import Testing
import Transfer

@Suite("A stream")
struct TransferStreamTests {
    private let events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: beat\n\n"

    private struct Halt: Error, Equatable {}

    @Test("hands on the head, then the bytes as they come, until the reader has enough")
    func untilStopped() async throws {
        try await withListener(.ipv4, .hang(events)) { listener in
            var heads: [Int] = []
            var text = ""
            try Transfer.stream(
                .fixture(listener),
                onHead: {
                    #expect($0.header("content-type") == "text/event-stream")
                    #expect(text.isEmpty)
                    heads.append($0.status)
                },
                onBytes: {
                    text += String(decoding: $0, as: UTF8.self)
                    return !text.hasSuffix("\n\n")
                })
            #expect(heads == [200])
            #expect(text == "event: beat\n\n")
        }
    }

    @Test("ends when the other end does, and may be longer than any answer")
    func toTheEnd() async throws {
        let text =
            "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n"
            + String(repeating: "a", count: 200_000)
        try await withListener(.ipv4, .answer(text)) { listener in
            var count = 0
            try Transfer.stream(
                .fixture(listener, limits: TransferLimits(maximumAnswer: 10)), onHead: { _ in },
                onBytes: {
                    count += $0.count
                    return true
                })
            #expect(count == 200_000)
        }
    }

    @Test("has no limit in all, but notices when nothing moves")
    func silence() async throws {
        try await withListener(.ipv4, .hang(events)) { listener in
            let limits = TransferLimits(total: .milliseconds(1), lowSpeed: .seconds(1))
            #expect(throws: TransferError.tooSlow) {
                try Transfer.stream(
                    .fixture(listener, limits: limits), onHead: { _ in }, onBytes: { _ in true })
            }
        }
    }

    @Test("passes on what its reader throws, and hangs up")
    func readerThrows() async throws {
        try await withListener(.ipv4, .hang(events)) { listener in
            #expect(throws: Halt()) {
                try Transfer.stream(
                    .fixture(listener), onHead: { _ in throw Halt() }, onBytes: { _ in true })
            }
            #expect(throws: Halt()) {
                try Transfer.stream(
                    .fixture(listener), onHead: { _ in }, onBytes: { _ in throw Halt() })
            }
            var departures = listener.departures.makeAsyncIterator()
            await departures.next()
            await departures.next()
        }
    }

    @Test("is cancelled from another thread")
    func cancelled() async throws {
        try await withListener(.ipv4, .hang(events)) { listener in
            let cancellation = TransferCancellation()
            #expect(throws: TransferError.cancelled) {
                try Transfer.stream(
                    .fixture(listener), cancellation: cancellation, onHead: { _ in },
                    onBytes: { _ in
                        onThread { cancellation.cancel() }
                        return true
                    })
            }
        }
    }
}
