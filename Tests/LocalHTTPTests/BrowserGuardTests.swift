import DoorstepAPI
import DoorstepService
import Testing

@testable import LocalHTTP

@Suite struct BrowserGuardTests {
    private func problem(
        _ method: String = "GET", host: String? = "localhost:8787", origin: String? = nil,
        site: String? = nil, mode: String? = nil, guard browserGuard: BrowserGuard = BrowserGuard()
    ) -> String? {
        do {
            try browserGuard.check(
                BrowserGuard.Claim(
                    method: method, host: host, origin: origin, site: site, mode: mode))
            return nil
        } catch {
            return ProblemBody.of(error).map { "\($0.status) \($0.kind)" }
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

    // MARK: Behind a reverse proxy

    private let proxied = BrowserGuard(
        address: PagesAddress(https: "https://comptoir.example"), takesLoopback: false)

    @Test(
        "behind a proxy, takes the address's own host",
        arguments: ["comptoir.example", "Comptoir.Example", "comptoir.example:443"])
    func addressHost(_ host: String) {
        #expect(problem(host: host, guard: proxied) == nil)
        #expect(proxied.isSecure(host))
    }

    @Test(
        "behind a proxy, refuses every other host",
        arguments: [
            nil, "", "evil.example", "comptoir.example.evil.example", "xcomptoir.example",
            "comptoir.example:8787", "comptoir.example:80", "comptoir.example.", "localhost",
            "127.0.0.1:8787", "192.168.1.10:8787",
        ])
    func otherAddressHosts(_ host: String?) {
        #expect(problem(host: host, guard: proxied) == "421 wrong-host")
        #expect(!proxied.isSecure(host))
    }

    @Test("behind a proxy, takes pages of exactly its address")
    func addressOrigin() {
        func problem(_ origin: String) -> String? {
            self.problem("POST", host: "comptoir.example", origin: origin, guard: proxied)
        }
        #expect(problem("https://comptoir.example") == nil)
        for origin in [
            "http://comptoir.example", "https://comptoir.example:8443", "https://evil.example",
            "https://sub.comptoir.example", "null", "http://localhost:8787",
        ] {
            #expect(problem(origin) == "403 wrong-origin", "\(origin)")
        }
    }

    @Test("with a proxy on the same machine, this machine's own names are taken too, without TLS")
    func both() {
        let both = BrowserGuard(address: PagesAddress(https: "https://comptoir.example"))
        #expect(problem(host: "comptoir.example", guard: both) == nil)
        #expect(problem(host: "127.0.0.1:8787", guard: both) == nil)
        #expect(!both.isSecure("127.0.0.1:8787"))
        #expect(
            problem(host: "127.0.0.1:8787", origin: "https://comptoir.example", guard: both)
                == "403 wrong-origin")
    }
}
