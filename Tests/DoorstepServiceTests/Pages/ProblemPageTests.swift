import DoorstepAPI
import DoorstepCore
import DoorstepWords
import Foundation
import HTTPTypes
import LocalHTTP
import Testing

@testable import DoorstepPages
@testable import DoorstepService

@Suite struct ProblemPageTests {
    /// What a person may meet who opens a page.
    private static let met: [ProblemBody] = [
        .notPaired(for: [.counter]), .wrongRole(.kiosk, [.counter], path: "/counter"),
        ProblemBody(BrowserGuard.Fault.wrongOrigin("x", own: "y")),
        ProblemBody(BrowserGuard.Fault.wrongHost("x", address: nil)),
        .unknownCode, .tooManyCodes, .unknownPath("/x"),
        .wrongMethod("GET", allowed: ["POST"]), .internalError,
        ProblemBody(status: 507, title: "", kind: "disk-full", detail: "", hint: nil),
        ProblemBody(status: 503, title: "", kind: "not-ready", detail: "", hint: nil),
        ProblemBody(status: 503, title: "", kind: "busy", detail: "", hint: nil),
    ]

    @Test("every problem that a person meets has words in both languages", arguments: met)
    func words(_ problem: ProblemBody) {
        for language in ScreenLanguage.allCases {
            let words = ProblemWords(problem, language)
            #expect(words.foreign == nil)
            #expect(words.what != problem.detail)
            #expect(!words.what.isEmpty && !words.toDo.isEmpty)
        }
    }

    @Test("what programs meet is shown as programs read it, and said to be English")
    func otherProblems() {
        let words = ProblemWords(.invalidKey, .fr)
        #expect(words.what == ProblemBody.invalidKey.detail)
        #expect(words.foreign == "en")
    }

    @Test("French sets its spaces before ; : ! ?")
    func typography() {
        for problem in Self.met {
            let words = ProblemWords(problem, .fr)
            for text in [words.title, words.what, words.toDo] {
                let characters = Array(text)
                for (index, character) in characters.enumerated() where ";:!?".contains(character) {
                    #expect("\u{A0}\u{202F}".contains(characters[max(0, index - 1)]), "\(text)")
                }
                #expect(!text.contains("'"), "\(text)")
            }
        }
    }

    @Test("who followed a link to a page, and left the cookies at home, may try again from here")
    func again() async throws {
        let fixture = try ServiceFixture()
        let page = try await Browser(fixture).page("/v1/now?x=%22%3E%3Cb%3E")
        #expect(page.status == 400)
        let refused = try await Browser(fixture).page("/v1/now")
        #expect(refused.status == 401)
        #expect(refused.text.contains(#"href="/v1/now""#))
        #expect(refused.text.contains("Réessayez"))
        #expect(
            try await Browser(fixture).page("/v1/now", language: "en").text.contains("Try again"))
    }

    @Test("a screen that is paired is shown the way to its own page")
    func ownPage() async throws {
        let fixture = try ServiceFixture()
        let kiosk = try await Browser.paired(.kiosk, fixture)
        let page = try await kiosk.page("/v1/now")
        #expect(page.status == 403)
        #expect(page.text.contains(#"href="/kiosk""#))
        #expect(!page.text.contains(#"href="/counter""#))
    }

    @Test(
        "speaks the language that was asked for",
        arguments: [("fr", "n’est pas relié"), ("en-GB,fr", "is not paired")])
    func language(_ accepted: String, _ words: String) async throws {
        let page = try await Browser(try ServiceFixture()).page("/v1/now", language: accepted)
        #expect(page.text.contains(words))
        #expect(page.text.contains("<html lang=\"\(accepted.prefix(2))\">"))
    }

    @Test("a program gets the problem as JSON")
    func program() async throws {
        let answer = try await Browser(try ServiceFixture()).ask(.get, "/v1/now")
        #expect(answer.problem == "401 not-paired")
        #expect(answer.headers[.contentType] == "application/problem+json")
    }
}

@Suite struct IndexPageTests {
    @Test("says which screens this browser is, to that browser alone")
    func paired() async throws {
        let fixture = try ServiceFixture()
        let counter = try await Browser.paired(.counter, fixture)
        let own = try await counter.page("/").text
        #expect(own.contains("relié\u{a0}: counter"))
        #expect(own.components(separatedBy: "pas relié à ce navigateur").count == 3)
        let other = try await Browser(fixture).page("/").text
        #expect(other.components(separatedBy: "pas relié à ce navigateur").count == 4)
    }

    @Test(
        "in the other language, by a link",
        arguments: [("fr", "en", "Pair this screen"), ("en", "fr", "Relier cet écran")])
    func languages(_ accepted: String, _ other: String, _ words: String) async throws {
        let browser = Browser(try ServiceFixture())
        #expect(
            try await browser.page("/", language: accepted).text.contains("href=\"?lang=\(other)\"")
        )
        #expect(try await browser.page("/?lang=\(other)", language: accepted).text.contains(words))
    }

    @Test("has no script and no style of its own: the policy would refuse them")
    func strict() async throws {
        let text = try await Browser(try ServiceFixture()).page("/").text
        #expect(!text.contains("<script>") && !text.contains("style=") && !text.contains("<style"))
    }

    @Test("behind a proxy, cookies are for TLS alone, and renewed as such")
    func proxied() async throws {
        let fixture = try ServiceFixture(address: PagesAddress(https: "https://comptoir.example"))
        var browser = Browser(fixture)
        browser.host = "comptoir.example"
        let (code, _) = try await fixture.service.devices.invite(.counter, name: "c")
        let answer = try await browser.pair(code.text)
        #expect(answer.headers[.setCookie]?.hasSuffix("; Secure") == true)
        #expect(browser.cookies.keys.first == "__Host-doorstep-counter")
        #expect(try await browser.ask(.get, "/v1/now").status == 200)
        browser.host = "127.0.0.1:8787"
        #expect(try await browser.ask(.get, "/v1/now").status == 401)
    }
}
