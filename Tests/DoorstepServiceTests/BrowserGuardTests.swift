import DoorstepAPI
import Testing

@testable import DoorstepService

@Suite struct BrowserGuardTests {
    private func problem(
        _ method: String = "GET", host: String? = "localhost:8787", origin: String? = nil,
        site: String? = nil, mode: String? = nil
    ) -> String? {
        do {
            try BrowserGuard().check(
                BrowserGuard.Claim(
                    method: method, host: host, origin: origin, site: site, mode: mode))
            return nil
        } catch {
            return "\(error.status) \(error.kind)"
        }
    }

    @Test(
        "takes the names of this machine for Host, with any port",
        arguments: ["127.0.0.1", "127.0.0.1:8787", "localhost", "LocalHost:1", "[::1]", "[::1]:80"])
    func hosts(_ host: String) {
        #expect(problem(host: host) == nil)
    }

    @Test(
        "refuses every other Host: a web site may have pointed its own name here",
        arguments: [
            nil, "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8787",
            "127.0.0.1:80:80", "localhost:", "localhost:http", "[::1", "[::1]x", "::1", "0.0.0.0",
        ])
    func otherHosts(_ host: String?) {
        #expect(problem(host: host) == "421 wrong-host")
    }

    @Test(
        "refuses pages of another origin",
        arguments: ["https://evil.example", "null", "http://localhost", "https://localhost:8787"])
    func origins(_ origin: String) {
        #expect(problem(origin: origin) == "403 wrong-origin")
    }

    @Test("takes pages of its own origin")
    func ownOrigin() {
        #expect(problem(origin: "http://localhost:8787") == nil)
    }

    @Test("a form of our own page has no origin, and the browser vouches for it")
    func nullOrigin() {
        #expect(problem("POST", origin: "null", site: "same-origin") == nil)
        #expect(problem("POST", origin: "null", site: "cross-site") == "403 wrong-origin")
    }

    @Test(
        "another page may lead here and may not fetch, not even from another port of this machine",
        arguments: ["cross-site", "same-site"])
    func otherSites(_ site: String) {
        #expect(problem(site: site, mode: "navigate") == nil)
        #expect(problem(site: site, mode: "no-cors") == "403 wrong-origin")
        #expect(problem(site: site, mode: "cors") == "403 wrong-origin")
        #expect(problem("POST", site: site, mode: "navigate") == "403 wrong-origin")
    }
}
