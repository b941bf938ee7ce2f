import Foundation

/// Where a destination is. The path and the query of many webhooks are secrets, so only the host is ever shown.
package struct DestinationURL: Hashable, Sendable, CustomStringConvertible {
    private let text: Secret

    /// `http` or `https`.
    package let scheme: String

    /// With its port, if it names one: `hooks.example:8443`.
    package let host: String

    /// The whole of it: for the one place that sends.
    package var revealed: String { text.revealed }

    package var description: String { "\(scheme)://\(host)/[redacted]" }

    package init(_ text: String) throws(Refusal) {
        guard text.utf8.count <= 2048 else { throw .tooLong }
        guard text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased()
        else { throw .notURL }
        guard scheme == "https" || scheme == "http" else { throw .scheme(scheme) }
        guard let host = parts.host, !host.isEmpty else { throw .noHost }
        guard parts.user == nil, parts.password == nil else { throw .credentials }
        guard parts.fragment == nil else { throw .fragment }
        if let port = parts.port, !(1...65535).contains(port) { throw .port }
        self.text = Secret(text)
        self.scheme = scheme
        self.host = parts.port.map { "\(host):\($0)" } ?? host
    }

    /// Whether the host is this machine or a private network by its very text. What a name resolves to is for
    /// the courier to judge, on the address it connects to.
    var isPrivateByName: Bool {
        let name = host.split(separator: ":").first.map { $0.lowercased() } ?? ""
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        if host.hasPrefix("[") {
            let address = host.dropFirst().lowercased()
            return address.hasPrefix("::1]") || address.hasPrefix("fe80:")
                || address.hasPrefix("fc") || address.hasPrefix("fd")
        }
        let numbers = name.split(separator: ".").compactMap { UInt8($0) }
        guard numbers.count == 4, name.split(separator: ".").count == 4 else { return false }
        switch (numbers[0], numbers[1]) {
        case (127, _), (10, _), (192, 168), (172, 16...31), (169, 254): return true
        default: return false
        }
    }

    /// Why a text is not the address of a webhook. Says nothing of the text itself.
    package enum Refusal: Error, Hashable, Sendable {
        case notURL, tooLong, noHost, credentials, fragment, port
        case scheme(String)

        var found: String {
            switch self {
            case .notURL: "text that is not a URL"
            case .tooLong: "more than 2048 characters"
            case .noHost: "a URL without a host"
            case .credentials: "a URL with a user name or password in it"
            case .fragment: "a URL with a fragment (#…)"
            case .port: "a URL with an impossible port"
            case .scheme(let scheme): "a URL that begins with \(quoted(scheme))"
            }
        }
    }
}
