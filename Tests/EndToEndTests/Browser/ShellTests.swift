import DoorstepAPI
import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// The shell that a browser keeps, and a daemon that is another version than before.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct ShellTests {
        @Test("a screen that is open takes the pages of an upgraded daemon by itself")
        func upgraded() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                let old = try await olderVersion(browser)
                try await shop.daemon.stop()
                let site = try SmallSite(old, port: shop.port)
                try await browser.open(shop.address + "/counter")
                // Taken once for the page and, when its shell has come too, once more.
                try await browser.wait(
                    """
                    document.documentElement.dataset.version === 'old'
                        && performance.getEntriesByType('navigation')[0].type === 'reload'
                    """)
                try await browser.waitUntilLive()
                site.stop()
                try await shop.daemon.start()
                try await browser.wait(
                    "document.documentElement.dataset.version !== 'old' && window.doorstep")
                try await browser.waitUntilLive()
                let versions = try await browser.result(
                    of: "await caches.keys()", as: [String].self)
                #expect(versions.count == 1 && versions.first?.contains("older") == false)
            }
        }

        @Test("nothing of what happens in the shop is kept in the browser's cache")
        func nothingKept() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                try await browser.shellIsKept()
                try await shop.daemon.record(Route.entrances)
                try await browser.waitFor("greeting", in: ".script")
                try await browser.reload()
                try await browser.waitFor("greeting", in: ".script")
                let kept = try await browser.result(
                    of: """
                        (await Promise.all((await caches.keys()).map(async (name) =>
                            (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)
                        ))).flat()
                        """, as: [String].self)
                #expect(kept.contains("/counter") && kept.contains("/assets/counter.js"))
                #expect(kept.allSatisfy { $0 == "/counter" || $0.hasPrefix("/assets/") })
                let shell = try await browser.result(
                    of: "await (await caches.match('/counter')).text()", as: String.self)
                #expect(!shell.contains("greeting 1") && shell.contains("Librairie des Halles"))
            }
        }

        /// The files of the daemon that runs, as if they were of a version before.
        private func olderVersion(_ browser: Browser) async throws -> [String: SmallSite.Answer] {
            var files: [String: SmallSite.Answer] = [:]
            let worker: String = try await browser.result(
                of: "await (await fetch('/sw.js')).text()")
            let list = try #require(worker.firstMatch(of: /const files = (\[.*?\]);/)?.output.1)
            let paths =
                try JSONDecoder().decode([String].self, from: Data(list.utf8)) + [
                    "/counter", "/v1/now",
                ]
            for path in paths {
                struct File: Decodable { let type, body: String }
                let file = try await browser.result(
                    of: """
                        await fetch('\(path)', {cache: 'no-store'}).then(async (response) =>
                            ({type: response.headers.get('Content-Type'), body: await response.text()}))
                        """, as: File.self)
                let mark =
                    path == "/assets/counter.js"
                    ? "document.documentElement.dataset.version = 'old';\n" : ""
                files[path] = SmallSite.Answer(type: file.type, body: mark + file.body)
            }
            files["/sw.js"] = SmallSite.Answer(
                type: "text/javascript",
                body: worker.replacing(/doorstep-[0-9a-f]+/, with: "doorstep-older"))
            let now = files["/v1/now"]?.body ?? ""
            files["/v1/stream"] = SmallSite.Answer(
                type: "text/event-stream", body: "retry: 100\n\nevent: beat\ndata: \(now)\n\n",
                isEndless: true)
            return files
        }
    }
}
