import DoorstepAPI
import DoorstepCore
import DoorstepWords
import Foundation
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepPages
@testable import DoorstepService

@Suite struct PagesTests {
    private let fixture: ServiceFixture

    init() throws { fixture = try ServiceFixture() }

    /// A page as a browser gets it that is paired for `role`.
    private func open(
        _ path: String, as role: DeviceRole? = nil, headers: [HTTPField.Name: String] = [:]
    ) async throws -> (status: Int, text: String, headers: HTTPFields) {
        var head = HTTPRequest(
            method: .get, scheme: "http", authority: "127.0.0.1:8787", path: path)
        if let role {
            let (code, _) = try await fixture.service.devices.invite(role, name: role.rawValue)
            let (_, token) = try await fixture.service.devices.redeem(code.text)
            let cookie = token.cookie(role, isSecure: false)
            head.headerFields[.cookie] = String(cookie.prefix { $0 != ";" })
        }
        for (name, value) in headers { head.headerFields[name] = value }
        let response: Response
        do {
            response = try await fixture.responder.handle(
                Request(head: head), over: Connection(way: .tcp, uid: nil))
        } catch {
            guard let problem = ProblemBody.of(error) else { throw error }
            response = .problem(problem)
        }
        let answer = try await ServiceFixture.Answer(response)
        return (answer.status, answer.text, answer.headers)
    }

    @Test("the counter's page holds the shop's name and words, and nothing of the day")
    func counter() async throws {
        _ = try await fixture.call(.post, Route.entrances)
        let page = try await open("/counter", as: .counter)
        #expect(page.status == 200)
        #expect(page.text.contains("Librairie des Halles"))
        #expect(page.text.contains(#"<script type="module" src="/assets/counter.js">"#))
        #expect(page.text.contains("Personne n’attend."))
        #expect(page.text.contains("Nobody is waiting."))
        #expect(!page.text.contains("Bonjour !") && !page.text.contains("Bienvenue !"))
    }

    @Test(
        "each screen is given its own page alone",
        arguments: [("/counter", DeviceRole.counter), ("/kiosk", DeviceRole.kiosk)])
    func roles(path: String, role: DeviceRole) async throws {
        for other in DeviceRole.screens {
            let answer = try await open(path, as: other)
            #expect(answer.status == (other == role ? 200 : 403))
        }
        #expect(try await open(path).status == 401)
    }

    @Test(
        "a file that the browser has already is not sent again",
        arguments: PageAsset.all.map(\.path))
    func assets(path: String) async throws {
        let first = try await open(path)
        #expect(first.status == 200 && !first.text.isEmpty)
        #expect(first.headers[.cacheControl] == "no-cache")
        let tag = try #require(first.headers[.eTag])
        let again = try await open(path, headers: [.ifNoneMatch: tag])
        #expect(again.status == 304 && again.text.isEmpty)
        #expect(try await open(path, headers: [.ifNoneMatch: "\"other\""]).status == 200)
    }

    @Test("the service worker names every file, and nothing of the contract")
    func shell() async throws {
        let worker = try await open("/sw.js")
        #expect(worker.status == 200)
        #expect(worker.headers[.contentType] == "text/javascript; charset=utf-8")
        for asset in PageAsset.all { #expect(worker.text.contains("\"\(asset.path)\"")) }
        #expect(!worker.text.contains("/v1/"))
        #expect(worker.text.contains(/cacheName = 'doorstep-[0-9a-f]{16}'/))
    }

    @Test("a shop's name is text in the page and in its data, whatever it is")
    func escaped() async throws {
        let name = "</script><b>L’épi & fils"
        let fixture = try ServiceFixture(shop: .fixture(name: name))
        let data = try PageData.text(
            KioskPageData(shop: fixture.service.shop.name, words: [.french]))
        #expect(!data.contains("<"))
        let page = PageTemplates.render(
            "kiosk",
            [
                "data": data, "shop": name, "words": KioskWords.french, "others": [KioskWords](),
                "languages": [KioskWords](), "faces": [KioskFace](),
            ] as [String: Any])
        #expect(page.contains("&lt;/script&gt;&lt;b&gt;L’épi &amp; fils"))
        #expect(!page.contains("<b>"))
    }

    @Test(
        "every language of the kiosk has four faces and all its places", arguments: KioskWords.known
    )
    func words(words: KioskWords) {
        #expect(words.faces.count == 4)
        #expect(words.hoursToday.contains("{hours}"))
        #expect(words.range.contains("{from}") && words.range.contains("{to}"))
        #expect(words.openUntil.contains("{time}") && words.opensToday.contains("{time}"))
        #expect(words.opensOn.contains("{day}") && words.opensOn.contains("{time}"))
        #expect(words.time.contains("{minute}") && words.fullHour.contains("{hour}"))
    }

    @Test("staff and managers read a face's name as visitors see it")
    func faceNames() {
        #expect(
            (0...3).map(ScreenLanguage.fr.face) == [
                "très mécontent", "mécontent", "content", "très content",
            ])
        #expect(
            (0...3).map(ScreenLanguage.en.face) == [
                "very unhappy", "unhappy", "happy", "very happy",
            ])
    }

    @Test("an English shop that speaks no language of ours gets English")
    func fallback() {
        #expect(KioskWords.all(of: ["xx"]).map(\.language) == ["en"])
        #expect(KioskWords.all(of: ["nl", "xx", "fr"]).map(\.language) == ["nl", "fr"])
    }
}
