import TestSupport
import Testing
import Transfer

@Suite("An answer")
struct TransferAnswerTests {
    @Test("has status, headers, body and the address it came from")
    func whole() async throws {
        let text =
            "HTTP/1.1 201 Created\r\nX-One: 1\r\nx-two:  a b \r\nContent-Length: 5\r\n\r\nhello"
        try await withListener(.ipv4, .answer(text)) { listener in
            let answer = try Transfer.perform(.fixture(listener))
            #expect(answer.status == 201)
            #expect(answer.headers.map(\.name) == ["X-One", "x-two", "Content-Length"])
            #expect(answer.header("X-Two") == "a b")
            #expect(answer.header("x-three") == nil)
            #expect(answer.body == Array("hello".utf8))
            #expect(!answer.isTruncated)
            #expect(answer.retryAfter == nil)
            #expect(answer.address == "127.0.0.1")
        }
    }

    @Test("is an answer whatever its status", arguments: [204, 400, 404, 410, 500, 503])
    func status(status: Int) async throws {
        let text = "HTTP/1.1 \(status) x\r\nContent-Length: 0\r\n\r\n"
        try await withListener(.ipv4, .answer(text)) { listener in
            try #expect(Transfer.perform(.fixture(listener)).status == status)
        }
    }

    @Test("is not one of those that only announce it")
    func informational() async throws {
        let text = "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + Listener.ok
        try await withListener(.ipv4, .answer(text)) { listener in
            let answer = try Transfer.perform(.fixture(listener))
            #expect(answer.status == 200)
            #expect(answer.header("X-Early") == nil)
        }
    }

    @Test(
        "asks to be left alone",
        arguments: [
            "Retry-After: 120",
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:51:37 GMT",
        ])
    func retryAfter(headers: String) async throws {
        let text = "HTTP/1.1 429 Slow\r\n\(headers)\r\nContent-Length: 0\r\n\r\n"
        try await withListener(.ipv4, .answer(text)) { listener in
            let answer = try Transfer.perform(.fixture(listener))
            #expect(answer.status == 429)
            #expect(answer.retryAfter == .seconds(120))
        }
    }

    @Test("that points elsewhere is not followed", arguments: [301, 302, 307, 308])
    func redirect(status: Int) async throws {
        try await withListener { target in
            let text =
                "HTTP/1.1 \(status) x\r\nLocation: http://127.0.0.1:\(target.port)/\r\n"
                + "Content-Length: 0\r\n\r\n"
            try await withListener(.ipv4, .answer(text)) { listener in
                try #expect(Transfer.perform(.fixture(listener)).status == status)
            }
            try #expect(target.connections() == 0)
        }
    }

    @Test("without end is cut at the limit")
    func endless() async throws {
        let head = "HTTP/1.1 200 OK\r\n\r\n"
        try await withListener(.ipv4, .endless(head)) { listener in
            let limits = TransferLimits(maximumAnswer: 10_000)
            let answer = try Transfer.perform(.fixture(listener, limits: limits))
            #expect(answer.status == 200)
            #expect(answer.isTruncated)
            #expect(answer.body.count == 10_000)
            // The other end was hung up on.
            for await _ in listener.departures { break }
        }
    }

    @Test("exactly as long as the limit is not cut, one byte more is", arguments: [2, 1])
    func limit(maximum: Int) async throws {
        try await withListener { listener in
            let limits = TransferLimits(maximumAnswer: maximum)
            let answer = try Transfer.perform(.fixture(listener, limits: limits))
            #expect(answer.body == Array("ok".utf8.prefix(maximum)))
            #expect(answer.isTruncated == (maximum < 2))
        }
    }

    @Test("that stands still is an error before the time is over")
    func tooSlow() async throws {
        try await withListener(.ipv4, .hang("HTTP/1.1 200 OK\r\n\r\nhal")) { listener in
            let limits = TransferLimits(total: nil, lowSpeed: .seconds(1))
            #expect(throws: TransferError.tooSlow) {
                try Transfer.perform(.fixture(listener, limits: limits))
            }
        }
    }

    @Test("never comes where nobody listens")
    func nobody() async throws {
        try await withDeafPort { port in
            let error = #expect(throws: TransferError.self) {
                try Transfer.perform(
                    TransferRequest(url: "http://127.0.0.1:\(port)/secret", rules: .local))
            }
            #expect(error?.message == "cannot connect to 127.0.0.1: connection refused")
        }
    }
}
