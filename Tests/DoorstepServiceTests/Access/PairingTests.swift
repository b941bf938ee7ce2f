import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepService

@Suite struct PairingTests {
    @Test("a code makes one browser a screen, once")
    func once() async throws {
        let fixture = try ServiceFixture()
        let (code, _) = try await fixture.service.devices.invite(.counter, name: "Caisse 1")
        var first = Browser(fixture)
        let answer = try await first.pair(code.text)
        #expect(answer.status == 303)
        #expect(answer.headers[.location] == "/counter")
        #expect(try await first.ask(.get, "/v1/now").status == 200)
        var second = Browser(fixture)
        #expect(try await second.pair(code.text).problem == "404 unknown-code")
        #expect(second.cookies.isEmpty)
    }

    @Test("of two browsers that use a code at the same moment, exactly one is paired")
    func twoAtOnce() async throws {
        let fixture = try ServiceFixture()
        for round in 1...20 {
            // Who comes second has typed a wrong code, and a minute is patient with ten of them.
            fixture.clock.advance(.seconds(61))
            let (code, _) = try await fixture.service.devices.invite(.kiosk, name: "\(round)")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var browser = Browser(fixture)
                        return try await browser.pair(code.text).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.sorted() == [303, 404, 404, 404])
            #expect(fixture.service.devices.all.count == round)
        }
    }

    @Test("a code is good for ten minutes, and not for a moment longer")
    func expiry() async throws {
        let fixture = try ServiceFixture()
        let (code, pairing) = try await fixture.service.devices.invite(.report, name: "r")
        #expect(pairing.expiresAt == fixture.clock.now + .seconds(600))
        fixture.clock.advance(.milliseconds(599_999))
        #expect(try await Browser(fixture).page("/pair/\(code.text)").status == 200)
        fixture.clock.advance(.milliseconds(1))
        #expect(try await Browser(fixture).page("/pair/\(code.text)").status == 404)
        var late = Browser(fixture)
        #expect(try await late.pair(code.text).problem == "404 unknown-code")
    }

    @Test("to look at the link uses nothing up")
    func looking() async throws {
        let fixture = try ServiceFixture()
        let (code, _) = try await fixture.service.devices.invite(.counter, name: "c")
        for _ in 0..<3 {
            let page = try await Browser(fixture).page("/pair/\(code.text)")
            #expect(page.status == 200)
            #expect(page.headers[.setCookie] == nil)
        }
        var browser = Browser(fixture)
        #expect(try await browser.pair(code.text).status == 303)
    }

    @Test(
        "guessing is told to stop, shows in health and once in the journal, and never keeps the owner out"
    )
    func guessing() async throws {
        let journal = LogBook()
        let fixture = try ServiceFixture(logger: journal.logger())
        func check() -> HealthBody.Check? {
            fixture.service.healthBody.checks.first { $0.name == "pairing" }
        }
        let (code, _) = try await fixture.service.devices.invite(.counter, name: "c")
        var stranger = Browser(fixture)
        for _ in 0..<WrongCodes.most {
            #expect(try await stranger.pair("00000-00000").problem == "404 unknown-code")
        }
        #expect(check()?.ok == true, "a person mistypes")
        for _ in 0..<100 {
            let answer = try await stranger.pair("00000-00000")
            #expect(answer.problem == "429 too-many-codes")
            #expect(answer.headers[.retryAfter] == "60")
        }
        #expect(check()?.ok == false)
        #expect(
            check()?.detail?.hasPrefix(
                "110 wrong pairing codes since 2026-11-21T10:30:00.000+01:00") == true)
        #expect(journal.lines == ["warning many wrong pairing codes wrong=11"])
        var owner = Browser(fixture)
        #expect(try await owner.pair(code.text).status == 303)
        fixture.clock.advance(.seconds(60))
        #expect(try await stranger.pair("00000-00000").problem == "404 unknown-code")
        fixture.clock.advance(WrongCodes.lasts)
        #expect(check() == HealthBody.Check(name: "pairing", ok: true))
    }

    @Test("what is no code is a wrong one", arguments: ["", "<script>", "K7QM2", "%00", "a=b"])
    func noCode(_ text: String) async throws {
        var browser = Browser(try ServiceFixture())
        let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        #expect(try await browser.pair(encoded).problem == "404 unknown-code")
    }

    @Test("a browser that is paired again leaves no screen behind that nobody has")
    func again() async throws {
        let fixture = try ServiceFixture()
        var browser = try await Browser.paired(.counter, fixture)
        let other = try await Browser.paired(.counter, fixture)
        let old = browser
        let (code, _) = try await fixture.service.devices.invite(.counter, name: "new")
        _ = try await browser.pair(code.text)
        #expect(fixture.service.devices.all.map(\.name) == ["counter", "new"])
        #expect(try await old.ask(.get, "/v1/now").problem == "401 not-paired")
        #expect(try await browser.ask(.get, "/v1/now").status == 200)
        #expect(try await other.ask(.get, "/v1/now").status == 200)
    }

    @Test("a name is text, whatever it looks like")
    func name() async throws {
        let fixture = try ServiceFixture()
        let name = #"<img src=x onerror="alert(1)">&amp;"#
        let (code, _) = try await fixture.service.devices.invite(.counter, name: name)
        let escaped = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;amp;"
        let page = try await Browser(fixture).page("/pair/\(code.text)").text
        #expect(!page.contains("<img"))
        #expect(page.contains(escaped))
        var browser = Browser(fixture)
        _ = try await browser.pair(code.text)
        let first = try await browser.page("/").text
        #expect(!first.contains("<img"))
        #expect(first.contains(escaped))
    }

    @Test("a revoked screen's stream is closed, also when it asked just before")
    func revokedWhileStreaming() async throws {
        let fixture = try ServiceFixture()
        let devices = fixture.service.devices
        _ = try await Browser.paired(.counter, fixture)
        let id = DeviceID(rawValue: try #require(devices.all.first).id)
        let device = Device(id: id, role: .counter, name: "counter", pairedAt: fixture.clock.now)
        try await confirmation(expectedCount: 1) { closed in
            let end = devices.follow(device) { closed() }
            #expect(devices.all.first?.connected == true)
            let isKnown = try await devices.revoke(id)
            #expect(isKnown)
            end()
        }
        await confirmation(expectedCount: 1) { closed in
            devices.follow(device) { closed() }()
        }
    }

    @Test("what was paired is paired after a restart, what was revoked is not")
    func restart() async throws {
        let fixture = try ServiceFixture()
        let kept = try await Browser.paired(.counter, fixture)
        let gone = try await Browser.paired(.kiosk, fixture)
        let id = try #require(fixture.service.devices.all.first { $0.role == .kiosk }).id
        #expect(try await fixture.service.devices.revoke(DeviceID(rawValue: id)))
        let clock = fixture.clock
        let after = try Devices(fixture.ledger, now: { clock.now }, logger: .silent)
        #expect(after.known(kept.tokens).map(\.device.role) == [.counter])
        #expect(after.known(gone.tokens).isEmpty)
    }

    @Test("only hashes are written down")
    func hashes() async throws {
        let fixture = try ServiceFixture()
        let (code, _) = try await fixture.service.devices.invite(.counter, name: "c")
        let browser = try await Browser.paired(.counter, fixture)
        let token = try #require(browser.cookies.values.first)
        for file in try FileManager.default.contentsOfDirectory(
            atPath: fixture.scratch.path + "/state")
        {
            let path = fixture.scratch.path + "/state/" + file
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            for secret in [token, code.text, code.text.filter { $0 != "-" }] {
                #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(file)")
            }
        }
    }
}

extension Browser {
    var tokens: [AccessToken] {
        AccessToken.all(
            inCookies: cookies.map { "\($0)=\($1)" }.joined(separator: "; "), isSecure: false)
    }
}
