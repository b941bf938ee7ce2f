import DoorstepAPI
import DoorstepCore
import DoorstepDelivery

/// A `[[destination]]` of the configuration, and what goes with it.
struct DestinationStanza {
    let name: String
    let format: MessageFormat
    let hasSecret: Bool

    /// URL and secret are systemd's to hand out.
    let usesCredentials: Bool
    let wish: DestinationWish
    let periods: [SummaryPeriod.Kind]

    /// What the files with the URL and with the secret are called, in the directory `credentials`.
    var urlName: String { "\(name)-url" }
    var secretName: String? { hasSecret ? "\(name)-secret" : nil }

    var text: String {
        var lines = ["[[destination]]", "name = \(quoted(name))"]
        lines.append("format = \(quoted(format.rawValue))")
        if let language = wish.language { lines.append("language = \(quoted(language.rawValue))") }
        lines.append(source("url", urlName))
        if let secretName { lines.append(source("secret", secretName)) }
        let kinds = periods.map { quoted($0.rawValue) }.joined(separator: ", ")
        lines.append("send = [\(kinds)]")
        if wish.allowHTTP { lines.append("allowHTTP = true") }
        if wish.allowPrivateAddress { lines.append("allowPrivateAddress = true") }
        if let file = wish.caFile { lines.append("caFile = \(quoted(file, limit: .max))") }
        return lines.map { $0 + "\n" }.joined()
    }

    private func source(_ key: String, _ name: String) -> String {
        usesCredentials
            ? "\(key)Credential = \(quoted(name))" : "\(key)File = \(quoted("credentials/\(name)"))"
    }

    /// The lines for the courier's unit.
    func unit(directory: String) -> String {
        "[Service]\n"
            + [urlName, secretName].compactMap(\.self)
            .map { "LoadCredential=\($0):\(directory)/\($0)\n" }.joined()
    }
}
