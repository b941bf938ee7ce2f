import HTTPTypes

/// The checks of a request over TCP that precede the search for its device. Without them, any web site open in a
/// browser on this machine could use the server.
package struct BrowserGuard: Hashable, Sendable {
    /// The fields of a request that the checks read.
    package struct Claim: Hashable, Sendable {
        let method: String
        let host: String?
        let origin: String?

        /// `Sec-Fetch-Site`, by which the browser itself names the request's source; no page can change it:
        /// `same-origin`, `same-site` (another port of this machine), `cross-site`, or `none` (typed, or a bookmark).
        let site: String?

        /// `Sec-Fetch-Mode`, which is `navigate` when a person opens a page.
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

    /// The address of the pages behind a reverse proxy; nil without one.
    private let address: PagesAddress?

    /// Whether browsers on this machine may ask without the proxy.
    private let takesLoopback: Bool

    package init(address: PagesAddress? = nil, takesLoopback: Bool = true) {
        self.address = address
        self.takesLoopback = takesLoopback
    }

    /// The check that a request fails.
    package enum Fault: Error, Hashable, Sendable {
        /// `address` is the address of the pages behind a reverse proxy; nil without one.
        case wrongHost(String?, address: PagesAddress?)
        /// `own` is the origin whose pages may ask.
        case wrongOrigin(String, own: String)
    }

    /// Throws the first check that the request fails.
    package func check(_ claim: Claim) throws(Fault) {
        guard let host = claim.host, let own = origin(for: host) else {
            throw .wrongHost(claim.host, address: address)
        }
        // A form on a page that sends no referrer has the origin “null”.
        let isOwn = claim.origin.map { origin in
            origin.lowercased() == own || (origin == "null" && claim.site == "same-origin")
        }
        guard isOwn ?? true else { throw .wrongOrigin(claim.origin ?? "", own: own) }
        if let site = claim.site, site != "same-origin", site != "none" {
            // A page of another site may link here, but may not fetch.
            guard claim.method == "GET", claim.mode == "navigate" else {
                throw .wrongOrigin(site, own: own)
            }
        }
    }

    /// Whether a request to `host` came by TLS, so that its cookies never need to travel without TLS.
    package func isSecure(_ host: String?) -> Bool {
        guard let host, let address else { return false }
        return address.isSecure && address.isNamed(by: host)
    }

    /// The origin of the pages that may ask `host`; nil for a host that is not this daemon.
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

extension BrowserGuard.Claim {
    package init(_ request: Request) {
        self.init(
            method: request.method.rawValue, host: request.head.authority,
            origin: request.headers[.origin], site: request.headers[.named("Sec-Fetch-Site")],
            mode: request.headers[.named("Sec-Fetch-Mode")])
    }
}
