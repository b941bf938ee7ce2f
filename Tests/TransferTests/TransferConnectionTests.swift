import TestSupport
import Testing
import Transfer

@Suite("A connection")
struct TransferConnectionTests {
    @Test("carries many requests, and nothing of one is left in the next")
    func reuse() async throws {
        try await withListener { listener in
            let connection = TransferConnection()
            _ = try connection.perform(
                .fixture(
                    method: "POST", listener, headers: [("X-One", "1")], body: Array("a".utf8)))
            for _ in 1...9 {
                try #expect(connection.perform(.fixture(listener)).body == Array("ok".utf8))
            }
            #expect(listener.requests.count == 10)
            try #expect(listener.connections() == 1)
            let last = try #require(listener.requests.last)
            #expect(last.hasPrefix("GET /hook "))
            #expect(!last.contains("X-One"))
            #expect(!last.contains("Content-"))
        }
    }

    @Test("is made anew after the other end closed it")
    func reconnect() async throws {
        let text = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        try await withListener(.ipv4, .answer(text)) { listener in
            let connection = TransferConnection()
            for _ in 1...3 {
                try #expect(connection.perform(.fixture(listener)).status == 200)
            }
            try #expect(listener.connections() == 3)
        }
    }
}
