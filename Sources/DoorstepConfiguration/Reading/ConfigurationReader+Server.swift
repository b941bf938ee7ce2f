import DoorstepCore
import LocalHTTP
import Logging

// [server] and [log].
extension ConfigurationReader {
    func serverSettings(_ section: Section<ServerKey>) -> ServerSettings {
        let standard = ServerSettings()
        let allowsLAN = allowsLAN(section)
        return ServerSettings(
            socket: socket(section) ?? standard.socket,
            socketMode: socketMode(section) ?? standard.socketMode,
            listen: listen(section, allowsLAN: allowsLAN), allowsLAN: allowsLAN,
            address: pagesAddress(section),
            stateDirectory: filePath(section, .stateDirectory) ?? standard.stateDirectory,
            logLevel: logLevel() ?? standard.logLevel)
    }

    func retention(_ section: Section<ServerKey>) -> Duration {
        section.duration(
            .retention, in: .seconds(86400) ... .seconds(36500 * 86400),
            default: .seconds(1096 * 86400))
    }

    private func filePath(_ section: Section<ServerKey>, _ key: ServerKey) -> String? {
        guard let text = section.string(key, wanted: "a path in quotes") else { return nil }
        guard !text.isEmpty else {
            section.mistake(key, found: quoted(text), wanted: "a path")
            return nil
        }
        return path(text)
    }

    private func socket(_ section: Section<ServerKey>) -> String? {
        guard let path = filePath(section, .socket) else { return nil }
        // sockaddr_un has room for 108 bytes, the last of them a NUL.
        if path.utf8.count > 107 {
            section.mistake(
                .socket, found: "a path of \(path.utf8.count) bytes",
                wanted: "at most 107, as Unix sockets have it")
        }
        return path
    }

    private func socketMode(_ section: Section<ServerKey>) -> UInt32? {
        let wanted = "permissions in octal from \"0600\" to \"0777\""
        guard let text = section.string(.socketMode, wanted: wanted) else { return nil }
        guard (3...4).contains(text.utf8.count), let mode = UInt32(text, radix: 8),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }),
            mode <= 0o777, mode & 0o600 == 0o600
        else {
            section.mistake(.socketMode, found: quoted(text), wanted: wanted)
            return nil
        }
        if mode & 0o002 != 0 {
            findings.warning(
                section.place(.socketMode),
                "\(text) lets every user of this machine record and read visits")
        }
        return mode
    }

    private func logLevel() -> Logger.Level? {
        let section = root.section(.log, of: LogKey.self)
        let levels = Logger.Level.allCases.map(\.rawValue)
        let wanted = "one of \(levels.joined(separator: ", "))"
        guard let text = section.string(.level, wanted: wanted) else { return nil }
        guard let level = Logger.Level(rawValue: text) else {
            section.mistake(
                .level, found: quoted(text), wanted: wanted,
                hint: suggestion(for: text, among: levels).map { "did you mean \"\($0)\"?" })
            return nil
        }
        return level
    }
}

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
