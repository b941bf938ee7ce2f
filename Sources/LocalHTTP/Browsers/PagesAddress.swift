/// The address at which browsers see the pages: a scheme, a host and a port, without a path.
package struct PagesAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether the pages come by TLS, which a reverse proxy ends.
    package let isSecure: Bool

    /// Host and port in lower case, without 443 under TLS: `comptoir.example`, `127.0.0.1:8787`, `[::1]:8787`.
    package let authority: String

    /// An address on this machine, without TLS. `host` is as a URL has it: IPv6 in brackets.
    package init(host: String, port: Int) {
        isSecure = false
        authority = "\(host):\(port)"
    }

    /// Reads `https://comptoir.example` or `https://192.168.1.10:8443`, with or without a slash at the end; nil for
    /// anything else.
    package init?(https text: String) {
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme) else { return nil }
        var rest = text.lowercased().dropFirst(scheme.count)
        if rest.last == "/" { rest = rest.dropLast() }
        let host: Substring
        let port: Substring
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            host = rest[...end]
            port = rest[rest.index(after: end)...]
            guard host.dropFirst().dropLast().utf8.allSatisfy(Self.isOfVersion6) else { return nil }
        } else {
            let end = rest.firstIndex(of: ":") ?? rest.endIndex
            host = rest[..<end]
            port = rest[end...]
            guard !host.isEmpty, host.first != ".", host.utf8.allSatisfy(Self.isOfName) else {
                return nil
            }
        }
        guard host.utf8.count <= 253, port.isEmpty || Self.isPort(port) else { return nil }
        isSecure = true
        authority = String(host) + (port == ":443" ? "" : port)
    }

    private static func isPort(_ text: Substring) -> Bool {
        let digits = text.dropFirst()
        return text.first == ":" && digits.first != "0"
            && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt16(digits) != nil
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-.".utf8.contains(byte)
    }

    private static func isOfVersion6(_ byte: UInt8) -> Bool {
        (0x61...0x66).contains(byte) || (0x30...0x39).contains(byte) || ":.".utf8.contains(byte)
    }

    /// The address as in an `Origin` field: `https://comptoir.example`. A path is written right behind it.
    package var description: String { (isSecure ? "https://" : "http://") + authority }

    /// Whether a `Host` field names this address. Some programs name the scheme's own port too.
    package func isNamed(by host: String) -> Bool {
        let host = host.lowercased()
        return host == authority || (isSecure && host == authority + ":443")
    }
}
