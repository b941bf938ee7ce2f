import DoorstepAPI

/// What a request over TCP must look like, before anybody asks which screen it comes from. A page open in a browser
/// on the same machine is not a friend: without these checks, any web site could record crossings here.
package struct BrowserGuard: Hashable, Sendable {
    /// What a request says of itself.
    package struct Claim: Hashable, Sendable {
        let method: String
        let host: String?
        let origin: String?

        /// The browser's own word on where the request comes from, which no page can change: `same-origin`,
        /// `same-site` (another port of this machine), `cross-site`, or `none` (typed, or a bookmark).
        let site: String?

        /// `navigate` when a person opens a page.
        let mode: String?

        package init(
            method: String, host: String?, origin: String? = nil, site: String? = nil,
            mode: String? = nil
        ) {
            self.method = method
            self.host = host
            self.origin = origin
            self.site = site
            self.mode = mode
        }
    }

    package init() {}

    /// Throws what is wrong with the request, the first thing that is.
    package func check(_ claim: Claim) throws(ProblemBody) {
        guard let host = claim.host, Self.isLoopback(host) else { throw .wrongHost(claim.host) }
        let own = "http://" + host.lowercased()
        // A form of a page without a referrer has the origin “null”.
        let isOwn = claim.origin.map { origin in
            origin.lowercased() == own || (origin == "null" && claim.site == "same-origin")
        }
        guard isOwn ?? true else { throw .wrongOrigin(claim.origin ?? "", own: own) }
        if let site = claim.site, site != "same-origin", site != "none" {
            // Another page may lead here, and may not fetch.
            guard claim.method == "GET", claim.mode == "navigate" else {
                throw .wrongOrigin(site, own: own)
            }
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        let name: Substring
        let rest: Substring
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            name = host[...end]
            rest = host[host.index(after: end)...]
        } else {
            let end = host.firstIndex(of: ":") ?? host.endIndex
            name = host[..<end]
            rest = host[end...]
        }
        guard ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased()) else { return false }
        return rest.isEmpty || (rest.first == ":" && UInt16(rest.dropFirst()) != nil)
    }
}
