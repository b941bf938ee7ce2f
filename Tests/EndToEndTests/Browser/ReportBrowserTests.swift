import DoorstepAPI
import DoorstepCore
import Foundation
import Testing

extension EndToEnd {
    /// `/report` in a real browser.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct ReportBrowserTests {
        @Test("on paper it is A4, without what is only for hands, and with every table")
        func printed() async throws {
            let shop = try await Shopfront.opened()
            try await shop.haveVisitors()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openReport(browser)
                let hidden =
                    "document.querySelector('details table').checkVisibility({contentVisibilityAuto: true})"
                #expect(try await browser.run("return \(hidden)") == false)
                try await browser.show(asPaper: true)
                let visible: [Bool] = try await browser.run(
                    """
                    return [...document.querySelectorAll('details table')].map((table) =>
                        table.checkVisibility() && table.getBoundingClientRect().height > 0);
                    """)
                #expect(!visible.isEmpty && visible.allSatisfy { $0 })
                let navigation: [Bool] = try await browser.run(
                    """
                    return [...document.querySelectorAll('.periods, .keep, summary')].map((one) =>
                        one.checkVisibility());
                    """)
                #expect(!navigation.isEmpty && navigation.allSatisfy { !$0 })
                let paper = String(decoding: try await browser.printed(), as: UTF8.self)
                #expect(paper.hasPrefix("%PDF-"))
                let pages = paper.matches(of: #/\/Type \/Page\b/#).count
                #expect((2...6).contains(pages), "\(pages) pages")
            }
        }

        @Test(
            "a manager gets from the day to its week, to its month, and to the file, without a script"
        )
        func links() async throws {
            let shop = try await Shopfront.opened()
            try await shop.haveVisitors()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openReport(browser)
                let scripts: Int = try await browser.run("return document.scripts.length")
                #expect(scripts == 0)
                for period in ["week", "month"] {
                    // From the day: a week may begin in the month before, which is empty.
                    try await browser.open(shop.address + "/report")
                    let link: String = try await browser.run(
                        "return [...document.querySelectorAll('.periods a')].find((one) => one.search.includes(arguments[0])).href",
                        ["\(period)="])
                    try await browser.open(link)
                    try await browser.wait(
                        "location.search.includes(arguments[0]) && document.querySelector('svg')",
                        ["\(period)="])
                }
                let file: String = try await browser.run(
                    "return [...document.querySelectorAll('.keep a')].find((one) => one.search.includes('standalone')).href"
                )
                try await browser.open(file)
                try await browser.wait(
                    "document.querySelector('style') && document.querySelector('svg')")
                // The policy lets its one style in, by its hash.
                let ink: String = try await browser.run(
                    "return getComputedStyle(document.querySelector('.report')).getPropertyValue('--ink')"
                )
                #expect(!ink.isEmpty)
            }
        }
    }
}
