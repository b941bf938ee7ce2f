import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP
import Logging
import ServiceLifecycle
import TestSupport
import Testing

@testable import DoorstepService

/// A page in the same browser, or a program on the same machine, tries to be the counter. The cookies are those of a
/// paired counter: a browser sends them along, whoever asks it to.
///
/// One after the other: a ledger for each attack, all at once, would be hundreds of open files.
@Suite(.serialized, .timeLimit(.minutes(20))) struct AttackTests {
    struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: String
        let wanted: Int

        init(
            _ testDescription: String, to line: String = "POST /v1/entrances HTTP/1.1",
            _ fields: [String], _ wanted: Int
        ) {
            self.testDescription = testDescription
            self.wanted = wanted
            request = ([line] + fields + ["Content-Length: 0"]).map { $0 + "\r\n" }.joined()
        }
    }

    static let here = "Host: 127.0.0.1:8787"
    static let attacks = [
        Attack("a name that was pointed at this machine", ["Host: evil.example"], 421),
        Attack("the same, with our port", ["Host: evil.example:8787"], 421),
        Attack("a name that begins like ours", ["Host: localhost.evil.example"], 421),
        Attack("a name that ends like ours", ["Host: evil.localhost"], 421),
        Attack("another number of loopback", ["Host: 127.0.0.2:8787"], 421),
        Attack("the address of nobody", ["Host: 0.0.0.0:8787"], 421),
        Attack("a number in another form", ["Host: 2130706433:8787"], 421),
        Attack("a user in the host", ["Host: 127.0.0.1@evil.example"], 421),
        Attack("no host at all", [], 400),
        Attack("no host, as long ago", to: "POST /v1/entrances HTTP/1.0", [], 421),
        Attack("two hosts", [here, "Host: evil.example"], 400),
        Attack("two hosts, as long ago", to: "POST /v1/entrances HTTP/1.0", [here, here], 400),
        Attack(
            "a host in the target", to: "POST http://evil.example/v1/entrances HTTP/1.1", [here],
            400),
        Attack(
            "our own host in the target", to: "POST http://127.0.0.1:8787/v1/entrances HTTP/1.1",
            [here], 400),
        Attack("a proxy's request", to: "CONNECT evil.example:443 HTTP/1.1", [here], 400),
        Attack("the whole server", to: "OPTIONS * HTTP/1.1", [here], 400),
        Attack("a page of another site", [here, "Origin: https://evil.example"], 403),
        Attack("a page of another port", [here, "Origin: http://127.0.0.1:3000"], 403),
        Attack("a page of the other loopback name", [here, "Origin: http://localhost:8787"], 403),
        Attack("a page in a sandbox", [here, "Origin: null"], 403),
        Attack(
            "the same, from elsewhere", [here, "Origin: null", "Sec-Fetch-Site: cross-site"], 403),
        Attack(
            "a form of another site, as a navigation",
            [here, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"], 403),
        Attack(
            "a form of another port, as a navigation",
            [here, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate"], 403),
        Attack(
            "a silent post of another site",
            [here, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"], 403),
        Attack(
            "an image of another port", to: "GET /v1/now HTTP/1.1",
            [here, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"], 403),
        Attack(
            "a stream for another port's page", to: "GET /v1/stream HTTP/1.1",
            [
                here, "Origin: http://127.0.0.1:3000", "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Mode: cors",
            ], 403),
        Attack(
            "may I? from another site", to: "OPTIONS /v1/entrances HTTP/1.1",
            [here, "Origin: https://evil.example", "Access-Control-Request-Method: POST"], 403),
        Attack(
            "may I? from our own page", to: "OPTIONS /v1/entrances HTTP/1.1",
            [here, "Origin: http://127.0.0.1:8787", "Access-Control-Request-Method: POST"], 405),
        Attack("the head alone", to: "HEAD /v1/now HTTP/1.1", [here], 405),
        Attack(
            "another method in a field", to: "GET /v1/entrances HTTP/1.1",
            [here, "X-HTTP-Method-Override: POST"], 405),
        Attack(
            "a host in other fields", ["Host: evil.example", "X-Forwarded-Host: 127.0.0.1:8787"],
            421),
        Attack("a blank before the colon", [here, "Origin : http://127.0.0.1:8787"], 400),
        Attack("two lengths", [here, "Content-Length: 5"], 400),
        Attack("a length and chunks", [here, "Transfer-Encoding: chunked"], 400),
        Attack(
            "more cookies than a browser sends",
            [here, "Cookie: a=\(String(repeating: "x", count: 17_000))"], 431),
        Attack("a path with dots", to: "POST /assets/../v1/entrances HTTP/1.1", [here], 404),
        Attack("a path with two slashes", to: "POST //v1/entrances HTTP/1.1", [here], 404),
        Attack("a path in disguise", to: "POST /v1/%65ntrances HTTP/1.1", [here], 404),
    ]

    @Test("is refused, and nothing is recorded", arguments: attacks)
    func refused(_ attack: Attack) async throws {
        let fixture = try ServiceFixture()
        let browser = try await Browser.paired(.counter, fixture)
        let cookies = browser.cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        try await withPages(of: fixture) { port in
            let client = try RawClient(port: port)
            client.send(attack.request + "Cookie: \(cookies)\r\nConnection: close\r\n\r\n")
            let answer = await client.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 \(attack.wanted) "), "\(answer.prefix(200))")
            #expect(!answer.lowercased().contains("access-control-"))
            #expect(!answer.lowercased().contains("set-cookie"))
        }
        #expect(fixture.ledger.floor.sequence == .zero)
    }

    @Test("while the counter's own page is let through")
    func letThrough() async throws {
        let fixture = try ServiceFixture()
        let browser = try await Browser.paired(.counter, fixture)
        let cookies = browser.cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        try await withPages(of: fixture) { port in
            let client = try RawClient(port: port)
            client.send(
                "POST /v1/entrances HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Length: 0\r\n"
                    + "Origin: http://127.0.0.1:\(port)\r\nSec-Fetch-Site: same-origin\r\n"
                    + "Cookie: \(cookies)\r\nConnection: close\r\n\r\n")
            #expect(await client.readToEnd().hasPrefix("HTTP/1.1 201 "))
        }
        #expect(fixture.ledger.floor.occupancy == 1)
    }

    @Test("every answer over TCP says that nothing is loaded from elsewhere, framed or passed on")
    func fields() async throws {
        let fixture = try ServiceFixture()
        for path in ["/", "/v1/health", "/v1/now", "/assets/doorstep.css", "/nowhere"] {
            let fields = try await Browser(fixture).page(path).headers
            for name in [
                "Content-Security-Policy", "Referrer-Policy", "X-Frame-Options",
                "X-Content-Type-Options", "Cross-Origin-Resource-Policy",
            ] {
                #expect(fields.contains { $0.name.rawName == name }, "\(name) of \(path)")
            }
        }
    }
}

/// The pages on a port of their own.
func withPages(
    of fixture: ServiceFixture, _ body: @Sendable (_ port: Int) async throws -> Void
) async throws {
    let socket = try TCPSocket.listen(port: 0)
    guard case .tcp(_, let port) = socket.kind else { return }
    let listeners = HTTPListeners(
        sockets: [socket], logger: .silent, bodyLimit: Responder.bodyLimit,
        refusal: Responder.refusal, responder: fixture.responder.respond)
    try await withRunning(listeners) { try await body(port) }
}
