import Crypto
import DoorstepCore

/// What a paired browser shows on each request: 256 random bits in a cookie of its role. The daemon keeps their
/// hash alone. One browser may be paired for several roles.
struct AccessToken: Hashable, Sendable {
    private let text: String

    static func random() -> AccessToken {
        var chance = SystemRandomNumberGenerator()
        let words = (0..<4).map { _ in String(chance.next() as UInt64, radix: 16) }
        return AccessToken(
            text: words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined())
    }

    private init(text: String) {
        self.text = text
    }

    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Those of a `Cookie` field, in the order of the roles.
    static func all(inCookies field: String?) -> [AccessToken] {
        guard let field else { return [] }
        let values = field.split(separator: ";").reduce(into: [String: String]()) { values, pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map {
                $0.trimming { $0 == " " || $0 == "\t" }
            }
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        return DeviceRole.allCases.compactMap { values[cookieName($0)].map(AccessToken.init) }
    }

    /// A browser keeps a cookie for 400 days at most; each page that is opened renews it.
    func cookie(_ role: DeviceRole, isSecure: Bool) -> String {
        "\(Self.cookieName(role))=\(text); Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000"
            + (isSecure ? "; Secure" : "")
    }

    private static func cookieName(_ role: DeviceRole) -> String { "doorstep-\(role.rawValue)" }
}

extension Substring {
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isDropped(first) { rest.removeFirst() }
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest)
    }
}
