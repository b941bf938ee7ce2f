import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import DoorstepWords

/// A `[[destination]]` of the configuration, with the names of its secrets' files and the lines for its unit.
struct DestinationStanza {
    let name: String
    let format: MessageFormat
    let settings: TransportSettings

    /// Whether systemd hands out the secrets.
    let usesCredentials: Bool
    let wish: DestinationWish
    let periods: [SummaryPeriod.Kind]

    /// The names of the secrets' files in the directory `credentials`.
    var files: [String] { settings.secrets.map { $0.key.file(of: name) } }

    var text: String {
        var lines = ["[[destination]]", "name = \(quoted(name))"]
        lines.append("format = \(quoted(format.rawValue))")
        if let language = wish.language { lines.append("language = \(quoted(language.rawValue))") }
        lines += settings.lines
        lines += settings.secrets.map(source)
        let kinds = periods.map { quoted($0.rawValue) }.joined(separator: ", ")
        lines.append("send = [\(kinds)]")
        if wish.allowHTTP { lines.append("allowHTTP = true") }
        if wish.allowPlain { lines.append("allowPlain = true") }
        if wish.allowPrivateAddress { lines.append("allowPrivateAddress = true") }
        if let file = wish.caFile { lines.append("caFile = \(tomlString(file))") }
        return lines.map { $0 + "\n" }.joined()
    }

    private func source(_ secret: KeptSecret) -> String {
        let file = secret.key.file(of: name)
        return usesCredentials
            ? "\(secret.key.rawValue)Credential = \(quoted(file))"
            : "\(secret.key.rawValue)File = \(quoted("credentials/\(file)"))"
    }

    /// The lines for the unit whose process reads the secrets.
    func unit(directory: String) -> String {
        "[Service]\n" + files.map { "LoadCredential=\($0):\(directory)/\($0)\n" }.joined()
    }
}

/// The text as a TOML string: in quotes, escaped and uncut.
func tomlString(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case _ where scalar.properties.generalCategory == .control:
            "\\U" + String(repeating: "0", count: 8 - String(scalar.value, radix: 16).count)
                + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
    return "\"" + escaped.joined() + "\""
}

/// The settings of a tested destination's transport, as they are written into the configuration and into files.
struct TransportSettings {
    /// Lines of the stanza that anybody may read.
    let lines: [String]

    let secrets: [KeptSecret]
}

/// A secret in a file that only its owner may read. The configuration has two keys for it, such as `urlFile` and
/// `urlCredential`.
struct KeptSecret {
    let key: Key
    let text: String

    enum Key: String, CaseIterable {
        case url, secret, password

        /// The file's name in the directory `credentials`.
        func file(of destination: String) -> String { "\(destination)-\(rawValue)" }
    }
}
