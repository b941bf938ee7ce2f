import TestSupport
import Testing
import Transfer

@Suite("A request")
struct TransferRequestTests {
    @Test("sends its method, path, headers and body, and what libcurl adds only where it should")
    func whole() async throws {
        try await withListener { listener in
            let request = TransferRequest.fixture(
                method: "POST", listener, path: "/a?b=c",
                headers: [("Webhook-Id", "7"), ("X-Empty", ""), ("Content-Type", "text/plain")],
                body: Array("hello".utf8))
            _ = try Transfer.perform(request)
            #expect(
                listener.requests == [
                    """
                    POST /a?b=c HTTP/1.1\r
                    Host: 127.0.0.1:\(listener.port)\r
                    User-Agent: Doorstep/1\r
                    Accept: */*\r
                    Webhook-Id: 7\r
                    X-Empty:\r
                    Content-Type: text/plain\r
                    Content-Length: 5\r
                    \r
                    hello
                    """
                ])
        }
    }

    @Test("without a body says so when it is a POST", arguments: [nil, []] as [[UInt8]?])
    func emptyPost(body: [UInt8]?) async throws {
        try await withListener { listener in
            _ = try Transfer.perform(.fixture(method: "POST", listener, body: body))
            let request = try #require(listener.requests.first)
            #expect(request.hasPrefix("POST /hook HTTP/1.1\r\n"))
            #expect(request.contains("\r\nContent-Length: 0\r\n"))
            #expect(!request.contains("Content-Type"))
        }
    }

    @Test("with a large body does not wait for a 100 Continue")
    func largeBody() async throws {
        try await withListener { listener in
            let body = [UInt8](repeating: 0x61, count: 2_000_000)
            _ = try Transfer.perform(.fixture(method: "PUT", listener, body: body))
            let request = try #require(listener.requests.first)
            #expect(request.hasPrefix("PUT "))
            #expect(!request.contains("Expect"))
            #expect(request.hasSuffix(String(repeating: "a", count: 1000)))
        }
    }

    @Test(
        "that could become two requests is refused before anyone is called",
        arguments: [
            ("X-A", "b\r\nX-Evil: 1", "the header X-A"), ("X-A", "b\nc", "the header X-A"),
            ("X-A", "b\u{0}", "the header X-A"), ("X-A\r\nX-Evil", "1", "a header's name"),
            ("X A", "1", "a header's name"), ("X-A:", "1", "a header's name"),
            ("", "1", "a header's name"),
        ])
    func injection(name: String, value: String, subject: String) async throws {
        try await withListener { listener in
            #expect(throws: TransferError.invalidHeader(subject)) {
                try Transfer.perform(.fixture(listener, headers: [(name, value)]))
            }
            try #expect(listener.connections() == 0)
        }
    }

    @Test(
        "with a method that is not a word is refused",
        arguments: ["", "GET / HTTP/1.1\r\nX:", "G T"])
    func method(method: String) async throws {
        try await withListener { listener in
            #expect(throws: TransferError.invalidHeader("the method")) {
                try Transfer.perform(.fixture(method: method, listener))
            }
            try #expect(listener.connections() == 0)
        }
    }

    @Test(
        "to what is not a URL is refused",
        arguments: [
            "", "hooks.example/a", "https://", "https:// a", "https://a/\u{0}b", "https://[::1",
        ])
    func url(url: String) {
        #expect(throws: TransferError.invalidURL) {
            try Transfer.perform(TransferRequest(url: url, rules: .local))
        }
    }

    @Test("is described without what may be secret in it")
    func description() {
        let request = TransferRequest(
            method: "POST", url: "https://hooks.example/T0/secret?key=1",
            headers: [("Authorization", "secret")], body: Array("secret".utf8))
        #expect("\(request)" == "POST https://hooks.example")
        #expect(String(reflecting: request) == "POST https://hooks.example")
    }
}
