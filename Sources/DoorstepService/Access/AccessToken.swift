import Crypto
import DoorstepCore
import HTTPTypes
import LocalHTTP

/// The token of a paired browser or program: 256 random bits. A browser sends it with each request, in a cookie of its
/// role. The daemon keeps only the hash. One browser may be paired for several roles.
///
/// The cookie's name only keeps several roles apart in one browser. A token's rights are recorded by the daemon beside
/// its hash.
package struct AccessToken: Hashable, Sendable {
    /// 64 hexadecimal digits.
    let text: String

    static func random() -> AccessToken {
        var chance = SystemRandomNumberGenerator()
        let words = (0..<4).map { _ in String(chance.next() as UInt64, radix: 16) }
        return AccessToken(
            text: words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined())
    }

    private init(text: String) {
        self.text = text
    }

    /// Reads the token that a request shows; nil unless the text is 64 hexadecimal digits in lower case.
    init?(shown text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.text = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

// MARK: Cookies

extension AccessToken {
    /// The tokens in a `Cookie` field, in the order of the roles. A cookie name that stands several times counts each
    /// time: another program on the same host name may add cookies of our names, but cannot hide ours. A header has
    /// room for some two hundred.
    static func all(inCookies field: String?, isSecure: Bool) -> [AccessToken] {
        guard let field else { return [] }
        var texts: [DeviceRole: [String]] = [:]
        for pair in field.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1).map {
                $0.trimming { $0 == " " || $0 == "\t" }
            }
            guard parts.count == 2,
                let role = DeviceRole.screens.first(where: {
                    cookieName($0, isSecure: isSecure) == parts[0]
                })
            else { continue }
            texts[role, default: []].append(parts[1])
        }
        return DeviceRole.screens.flatMap { texts[$0] ?? [] }.compactMap(AccessToken.init(shown:))
    }

    /// The token in an `Authorization: Bearer` field (RFC 6750, 2.1), which programs send; nil when there is none.
    static func bearer(inAuthorization field: String?) -> AccessToken? {
        guard let parts = field?.split(separator: " "), parts.count == 2,
            parts[0].lowercased() == "bearer"
        else { return nil }
        return AccessToken(shown: String(parts[1]))
    }

    /// The value of a `Set-Cookie` field. A browser keeps a cookie for 400 days at most; each opened page renews it.
    package func cookie(_ role: DeviceRole, isSecure: Bool) -> String {
        "\(Self.cookieName(role, isSecure: isSecure))=\(text); Path=/; HttpOnly; SameSite=Strict; "
            + "Max-Age=34560000" + (isSecure ? "; Secure" : "")
    }

    /// The cookie's name. Under `__Host-` a browser takes no such cookie from a neighbouring host name, nor one that
    /// came without TLS (RFC 6265bis, 4.1.3.2).
    private static func cookieName(_ role: DeviceRole, isSecure: Bool) -> String {
        (isSecure ? "__Host-" : "") + "doorstep-\(role.rawValue)"
    }
}

extension Substring {
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isDropped(first) { rest.removeFirst() }
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest)
    }
}

extension Incoming {
    /// The tokens in the request's `Cookie` and `Authorization` fields.
    package var tokens: [AccessToken] {
        AccessToken.all(inCookies: request.headers[.cookie], isSecure: isSecure)
            + [AccessToken.bearer(inAuthorization: request.headers[.authorization])]
            .compactMap(\.self)
    }
}
