import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP
import Testing

@testable import DoorstepService

@Suite struct ResponderTests {
    @Test(
        "finds the call and its parameters, decoded",
        arguments: [
            ("GET", "/v1/now", "/v1/now", [:]),
            ("POST", "/v1/facts/12/void", "/v1/facts/{sequence}/void", ["sequence": "12"]),
            (
                "POST", "/v1/doors/c%C3%B4t%C3%A9%20cour/heartbeat", "/v1/doors/{door}/heartbeat",
                ["door": "côté cour"]
            ),
            ("POST", "/v1/doors/a%2Fb/heartbeat", "/v1/doors/{door}/heartbeat", ["door": "a/b"]),
        ])
    func finding(_ method: String, _ path: String, _ template: String, _ values: [String: String])
        throws
    {
        let method = try #require(HTTPRequest.Method(method))
        guard case .found(let endpoint, let inPath) = Responder.find(method, path, in: Endpoint.all)
        else {
            Issue.record("not found")
            return
        }
        #expect(endpoint.path == template)
        #expect(inPath == values)
    }

    @Test(
        "knows nothing but its paths",
        arguments: [
            "/", "", "/v1", "/v1/", "/v1/now/", "//v1/now", "/V1/now", "/v1/doors//heartbeat",
            "/v1/doors/%FF/heartbeat", "/v1/doors/%zz/heartbeat",
        ])
    func unknown(_ path: String) {
        guard case .nothing = Responder.find(.get, path, in: Endpoint.all) else {
            Issue.record("found something")
            return
        }
    }

    @Test(
        "names the methods that a path takes",
        arguments: [
            ("DELETE", "/v1/now", ["GET"]), ("HEAD", "/v1/now", ["GET"]),
            ("GET", "/v1/entrances", ["POST"]), ("PURGE", "/v1/facts/1/void", ["POST"]),
        ])
    func otherMethods(_ method: String, _ path: String, _ wanted: [String]) throws {
        let method = try #require(HTTPRequest.Method(method))
        guard case .otherMethods(let allowed) = Responder.find(method, path, in: Endpoint.all)
        else {
            Issue.record("not refused")
            return
        }
        #expect(allowed == wanted)
    }

    @Test("reads a query, and refuses what it does not know or what stands twice")
    func query() throws {
        let known = ["after", "limit"]
        #expect(try Incoming.readQuery(nil, known: known) == [:])
        #expect(
            try Incoming.readQuery("after=5&limit=%31", known: known)
                == ["after": "5", "limit": "1"])
        #expect(throws: ProblemBody.unknownQuery("before", known: known)) {
            try Incoming.readQuery("before=1", known: known)
        }
        #expect(throws: ProblemBody.repeatedQuery("after")) {
            try Incoming.readQuery("after=1&after=1", known: known)
        }
    }

    @Test(
        "wants whole numbers of the query in their range",
        arguments: ["0", "10001", "-1", "+5", "1.5", "x", ""])
    func numbers(_ text: String) {
        let incoming = Incoming.fixture(query: ["limit": text])
        #expect(
            throws: ProblemBody.invalidQuery(
                "limit", found: text, wanted: "a whole number from 1 to 10000")
        ) { try incoming.integer("limit", in: 1...10000) }
    }
}

@Suite struct IncomingTests {
    @Test("takes no body for an empty object")
    func noBody() throws {
        #expect(try Incoming.fixture(body: "").json() == .object([]))
        try Incoming.fixture(body: "{}").noBody()
    }

    @Test(
        "takes JSON that says so, or that says nothing",
        arguments: [
            nil, "application/json", "Application/JSON; charset=UTF-8",
            "application/json;charset=\"utf-8\"",
        ])
    func mediaType(_ type: String?) throws {
        _ = try Incoming.fixture(type: type, body: "{}").json()
    }

    @Test(
        "refuses other kinds of body",
        arguments: [
            "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1",
            "",
        ])
    func otherMediaTypes(_ type: String) {
        #expect(throws: ProblemBody.wrongMediaType(type, wanted: "application/json")) {
            try Incoming.fixture(type: type, body: "{}").json()
        }
    }

    @Test("numbers the lines of a body as an editor does")
    func lines() throws {
        let incoming = Incoming.fixture(type: "application/x-ndjson", body: "{}\n\n{ }\r\n")
        #expect(try incoming.lines().map(\.number) == [1, 3])
    }

    @Test("takes a key of 1 to 255 visible ASCII characters")
    func keys() throws {
        #expect(try Incoming.fixture().key(for: .object([])) == nil)
        let longest = String(repeating: "k", count: 255)
        #expect(try Incoming.fixture(key: "k").key(for: .object([]))?.key == "k")
        #expect(try Incoming.fixture(key: longest).key(for: .object([])) != nil)
        for key in ["", "a b", "é", longest + "k"] {
            #expect(throws: ProblemBody.invalidKey) {
                try Incoming.fixture(key: key).key(for: .object([]))
            }
        }
    }

    @Test("takes two ways of writing the same request for the same")
    func digest() throws {
        func digest(_ body: String, path: String = "/v1/entrances") throws -> [UInt8]? {
            try Incoming.fixture(path: path, key: "k").key(
                for: try JSONParser.parse(Array(body.utf8)))?.digest
        }
        let first = try digest(#"{"door":"front","people":2}"#)
        #expect(first?.count == 16)
        #expect(try digest(#"{ "people": 2.0, "door": "front" }"#) == first)
        #expect(try digest(#"{"door":"front","people":3}"#) != first)
        #expect(try digest(#"{"door":"front","people":2}"#, path: "/v1/exits") != first)
        #expect(try digest(#"{"doorfront":"","people":2}"#) != first)
    }
}

extension Incoming {
    static func fixture(
        path: String = "/v1/entrances", query: [String: String] = [:], type: String? = nil,
        key: String? = nil, body: String = ""
    ) -> Incoming {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "doorstep", path: path)
        head.headerFields[.contentType] = type
        head.headerFields[.idempotencyKey] = key
        return Incoming(
            request: Request(head: head, body: Array(body.utf8)),
            connection: Connection(way: .unix, uid: nil), isSecure: false, inPath: [:],
            query: query)
    }
}
