import LocalHTTP

// The keys of [server] for the pages.
extension ConfigurationReader {
    /// The address of the pages; nil without pages. Other machines need `allowLAN`, `tls` and `address` as well:
    /// otherwise one hurried change would put the shop's figures on the network in clear text.
    func listen(_ section: Section<ServerKey>, allowsLAN: Bool) -> ListenAddress? {
        let wanted = "a loopback address and a port like \"127.0.0.1:8787\", or \"\" for no pages"
        guard let text = section.string(.listen, wanted: wanted), !text.isEmpty else { return nil }
        guard let address = ListenAddress(text) else {
            section.mistake(.listen, found: quoted(text), wanted: wanted)
            return nil
        }
        guard address.isLoopback || allowsLAN else {
            section.mistake(
                .listen, found: quoted(text), wanted: wanted,
                hint:
                    "other machines may connect with allowLAN = true, tls = \"proxy\" and address: see "
                    + "config/reverse-proxy")
            return nil
        }
        return address
    }

    /// Whether other machines may connect. Keys that are then missing are noted.
    func allowsLAN(_ section: Section<ServerKey>) -> Bool {
        _ = section.choice(.tls, among: TLSEnd.allCases)
        guard section.boolean(.allowLAN) == true else { return false }
        if !section.has(.tls) {
            section.missing(
                .tls, wanted: "\"proxy\", with allowLAN",
                hint: "a reverse proxy ends TLS: see config/reverse-proxy")
        }
        if !section.has(.address) {
            section.missing(
                .address, wanted: "where browsers see the pages, with allowLAN",
                hint: "like \"https://comptoir.example\"")
        }
        return true
    }

    func pagesAddress(_ section: Section<ServerKey>) -> PagesAddress? {
        let wanted = "an address like \"https://comptoir.example\", without a path"
        guard let text = section.string(.address, wanted: wanted) else { return nil }
        guard let address = PagesAddress(https: text) else {
            section.mistake(
                .address, found: quoted(text), wanted: wanted,
                hint: text.lowercased().hasPrefix("http://")
                    ? "a reverse proxy ends TLS; without one, leave address out" : nil)
            return nil
        }
        return address
    }
}
