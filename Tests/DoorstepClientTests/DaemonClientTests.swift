import DoorstepAPI
import DoorstepClient
import DoorstepCore
import FakeDaemon
import Synchronization
import Testing

struct DaemonClientTests {
    static let exit =
        #"{"sequence":7,"id":"019aa5f8-0000-7000-8000-000000000000","kind":"exit","door":"front","#
        + #""people":1,"certain":false,"at":"2026-11-21T10:15:02.000Z","#
        + #""recordedAt":"2026-11-21T10:15:02.000Z","source":"staff","by":null}"#

    @Test("a write whose connection breaks is sent once more under the same key")
    func sendsAgain() throws {
        let calls = Mutex(0)
        let daemon = try FakeDaemon { _ in
            let isFirst = calls.withLock { count in
                count += 1
                return count == 1
            }
            return isFirst ? .drop : .json(201, Self.exit)
        }
        defer { daemon.stop() }
        let reply = try DaemonClient(socket: daemon.socket).exit(CrossingBody(people: 1))
        #expect(reply.body.fact.sequence == Sequence(7))
        #expect(reply.bytes == Array(Self.exit.utf8))
        let keys = daemon.requests.map { $0.headers["idempotency-key"] }
        #expect(keys.count == 2)
        #expect(keys[0] != nil)
        #expect(keys[0] == keys[1])
        #expect(daemon.requests[1].body == #"{"people":1}"#)
    }

    @Test("two writes have two keys and use one connection")
    func keys() throws {
        let daemon = try FakeDaemon { _ in .json(201, Self.exit) }
        defer { daemon.stop() }
        let client = DaemonClient(socket: daemon.socket)
        _ = try client.exit(CrossingBody())
        _ = try client.exit(CrossingBody())
        #expect(Set(daemon.requests.map { $0.headers["idempotency-key"] }).count == 2)
        #expect(daemon.connections == 1)
    }

    @Test("a name is one segment of a path, whatever it holds")
    func segments() throws {
        let daemon = try FakeDaemon { _ in .notProvidedFor }
        defer { daemon.stop() }
        let client = DaemonClient(socket: daemon.socket)
        for name in ["a/b", "..", "été ?"] {
            #expect(throws: ClientError.self) { try client.test(destination: name) }
        }
        #expect(
            daemon.requests.map(\.path) == [
                "/v1/destinations/a%2Fb/test", "/v1/destinations/%2E%2E/test",
                "/v1/destinations/%C3%A9t%C3%A9%20%3F/test",
            ])
    }

    @Test(
        "an answer that is not the contract's is not believed",
        arguments: [
            ("<html>", "it is not the JSON that was expected"), ("{}", "“sequence” is missing"),
            (
                DaemonClientTests.exit.replacing("\"people\":1", with: "\"people\":\"x\""),
                "“people” is not as expected"
            ),
        ])
    func notUnderstood(answer: String, detail: String) throws {
        let daemon = try FakeDaemon { _ in .json(201, answer) }
        defer { daemon.stop() }
        #expect(throws: ClientError.notUnderstood(path: "/v1/exits", detail: detail)) {
            try DaemonClient(socket: daemon.socket).exit(CrossingBody())
        }
    }

    @Test("an error without an explanation keeps its status")
    func bareStatus() throws {
        let daemon = try FakeDaemon { _ in .json(502, "bad gateway") }
        defer { daemon.stop() }
        #expect(
            throws: ClientError.notUnderstood(
                path: "/v1/now", detail: "status 502 without an explanation")
        ) { try DaemonClient(socket: daemon.socket).now() }
    }

    @Test("the health check's 503 is an answer")
    func health() throws {
        let body = #"{"status":"failing","checks":[{"name":"ledger","ok":false,"detail":"x"}]}"#
        let daemon = try FakeDaemon { _ in .json(503, body) }
        defer { daemon.stop() }
        #expect(try DaemonClient(socket: daemon.socket).health().status == "failing")
    }
}
