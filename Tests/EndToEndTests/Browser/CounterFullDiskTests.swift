import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// `/counter` while the daemon is there and cannot record.
    @Suite(
        .enabled(if: Chromium.isThere, Chromium.comment),
        .enabled(if: SmallDisk.isPossible, "needs root for a small disk"))
    struct CounterFullDiskTests {
        @Test("on a full disk it says why, keeps the tap, and sends it once when there is room")
        func full() async throws {
            let disk = try SmallDisk(kilobytes: 4096)
            let shop = try await Shopfront.opened(state: disk.path + "/state")
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser, name: "till")
                try await shop.daemon.noticed("backup taken and checked")
                let filler = try disk.fill()
                var acknowledged: [FactID] = []
                _ = try await shop.daemon.record(until: 507, &acknowledged)

                try await browser.act("enter")
                let why =
                    "Connected, but nothing can be recorded just now: There is no room on the disk"
                try await browser.waitFor(why, in: "#message")
                try await browser.waitFor("1 answer to send", in: "#lost")
                try await browser.waitFor("… Sending: in…", in: "#facts")
                // It is there, though it cannot record, and what happened is shown.
                #expect(try await browser.text("#connection").contains("connected"))
                try await browser.waitFor("\(acknowledged.count) people inside", in: "#inside")
                try await browser.reload()
                try await browser.waitFor(why, in: "#message")
                try await browser.waitFor("1 answer to send", in: "#lost")

                try FileManager.default.removeItem(atPath: filler)
                try await browser.waitFor("1 kept answer sent.", in: "#message")
                try await browser.wait("document.getElementById('lost').hidden")
                try await browser.waitFor("\(acknowledged.count + 1) people inside", in: "#inside")
                let tapped = try await shop.facts(.entrance).filter { $0.by == "till" }
                #expect(tapped.count == 1)
                // Dated when it was tapped, not when there was room.
                #expect(tapped.first.map { $0.at < $0.recordedAt } == true)
            }
        }
    }
}
