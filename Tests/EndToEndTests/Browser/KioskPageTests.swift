import DoorstepAPI
import DoorstepCore
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    /// `/kiosk` in a real browser. What is kept and not yet sent is counted in `data-kept`.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct KioskPageTests {
        /// Open day and night but today, whatever today is.
        private static let languages = "languages = [\"fr\", \"en\", \"zh\"]"

        @Test("welcomes in the shop's languages, and says how long the shop is open")
        func welcome() async throws {
            let shop = try await Shopfront.opened(
                ShopSettings(
                    shop: Self.languages,
                    tables: "[hours]\n"
                        + Weekday.allCases.map { "\($0.rawValue) = [\"09:30-18:30\"]" }
                        .joined(separator: "\n")))
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.pair(browser, .kiosk)
                try await browser.waitFor("Ouvert jusqu’à 18\u{a0}h\u{a0}30", in: "#open")
                #expect(try await browser.text("h1") == "Bienvenue")
                #expect(try await browser.text("#others") == "Welcome\n欢迎光临")
                #expect(
                    try await browser.text("#ranges").replacing("\u{a0}", with: " ").replacing(
                        "\u{2060}", with: "")
                        == "Aujourd’hui : 9 h 30 – 18 h 30")
                try await browser.tap("[data-language=en]")
                try await browser.waitFor("Open until 18:30", in: "#open")
                #expect(try await browser.text("#question") == "How was your visit?")
                #expect(try await browser.run("return document.documentElement.lang") == "en")
            }
        }

        @Test("a closed day is said to be one, with when the shop opens again")
        func closed() async throws {
            let calendar = ShopCalendar(zone: .machine(ShopSettings.zoneAtNoon()))
            let today = calendar.tradingDay(containing: Timestamp(Date())).date
            let shop = try await Shopfront.opened(
                ShopSettings(
                    tables: "[hours]\n"
                        + Weekday.allCases.map { "\($0.rawValue) = [\"09:30-18:30\"]" }
                        .joined(separator: "\n")
                        + "\n[[hours.exception]]\ndate = \(today)\nopen = []"))
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.pair(browser, .kiosk)
                try await browser.waitFor("Fermé. Réouverture", in: "#open")
                #expect(
                    try await browser.text("#open").hasSuffix("à 9\u{a0}h\u{a0}30"))
                #expect(try await browser.text("#ranges") == "Fermé aujourd’hui")
            }
        }

        @Test("one press, one face: the next within two seconds does nothing")
        func lock() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.pair(browser, .kiosk, name: "door")
                // As fast as a child can.
                try await browser.perform(
                    "for (const face of [3, 0, 1, 3]) document.querySelector(`[data-face=\"${face}\"]`).click()"
                )
                try await browser.waitFor("Merci de votre visite", in: "#thanks")
                try await browser.wait(
                    "document.querySelector('[data-face]').getAttribute('aria-disabled') === 'false'"
                )
                try await browser.tap("[data-face=\"1\"]")
                try await browser.wait("doorstep.kept.items.length === 0")
                let presses = try await shop.facts(.feedback).map { fact in
                    guard case .feedback(let face, let device, let flag) = fact.event else {
                        return "?"
                    }
                    return "\(face) \(device ?? "") \(flag.map(\.rawValue) ?? "")"
                }
                #expect(presses == ["3 door ", "1 door "])
            }
        }

        @Test("presses without a connection arrive once, when they were made")
        func offline() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.pair(browser, .kiosk)
                try await browser.shellIsKept()
                try await browser.wait("doorstep.view.welcome")
                try await shop.daemon.stop(SIGKILL)
                try await browser.tap("[data-face=\"2\"]")
                // A visitor is thanked all the same.
                try await browser.waitFor("Merci", in: "#thanks")
                try await browser.wait("doorstep.kept.items.some((item) => item.waited)")
                try await browser.reload()
                try await browser.waitFor("Bienvenue", in: "h1")
                try await shop.daemon.start()
                try await browser.wait("doorstep.view.welcome && doorstep.kept.items.length === 0")
                let facts = try await shop.facts(.feedback)
                #expect(facts.count == 1)
                #expect(facts.first.map { $0.at < $0.recordedAt } == true)
            }
        }

        @Test("a finger that rests opens no menu, and one that comes twice selects nothing")
        func touched() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.pair(browser, .kiosk)
                try await browser.perform(
                    """
                    window.menus = [];
                    document.addEventListener('contextmenu',
                        (event) => menus.push(event.defaultPrevented));
                    """)
                try await browser.click("h1", button: 2)
                try await browser.click(".shop", button: 2)
                try await browser.click("h1", times: 2)
                #expect(try await browser.run("return menus.join()") == "true,true")
                #expect(try await browser.run("return String(getSelection())") == "")
                #expect(
                    try await browser.run(
                        """
                        const style = getComputedStyle(document.documentElement);
                        return [document.documentElement.translate, style.touchAction,
                            style.overscrollBehavior].join();
                        """) == "false,pan-y,none")
            }
        }

        @Test("starts although the machine had another name when its browser last ran")
        func renamedMachine() async throws {
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../../config/kiosk/doorstep-kiosk.service")
            let scratch = try ScratchDirectory()
            let unit = try String(contentsOf: root, encoding: .utf8).replacing(
                "/var/lib/doorstep-kiosk", with: scratch.path)
            func command(_ key: String) throws -> [String] {
                let line = unit.split(separator: "\n").first { $0.hasPrefix(key + "=") }
                return try #require(line).dropFirst(key.count + 1).split(separator: " ").map(
                    String.init)
            }
            let browser =
                ["chromium"]
                + (try command("ExecStart").drop { !$0.hasPrefix("--user") }).dropLast()
                + [
                    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--dump-dom",
                    "about:blank",
                ]
            func ended(_ command: [String]) async throws -> Child.Ending {
                try await Child(command, environment: ["HOME": scratch.path]).ended()
            }
            let profile = scratch.path + "/chromium"
            try FileManager.default.createDirectory(
                atPath: profile, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: profile + "/SingletonLock", withDestinationPath: "oldname-1234")

            // Chromium's word for a profile in use on another machine.
            #expect(try await ended(browser) == .status(21))
            #expect(try await ended(try command("ExecStartPre")) == .status(0))
            #expect(try await ended(browser) == .status(0))
        }

        @Test("its token reads the welcome and gives faces, and is refused everything else")
        func role() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.pair(browser, .kiosk)
                let paths = [
                    Route.now, Route.prompts, Route.facts, Route.stream, Route.checklist,
                    Route.devices, Route.deliveries, Route.feedback, Route.metrics, "/counter",
                ]
                let statuses = try await browser.result(
                    of: """
                        await Promise.all(\(paths).map(async (path) => (await fetch(path)).status))
                        """, as: [Int].self)
                #expect(statuses == paths.map { _ in 403 })
                let posts = [Route.entrances, Route.exits, Route.openings, Route.occupancy]
                let refused = try await browser.result(
                    of: """
                        await Promise.all(\(posts).map(async (path) =>
                            (await fetch(path, {method: 'POST'})).status))
                        """, as: [Int].self)
                #expect(refused == posts.map { _ in 403 })
                #expect(try await shop.daemon.facts().allSatisfy { $0.kind == .doorUp })
            }
        }
    }
}
