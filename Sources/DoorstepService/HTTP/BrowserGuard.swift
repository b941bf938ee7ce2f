import DoorstepAPI

/// Who may ask over TCP. A page open in a browser on the same machine is not a friend: without these checks,
/// any web site could record crossings here.
package enum BrowserGuard {
    /// The one call that needs no token. Tokens come with the pages.
    static let open = Route.health

    /// - Throws: what is wrong with the request, the first thing that is.
    package static func check(
        method: String, path: String, host: String?, origin: String?
    ) throws(ProblemBody) {
        guard let host, isLoopback(host) else {
            throw ProblemBody(
                status: 421, title: "Not this host", kind: "wrong-host",
                detail: "Host is “\(host ?? "")”, and this is only for this machine.",
                hint: "Use http://localhost with the port of listen in [server].")
        }
        if let origin, origin.lowercased() != "http://" + host.lowercased() {
            throw ProblemBody(
                status: 403, title: "Another site's page", kind: "wrong-origin",
                detail: "Origin is “\(origin)”, and only pages from http://\(host) may ask.",
                hint: "Open the counter screen from this daemon.")
        }
        guard method == "GET", path == open else {
            throw ProblemBody(
                status: 401, title: "Not paired", kind: "not-paired",
                detail: "Over TCP only GET \(open) is open to everybody.",
                hint: "Use the Unix socket:  curl --unix-socket SOCKET http://doorstep\(path)")
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
