import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// What a screen asks of the device that it is shown on: a display that stays on, and a chime.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct ScreenDeviceTests {
        @Test(
            "the display stays on, and does so again once the page comes back to the front",
            arguments: [DeviceRole.counter, .kiosk])
        func awake(role: DeviceRole) async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                // The browser's own locks, written down.
                try await browser.prepare(
                    """
                    window.locks = [];
                    const request = WakeLock.prototype.request;
                    WakeLock.prototype.request = async function (...what) {
                      const lock = await request.apply(this, what);
                      window.locks.push(lock);
                      document.documentElement.dataset.locks = window.locks.length;
                      return lock;
                    };
                    """)
                try await shop.pair(browser, role)
                try await browser.wait("locks.length === 1 && !locks[0].released")
                #expect(try await browser.run("return locks[0].type") == "screen")
                try await browser.inAnotherTab {}
                try await browser.wait("locks.length === 2")
                // The browser lets go of a page's lock when the page goes to the back.
                #expect(
                    try await browser.run(
                        "return locks.map((lock) => lock.released)", as: [Bool].self)
                        == [true, false])
            }
        }

        @Test("it chimes up for who comes and down for who goes, if it was touched and is not off")
        func chime() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                // The notes that the browser is told to play, written down in whole hertz.
                try await browser.prepare(
                    """
                    window.notes = [];
                    OscillatorNode.prototype.start = function (...when) {
                      window.notes.push(Math.round(this.frequency.value));
                      return AudioScheduledSourceNode.prototype.start.apply(this, when);
                    };
                    window.AudioContext = class extends AudioContext {
                      constructor() {
                        super();
                        const note = () => { document.documentElement.dataset.audio = this.state; };
                        this.addEventListener('statechange', note);
                        note();
                      }
                    };
                    """)
                try await shop.openCounter(browser)
                // Nobody has touched the page.
                try await self.heard(try await shop.daemon.record(Route.entrances), in: browser)
                #expect(try await self.notes(browser) == [])

                try await browser.tap("#clock")
                try await browser.wait("document.documentElement.dataset.audio === 'running'")
                try await self.heard(try await shop.daemon.record(Route.entrances), in: browser)
                #expect(try await self.notes(browser) == [659, 880])
                try await self.heard(try await shop.daemon.record(Route.exits), in: browser)
                #expect(try await self.notes(browser) == [659, 880, 880, 659])

                // Who came a minute ago is still to be greeted, and rings no more.
                let minuteAgo = Timestamp(Date().addingTimeInterval(-60))
                let late = try await shop.daemon.record(
                    Route.entrances, #"{"at":"\#(minuteAgo)"}"#)
                #expect(late.prompt?.state == .open)
                try await self.heard(late, in: browser)
                #expect(try await self.notes(browser).count == 4)

                try await browser.act("sound")
                try await browser.waitFor("sound off", in: "#tools")
                try await self.heard(try await shop.daemon.record(Route.entrances), in: browser)
                #expect(try await self.notes(browser).count == 4)
                // The choice is the screen's: it stays.
                try await browser.reload()
                try await browser.waitUntilLive()
                try await browser.waitFor("sound off", in: "#tools")
                try await browser.act("sound")
                try await browser.wait("document.documentElement.dataset.audio === 'running'")
                try await self.heard(try await shop.daemon.record(Route.entrances), in: browser)
                #expect(try await self.notes(browser) == [659, 880])
            }
        }

        /// Returns once the page knows of it; it has chimed by then, if it does.
        private func heard(_ recorded: Recorded, in browser: Browser) async throws {
            try await browser.wait("doorstep.floor.sequence >= \(recorded.fact.sequence.value)")
        }

        private func notes(_ browser: Browser) async throws -> [Int] {
            try await browser.run("return notes", as: [Int].self)
        }
    }
}
