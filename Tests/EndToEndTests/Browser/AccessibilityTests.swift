import DoorstepAPI
import DoorstepCore
import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Names, roles, contrast and sizes: by axe-core, where it is installed, and by a look of our own.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct AccessibilityTests {
        @Test("axe finds nothing on the counter, light and dark, in each of its states")
        func counter() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser)
                try await look(at: browser, "nobody waits")
                try await shop.daemon.record(Route.entrances)
                try await shop.daemon.record(Route.entrances, #"{"people":2}"#)
                try await shop.daemon.record(Route.exits)
                try await browser.waitFor("2 more waiting", in: "#queue")
                try await look(at: browser, "a greeting")
                try await browser.act("otherReason")
                try await look(at: browser, "a question")
                try await browser.act("back")
                try await browser.act("recount")
                try await look(at: browser, "the recount")
                try await browser.act("back")
                try await browser.act("help")
                try await look(at: browser, "the help")
                try await browser.act("back")
                try await browser.perform(
                    """
                    [...document.querySelectorAll('#queue button')]
                      .find((one) => one.textContent.includes('Goodbye')).click();
                    """)
                try await browser.wait("document.querySelector('[data-act=complete]')")
                try await look(at: browser, "a farewell")
                try await shop.daemon.stop(SIGKILL)
                try await browser.waitFor("NOT CONNECTED", in: "#lost")
                try await look(at: browser, "not connected")
            }
        }

        @Test("however long its words are, nothing of a prompt is cut")
        func longWords() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                try await browser.resize(1024, 600)
                try await shop.daemon.record(Route.entrances, #"{"people":12}"#)
                try await browser.wait("document.querySelector('.script')")
                let words = String(repeating: "Bonjour et bienvenue à vous tous. ", count: 4)
                try await browser.perform(
                    """
                    // The next picture has the words of the pack again.
                    doorstep.floor.take = () => {};
                    for (const prompt of doorstep.floor.prompts()) prompt.script.text = arguments[0];
                    """, [words])
                // It is drawn anew within a second.
                try await browser.wait(
                    "document.querySelector('.script').textContent === arguments[0]", [words])
                #expect(try await browser.cutOffPrompt() <= 0)
            }
        }

        @Test("axe finds nothing on the kiosk and on the page that pairs")
        func kiosk() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.pair(browser, .kiosk)
                try await browser.wait("doorstep.view.welcome")
                try await look(at: browser, "the welcome")
                try await browser.tap("[data-face=\"0\"]")
                try await browser.waitFor("Merci", in: "#thanks")
                try await look(at: browser, "the thanks")
            }
        }

        @Test("axe finds nothing on the report, in French and in English")
        func report() async throws {
            let shop = try await Shopfront.opened()
            try await shop.haveVisitors()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openReport(browser)
                try await look(at: browser, "a day")
                try await browser.perform(
                    "document.querySelectorAll('details').forEach((one) => { one.open = true; })")
                try await look(at: browser, "its tables")
                try await browser.open(shop.address + "/report?lang=en")
                try await look(at: browser, "a day in English")
            }
        }

        /// Light and dark, on the screen of a counter and on that of a telephone.
        private func look(at browser: Browser, _ state: Comment) async throws {
            for isDark in [false, true] {
                try await browser.prefer(dark: isDark, reducedMotion: isDark)
                for (width, height) in [(1024, 600), (390, 844)] {
                    try await browser.resize(width, height)
                    let found = try await smallTargets(browser)
                    #expect(found == [], state)
                    let wide = try await browser.run(
                        "return document.documentElement.scrollWidth - innerWidth", as: Int.self)
                    #expect(wide <= 0, state)
                    #expect(try await browser.cutOffPrompt() <= 0, state)
                    if let axe = Self.axe {
                        let violations = try await run(axe, browser)
                        #expect(violations == [], state)
                    }
                }
            }
            try await browser.prefer(dark: false)
            try await browser.resize(1024, 600)
        }

        /// Buttons that are smaller than 72 by 72, which a hand in passing may miss.
        private func smallTargets(_ browser: Browser) async throws -> [String] {
            try await browser.run(
                """
                return [...document.querySelectorAll('button')].filter((button) => {
                    const {width, height} = button.getBoundingClientRect();
                    return button.checkVisibility() && (width < 72 || height < 72);
                }).map((button) => {
                    const {width, height} = button.getBoundingClientRect();
                    return `${button.innerText} ${width} x ${height}`;
                });
                """)
        }

        private func run(_ axe: String, _ browser: Browser) async throws -> [String] {
            try await browser.perform("if (!window.axe) { \(axe) }")
            return try await browser.result(
                of: """
                    (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag22aa']}))
                        .violations.flatMap((violation) => violation.nodes.map((node) =>
                            `${violation.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`))
                    """)
        }

        /// axe.min.js, as the package axe-playwright-python carries it; nil where that is not installed.
        private static let axe: String? = {
            let library = URL(fileURLWithPath: ".build-peers/venv/lib")
            let versions =
                (try? FileManager.default.contentsOfDirectory(
                    at: library, includingPropertiesForKeys: nil)) ?? []
            return versions.lazy.compactMap {
                try? String(
                    contentsOf: $0.appendingPathComponent(
                        "site-packages/axe_playwright_python/axe.min.js"), encoding: .utf8)
            }.first
        }()

        @Test(
            "axe is there to look with",
            .enabled(
                if: ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required",
                "only where all peers are required"))
        func axeIsThere() { #expect(Self.axe != nil) }
    }
}
