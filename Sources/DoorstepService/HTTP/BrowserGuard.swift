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

    /// Where a reverse proxy shows the pages; nil without one.
    private let address: PagesAddress?

    /// Whether browsers on this machine may ask without it.
    private let takesLoopback: Bool

    package init(address: PagesAddress? = nil, takesLoopback: Bool = true) {
        self.address = address
        self.takesLoopback = takesLoopback
    }

    /// Throws what is wrong with the request, the first thing that is.
    package func check(_ claim: Claim) throws(ProblemBody) {
        guard let host = claim.host, let own = origin(for: host) else {
            throw .wrongHost(claim.host, address: address)
        }
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

    /// Whether a request to `host` came by TLS, so that its cookies need never travel without.
    func isSecure(_ host: String?) -> Bool {
        guard let host, let address else { return false }
        return address.isSecure && address.isNamed(by: host)
    }

    /// Where pages that may ask `host` come from; nil for a host that we are not.
    private func origin(for host: String) -> String? {
        if let address, address.isNamed(by: host) { return address.description }
        guard takesLoopback, Self.isLoopback(host) else { return nil }
        return "http://" + host.lowercased()
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
