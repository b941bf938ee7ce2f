import DoorstepCore
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
