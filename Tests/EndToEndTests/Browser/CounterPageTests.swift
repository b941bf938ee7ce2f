import DoorstepAPI
import DoorstepCore
import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// `/counter` in a real browser.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct CounterPageTests {
        @Test("a prompt appears, a tap answers it, and the ledger has it once, from this screen")
        func tap() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser, name: "till")
                #expect(try await browser.text(".nobody") == "Personne n’attend.")
                let entrance = try await shop.daemon.record(Route.entrances)
                let script = try #require(entrance.prompt?.script)
                try await browser.waitFor(script.text, in: ".script")
                #expect(try await browser.text("#said").contains(script.text))
                try await browser.act("greeted")
                try await browser.waitFor("Noté", in: "#message")
                try await browser.waitFor("Personne n’attend", in: "#prompt")
                let facts = try await shop.facts(.greeting)
                guard case .greeting(let answer)? = facts.first?.event else {
                    throw Missing("greeting")
                }
                #expect(facts.count == 1 && facts.first?.by == "till")
                #expect(answer.reply == .said && answer.script == script.id)
            }
        }

        @Test("by keys alone: greeted, another wording, goodbye with thanks, undone")
        func keys() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser)
                let entrance = try await shop.daemon.record(Route.entrances)
                try await browser.waitFor("greeting", in: ".script")
                try await browser.press("s")
                try await browser.waitFor("wording 2", in: "#prompt")
                try await browser.type("g")
                try await browser.waitFor("Recorded: greeted.", in: "#message")
                // One who goes out that no sensor saw, in a party of two that came in the same way.
                try await browser.type("p2")
                try await browser.type("e")
                try await browser.waitFor("in, 2 people", in: "#message")
                try await browser.waitFor("2 people", in: "#prompt")
                try await browser.press("n")
                try await browser.type("1")
                try await browser.waitFor("Recorded: not a visitor.", in: "#message")
                try await browser.type("x")
                try await browser.waitFor("Goodbye", in: "#prompt")
                try await browser.press("t")
                try await browser.type("v5")
                try await browser.waitFor("bought something", in: "#actions")
                try await browser.type("f")
                try await browser.waitFor("Recorded: goodbye said.", in: "#message")
                try await browser.type("uu")
                try await browser.waitFor("Undone: goodbye said.", in: "#message")
                try await browser.waitFor("Goodbye", in: "#prompt")

                let facts = try await shop.daemon.facts().map(\.event)
                let said = facts.compactMap { event -> Answer? in
                    if case .greeting(let answer) = event { answer } else { nil }
                }
                #expect(said.first?.script == entrance.prompt?.alternatives.first?.id)
                let goodbyes = facts.compactMap { event -> Answer? in
                    if case .farewell(let answer) = event { answer } else { nil }
                }
                #expect(
                    goodbyes.map(\.observed) == [Observed(thanks: true, goodbye: true)])
                #expect(goodbyes.map(\.outcome) == [.bought])
                #expect(
                    facts.contains { if case .exclusion(_, .staff) = $0 { true } else { false } })
            }
        }

        @Test("a key that does nothing now says why, in the language of the screen")
        func disabled() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                try await browser.type("g")
                try await browser.waitFor("il n’y a rien à répondre", in: "#message")
                try await browser.type("l")
                try await browser.waitFor("Nobody is waiting.", in: "#prompt")
                #expect(try await browser.run("return document.documentElement.lang") == "en")
                try await browser.type("f")
                try await browser.waitFor("there is nothing to answer", in: "#message")
                try await shop.daemon.record(Route.openings)
                try await browser.waitFor("Which way?", in: "#prompt")
                try await browser.press("g")
                try await browser.waitFor("First say which way", in: "#message")
                try await browser.type("e")
                try await browser.waitFor("Greeting", in: "#prompt")
                try await browser.type("z")
                try await browser.waitFor("z is no key here", in: "#message")
                try await browser.type("?")
                try await browser.waitFor("The keys", in: "#actions")
                try await browser.type(Browser.escape)
                try await browser.wait("!document.querySelector('.keys')")
                // The language is the screen's: it stays.
                try await browser.reload()
                try await browser.waitUntilLive()
                #expect(try await browser.text("#connection").contains("connected"))
            }
        }

        @Test(
            "two screens tap the same prompt: one is told that it was answered, and it counts once")
        func twoScreens() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let first = try await Browser.opened(driver, profile: "one")
                let second = try await Browser.opened(driver, profile: "two")
                try await shop.openCounter(first, name: "one")
                try await shop.openCounter(second, name: "two")
                try await shop.daemon.record(Route.entrances)
                for browser in [first, second] {
                    try await browser.waitFor("greeting", in: ".script")
                    try await browser.settled()
                }
                // Neither hears of the other's tap before its own is under way.
                try shop.daemon.child.signal(SIGSTOP)
                try await first.tap("[data-act=greeted]")
                try await second.tap("[data-act=ownWords]")
                try shop.daemon.child.signal(SIGCONT)
                for browser in [first, second] {
                    try await browser.wait(
                        "/Noté|Déjà répondu/.test(document.getElementById('message').textContent)")
                }
                let messages = [
                    try await first.text("#message"), try await second.text("#message"),
                ]
                #expect(
                    messages.filter { $0.contains("Déjà répondu sur un autre écran") }.count == 1)
                #expect(try await shop.facts(.greeting).count == 1)
            }
        }

        @Test("a page that the screen was paired for is not given to it once it is revoked")
        func revoked() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                try await shop.revokeAll()
                try await browser.waitFor("Cet écran n’est plus relié au magasin", in: "#lost")
                try await browser.reload()
                try await browser.wait("!document.getElementById('screen')")
            }
        }
    }
}

struct Missing: Error {
    let what: String
    init(_ what: String) { self.what = what }
}
