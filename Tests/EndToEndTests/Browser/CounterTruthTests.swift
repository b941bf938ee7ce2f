import DoorstepAPI
import DoorstepCore
import Foundation
import Glibc
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    /// What `/counter` says of the connection, and what becomes of taps while there is none.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct CounterTruthTests {
        @Test(
            "killed: it says so, keeps the taps, and sends them once when the daemon is back",
            .bug(
                "https://github.com/esphome/feature-requests/issues/733",
                "no buffer while the link is down"),
            .bug(
                "https://github.com/esphome/feature-requests/issues/2628",
                "no buffer while the link is down"))
        func killed() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                try await browser.perform("window.isTheSame = true")
                let entrance = try await shop.daemon.record(Route.entrances)
                let script = try #require(entrance.prompt?.script?.text)
                try await browser.waitFor(script, in: ".script")
                try await shop.daemon.stop(SIGKILL)
                try await browser.waitFor("PAS DE CONNEXION depuis", in: "#lost")
                // What was known stays readable, and is not shown as if it were so.
                #expect(try await browser.text("#prompt").contains(script))
                #expect(try await browser.text("#prompt").contains("attendait à"))
                #expect(try await browser.text("#prompt").contains("maintenant") == false)
                #expect(try await browser.text("#connection").contains("pas de connexion"))
                try await browser.act("greeted")
                try await browser.act("enter")
                try await browser.act("enter")
                try await browser.waitFor("Gardé", in: "#message")
                try await browser.waitFor("3 réponses à envoyer", in: "#lost")
                // Taken back before it was sent.
                try await browser.act("undo")
                try await browser.act("option-1")
                try await browser.waitFor("Repris avant l’envoi", in: "#message")
                try await browser.waitFor("2 réponses à envoyer", in: "#lost")

                try await shop.daemon.start()
                try await browser.waitUntilLive()
                try await browser.wait("doorstep.kept.items.length === 0")
                try await browser.waitFor("2 personnes ici", in: "#inside")
                #expect(try await browser.run("return window.isTheSame === true"))
                let greetings = try await shop.facts(.greeting)
                let entrances = try await shop.facts(.entrance)
                #expect(greetings.count == 1 && entrances.count == 2)
                // Dated when it was tapped, not when it arrived.
                #expect(greetings.first.map { $0.at < $0.recordedAt } == true)
            }
        }

        @Test("an answer that waited while the ledger was restored is not sent, and that is said")
        func restoredMeanwhile() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                // The backup of a start knows the paired browser, and one visitor.
                _ = try await shop.daemon.record(Route.entrances)
                try await shop.daemon.stop()
                try? FileManager.default.removeItem(atPath: shop.daemon.state + "/backups")
                try await shop.daemon.start()
                try await shop.daemon.child.errors.first { $0.contains("backup taken and checked") }
                try await browser.waitUntilLive()
                let entrance = try await shop.daemon.record(Route.entrances)
                let script = try #require(entrance.prompt?.script?.text)
                try await browser.waitFor(script, in: ".script")
                try await shop.daemon.stop(SIGKILL)
                try await browser.waitFor("PAS DE CONNEXION depuis", in: "#lost")
                try await browser.act("greeted")
                try await browser.waitFor("1 réponse à envoyer", in: "#lost")
                let handle = try FileHandle(
                    forWritingTo: URL(fileURLWithPath: shop.daemon.state + "/doorstep.sqlite"))
                try handle.write(contentsOf: Data(repeating: 0x2A, count: 8192))
                try handle.close()
                try await shop.daemon.start()
                try await browser.waitFor("le registre a été rétabli", in: "#message")
                try await browser.wait("doorstep.kept.items.length === 0")
                #expect(try await shop.facts(.greeting).isEmpty)
            }
        }

        @Test("taps that are kept outlive the browser")
        func outlive() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let before = try await Browser.opened(driver)
                try await shop.openCounter(before)
                try await before.shellIsKept()
                try await shop.daemon.stop(SIGKILL)
                try await before.waitFor("PAS DE CONNEXION", in: "#lost")
                try await before.act("enter")
                try await before.waitFor("1 réponse à envoyer", in: "#lost")
                try await before.close()
                // Switched on before the daemon: the shell shows itself, and says what is so.
                let after = try await Browser.opened(driver)
                try await after.open(shop.address + "/counter")
                try await after.waitFor("Librairie des Halles", in: "#shop")
                try await after.waitFor("1 réponse à envoyer", in: "#lost")
                try await after.waitFor("PAS DE CONNEXION", in: "#lost")
                try await shop.daemon.start()
                try await after.waitUntilLive()
                try await after.wait("doorstep.kept.items.length === 0")
                #expect(try await shop.facts(.entrance).count == 1)
            }
        }

        @Test("a picture that is older than the one on the screen changes nothing")
        func older() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser)
                _ = try await shop.daemon.record(Route.entrances)
                try await browser.waitFor("1 person inside", in: "#inside")
                let inside = try await browser.run(
                    """
                    const { floor } = window.doorstep;
                    const { now } = floor;
                    floor.take({ ...now, sequence: now.sequence - 1, occupancy: 17 });
                    const older = floor.now.occupancy;
                    floor.take({ ...now, occupancy: 18 });
                    return [older, floor.now.occupancy];
                    """, as: [Int].self)
                #expect(inside == [1, 18])
            }
        }

        @Test("hung: silence is noticed and said in words; and the page is live again by itself")
        func hung() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser)
                try await browser.perform("window.isTheSame = true")
                try shop.daemon.child.signal(SIGSTOP)
                try await browser.waitFor("NOT CONNECTED since", in: "#lost")
                #expect(try await browser.text("#lost").contains("Doorstep says nothing"))
                try await browser.act("enter")
                try await browser.waitFor("1 answer to send", in: "#lost")
                try shop.daemon.child.signal(SIGCONT)
                try await browser.waitUntilLive()
                try await browser.wait("doorstep.kept.items.length === 0")
                try await browser.waitFor("1 person inside", in: "#inside")
                #expect(try await browser.run("return window.isTheSame === true"))
                #expect(try await shop.facts(.entrance).count == 1)
            }
        }

        @Test("facts that happened while there was no connection are there afterwards")
        func missed() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser)
                try await shop.daemon.record(Route.entrances)
                try await browser.waitFor("1 person inside", in: "#inside")
                try await shop.daemon.restart(after: SIGTERM)
                for _ in 0..<3 { try await shop.daemon.record(Route.entrances) }
                try await browser.waitFor("4 people inside", in: "#inside")
                try await browser.waitUntilLive()
                #expect(try await browser.run("return doorstep.floor.prompts().length") == 4)
            }
        }

        @Test("messages that did not reach the managers are said on the screen until they do")
        func undelivered() async throws {
            let gone = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
            try await withListener(.ipv4, .answers([gone, Listener.ok])) { receiver in
                var settings = ShopSettings()
                settings.tables = ShopSettings.destination(port: receiver.port)
                let shop = try await Shopfront.opened(settings)
                try await shop.daemon.record(Route.entrances)
                let day = try await shop.daemon.get(Route.now, as: NowBody.self).day
                #expect(
                    try await shop.daemon.post(Route.deliver(.day, day.description)).status == 202)
                try await shop.daemon.noticed("destination switched off by its receiver")
                try await WebDriver.running { driver in
                    let browser = try await Browser.opened(driver, language: "fr")
                    try await shop.openCounter(browser)
                    let text = "1 message n’est pas parvenu aux responsables"
                    try await browser.waitFor(text, in: "#today")
                    let resumed = try await shop.daemon.post("/v1/destinations/manager/resume")
                    #expect(resumed.status == 200)
                    // The next beat says so, without a fact.
                    try await browser.wait(
                        "!document.querySelector('#today').textContent.includes('responsables')")
                }
            }
        }

        @Test("twelve tabs share one stream: each is live, none hangs, and the next takes it over")
        func manyTabs() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser)
                func openAnother() async throws {
                    try await browser.inAnotherTab {
                        try await browser.open(shop.address + "/counter")
                        try await browser.waitUntilLive()
                        let entrance = try await shop.daemon.record(Route.entrances)
                        try await browser.wait(
                            "doorstep.floor.sequence >= \(entrance.fact.sequence.value)")
                    }
                }
                for _ in 2...12 { try await openAnother() }
                let metrics = try await shop.daemon.get(Route.metrics).text
                #expect(metrics.contains("doorstep_stream_readers 1\n"))
                try await browser.act("greeted")
                try await browser.waitFor("Recorded", in: "#message")
                // The tab that holds the stream goes; the others still hear.
                try await browser.open("about:blank")
                try await openAnother()
            }
        }

        @Test("the daemon's time rules, whatever the device's clock says")
        func wrongClock() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver, language: "en")
                try await shop.openCounter(browser)
                // As if the device had been set two hours back.
                try await browser.perform(
                    "const real = Date.now; Date.now = () => real() - 7200000;")
                let entrance = try await shop.daemon.record(Route.entrances)
                try await browser.waitFor("greeting", in: ".script")
                try await browser.wait(
                    "/soon|from|left/.test(document.getElementById('time-words').textContent)")
                try await browser.act("greeted")
                try await browser.waitFor("Recorded", in: "#message")
                let greeting = try #require(try await shop.facts(.greeting).first)
                #expect(greeting.at >= entrance.fact.at)
            }
        }

        @Test("from the accepted entrance to its text on the page, with 50 screens connected")
        func quick() async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                var screens: [StreamReader] = []
                for _ in 1..<50 { screens.append(try await StreamReader.opened(shop.daemon)) }
                for _ in 0..<30 {
                    let entrance = try await shop.daemon.record(Route.entrances)
                    let sequence = entrance.fact.sequence.value
                    try await browser.wait("doorstep.floor.sequence >= \(sequence)")
                }
                try await browser.wait("doorstep.moments.length === 30")
                let waits = try await browser.run(
                    "return doorstep.moments.map((one) => new Date(one.stoodAt) - new Date(one.recordedAt))",
                    as: [Double].self
                ).sorted()
                // Figures for people; machines differ.
                print(
                    "accepted entrance to text on the page, \(screens.count + 1) screens: "
                        + "median \(waits[15]) ms, p90 \(waits[26]) ms, longest \(waits[29]) ms")
                #expect(waits.count == 30)
            }
        }
    }
}
