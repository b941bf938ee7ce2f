import Crypto
import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import FoundationXML
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepPages
@testable import DoorstepService

@Suite struct ReportPageTests {
    private static let periods = ["day=2026-11-21", "week=2026-W47", "month=2026-11"]

    /// A shop whose name and door want to be markup, with a few visitors of this morning.
    private static func shop() async throws -> ServiceFixture {
        let shop = try ServiceFixture(
            shop: .fixture(name: "<b>Chez & \"Lui\"</b>", doors: [Door(name: "<i>'&\"")]))
        for _ in 0..<3 {
            _ = try await shop.call(.post, Route.entrances, #"{"people":2}"#)
            shop.clock.advance(.seconds(10))
        }
        _ = try await shop.call(
            .post, "/v1/prompts/1/answer", #"{"answer":"said","outcome":"bought"}"#)
        _ = try await shop.call(.post, Route.exits)
        _ = try await shop.call(.post, "/v1/feedback", #"{"face":3}"#)
        return shop
    }

    @Test(
        "is well formed in every period and language, whatever people named things",
        arguments: periods, ["fr", "en"])
    func wellFormed(_ period: String, _ language: String) async throws {
        let shop = try await Self.shop()
        let answer = try await shop.call(.get, "/report?\(period)&lang=\(language)")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        let html = answer.text
        #expect(html.contains("<html lang=\"\(language)\">"))
        #expect(html.contains("&lt;b&gt;Chez &amp; &quot;Lui&quot;&lt;/b&gt;"))
        #expect(!html.contains("<b>") && !html.contains("<i>"))
        #expect(!html.contains("style=") && !html.contains("<script"))
        let drawings = html.matches(of: /<svg.*?<\/svg>/).map { String($0.output) }
        #expect(drawings.count >= 4)
        var ids: [String] = []
        for drawing in drawings {
            let reader = DrawingReader()
            #expect(reader.read(drawing))
            #expect(reader.role == "img")
            ids += reader.ids
        }
        #expect(Set(ids).count == ids.count)
        // The whole page but for its first line is XML, too, once the elements that HTML leaves open are closed.
        let main = try #require(html.firstMatch(of: /<main>.*<\/main>/.dotMatchesNewlines()))
        #expect(XMLParser(data: Data(main.output.utf8)).parse())
    }

    @Test("without a period shows the last closed day with something in it, else today")
    func lastDay() async throws {
        let shop = try await Self.shop()
        #expect(try await shop.call(.get, "/report?lang=en").text.contains("21 November 2026</h1>"))
        try await shop.ledger.closeDay(try #require(LocalDate("2026-11-21")))
        shop.clock.advance(.seconds(2 * 86400))
        try await shop.ledger.roll()
        #expect(
            try await shop.call(.get, "/report?lang=en").text.contains(
                "<h1>Saturday 21 November 2026</h1>"))
        #expect(
            try await shop.call(.get, "/report?day=2026-11-23&lang=en").text.contains(
                "<h1>Monday 23 November 2026</h1>"))
    }

    @Test(
        "what fits is said of a parameter that does not",
        arguments: [
            ("day=yesterday", "400 invalid-parameter"), ("day=2026-02-30", "400 invalid-parameter"),
            ("week=2026-47", "400 invalid-parameter"), ("month=2026-13", "400 invalid-parameter"),
            ("day=2026-11-21&month=2026-11", "400 invalid-parameter"),
            ("lang=de", "400 invalid-parameter"), ("standalone=yes", "400 invalid-parameter"),
            ("colour=red", "400 unknown-parameter"), ("day=2026-11-22", "404 unknown-day"),
            ("week=2026-W48", "404 unknown-week"), ("month=2026-12", "404 unknown-month"),
        ])
    func wrong(_ query: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        #expect(try await shop.call(.get, "/report?" + query).problem == problem)
        #expect(
            try await shop.call(.get, "/report.csv?table=all").problem == "400 invalid-parameter")
    }

    @Test("leads to the days around it and to nothing that is still to come")
    func links() async throws {
        let shop = try await Self.shop()
        let today = try await shop.call(.get, "/report?day=2026-11-21&lang=fr").text
        #expect(today.contains("rel=\"prev\" href=\"/report?day=2026-11-20&amp;lang=fr\""))
        #expect(!today.contains("rel=\"next\""))
        #expect(today.contains("href=\"/report?week=2026-W47&amp;lang=fr\""))
        #expect(today.contains("href=\"/report?month=2026-11&amp;lang=fr\""))
        #expect(today.contains("href=\"/report.csv?day=2026-11-21&amp;table=hours\""))
        #expect(today.contains("href=\"/report?day=2026-11-20&amp;lang=fr\">Hier</a>"))
        #expect(
            today.contains("href=\"/report?week=2026-W46&amp;lang=fr\">La semaine dernière</a>"))
        let week = try await shop.call(.get, "/report?week=2026-W47").text
        #expect(
            week.contains("name=\"day\" value=\"2026-11-21\" max=\"2026-11-21\"")
                && !week.contains("name=\"lang\""))
        #expect(today.contains("<input type=\"hidden\" name=\"lang\" value=\"fr\">"))
        #expect(week.contains("href=\"/report?day=2026-11-16\""))
        #expect(!week.contains("day=2026-11-22"))
    }

    @Test("by itself it is one file that loads nothing and leads nowhere")
    func standalone() async throws {
        let shop = try await Self.shop()
        let answer = try await shop.call(.get, "/report?day=2026-11-21&standalone=true&lang=en")
        let html = answer.text
        #expect(!html.contains("href=") && !html.contains("src=") && !html.contains("/assets/"))
        #expect(html.contains("<details open=\"\">"))
        let style = try #require(html.firstMatch(of: /<style>(.*)<\/style>/.dotMatchesNewlines()))
        let digest = Data(SHA256.hash(data: Array(style.output.1.utf8))).base64EncodedString()
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'; style-src 'sha256-\(digest)'"))
        #expect(html.contains(escaped("style-src 'sha256-\(digest)'")))
        // Over TCP, what every other page carries stands beside it.
        var response = Response(status: .ok, headers: answer.headers)
        response.secure()
        #expect(response.headers[.contentSecurityPolicy] == policy)
        #expect(response.headers[values: .xFrameOptions] == ["DENY"])
    }

    @Test("what nobody knows is told in words and is no nought")
    func unknown() async throws {
        let shop = try await Self.shop()
        let html = try await shop.call(.get, "/report?day=2026-01-05&lang=en").text
        #expect(html.contains("this is not zero, it is unknown"))
        #expect(!html.contains("<svg") && !html.contains("<table"))
        let csv = try await shop.call(.get, "/report.csv?day=2026-01-05&table=days").text
        #expect(csv.hasSuffix(",600,,,,,,,,,,,,,\r\n"))
    }
}

@Suite struct ReportAccessTests {
    private func ask(
        _ shop: ServiceFixture, _ path: String, cookie: String?
    ) async throws -> String {
        var head = HTTPRequest(
            method: .get, scheme: "http", authority: "127.0.0.1:8787", path: path)
        head.headerFields[.cookie] = cookie
        do {
            let response = try await shop.responder.handle(
                Request(head: head), over: Connection(way: .tcp, uid: nil))
            return "\(response.status.code)"
        } catch let problem as ProblemBody {
            return "\(problem.status)"
        }
    }

    @Test(
        "over TCP the report is for the screens of its own role alone",
        arguments: ["/report", "/report?standalone=true", "/report.csv?table=days"])
    func roles(_ path: String) async throws {
        let shop = try ServiceFixture()
        for role in DeviceRole.screens {
            let (code, _) = try await shop.service.devices.invite(role, name: "x")
            let (_, token) = try await shop.service.devices.redeem(code.text)
            let cookie = String(token.cookie(role, isSecure: false).prefix { $0 != ";" })
            #expect(try await ask(shop, path, cookie: cookie) == (role == .report ? "200" : "403"))
        }
        #expect(try await ask(shop, path, cookie: nil) == "401")
        #expect(try await ask(shop, path, cookie: "doorstep-report=0000") == "401")
    }
}

/// Reads a drawing as XML.
final class DrawingReader: NSObject, XMLParserDelegate {
    private(set) var role: String?
    private(set) var ids: [String] = []

    /// What its bars say when the pointer rests on them.
    private(set) var titles: [String] = []
    private var text: String?

    /// False when it is not well formed.
    func read(_ drawing: String) -> Bool {
        let parser = XMLParser(data: Data(drawing.utf8))
        parser.delegate = self
        return parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        if name == "svg" { role = attributes["role"] }
        if let id = attributes["id"] { ids.append(id) }
        text = name == "title" && attributes["id"] == nil ? "" : nil
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text? += characters }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        if let text { titles.append(text) }
        text = nil
    }
}

extension HTTPField.Name {
    fileprivate static let xFrameOptions: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Frame-Options") else { preconditionFailure() }
        return name
    }()
}
