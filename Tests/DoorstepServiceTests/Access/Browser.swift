import DoorstepCore
import HTTPTypes
import LocalHTTP

@testable import DoorstepService

/// A browser as the daemon sees one: what it asks for, and the cookies that it keeps.
struct Browser {
    let fixture: ServiceFixture
    var host = "127.0.0.1:8787"

    /// What a program shows instead of a cookie.
    var bearer: String?

    /// By their names; only what was given to it, or set by hand.
    var cookies: [String: String] = [:]

    init(_ fixture: ServiceFixture) {
        self.fixture = fixture
    }

    /// One that was paired by code.
    static func paired(_ role: DeviceRole, _ fixture: ServiceFixture) async throws -> Browser {
        var browser = Browser(fixture)
        guard DeviceRole.screens.contains(role) else {
            let (_, token) = try await fixture.service.devices.admitProgram(role, name: "p")
            browser.bearer = token.text
            return browser
        }
        let (code, _) = try await fixture.service.devices.invite(role, name: role.rawValue)
        _ = try await browser.pair(code.text)
        return browser
    }

    /// Types the code.
    mutating func pair(_ code: String) async throws -> ServiceFixture.Answer {
        let answer = try await ask(
            .post, "/pair", "code=\(code)", type: "application/x-www-form-urlencoded")
        if let cookie = answer.headers[.setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            cookies[String(pair[0])] = String(pair[1])
        }
        return answer
    }

    /// As a person who opens a page, or a page of ours that fetches, unless `headers` say otherwise.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", type: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> ServiceFixture.Answer {
        try await ServiceFixture.Answer(
            try await response(method, path, body, type: type, headers: headers))
    }

    func response(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", type: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Response {
        var head = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
        head.headerFields[.contentType] = type
        if !cookies.isEmpty {
            head.headerFields[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        head.headerFields[.authorization] = bearer.map { "Bearer \($0)" }
        for field in headers { head.headerFields[field.name] = field.value }
        return await fixture.responder.respond(
            to: Request(head: head, body: Array(body.utf8)),
            over: Connection(way: .tcp, uid: nil))
    }

    func page(_ path: String, language: String = "fr") async throws -> ServiceFixture.Answer {
        try await ask(
            .get, path, headers: [.accept: "text/html", .acceptLanguage: language])
    }
}
