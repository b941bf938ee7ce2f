import CCurl

/// The parts of a URL as libcurl reads it, so that checks and messages concern the URL that is used.
package struct TransferURL: Hashable, Sendable {
    /// Lower case.
    package let scheme: String
    /// The host as messages may show it, with neither user nor port.
    package let host: String
    /// Nil where it is left to the scheme.
    package let port: Int?
    /// The parts that must never be shown: path, query and fragment.
    package let secrets: [String]

    /// - Throws: `invalidURL` if it cannot be read or has no scheme, `notAllowed` if it names a user.
    package init(_ text: String) throws(TransferError) {
        // A zero byte would end the C string early; the others have no place in a URL.
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .invalidURL
        }
        let url = curl_url()
        defer { curl_url_cleanup(url) }
        let flags = UInt32(CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME)
        switch curl_url_set(url, CURLUPART_URL, text, flags) {
        case CURLUE_OK: break
        case CURLUE_USER_NOT_ALLOWED: throw .notAllowed("a user name in a URL")
        default: throw .invalidURL
        }
        func part(_ part: CURLUPart) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
        guard let scheme = part(CURLUPART_SCHEME) else { throw .invalidURL }
        self.scheme = scheme.lowercased()
        host = part(CURLUPART_HOST) ?? ""
        port = part(CURLUPART_PORT).flatMap { Int($0) }
        secrets = [CURLUPART_PATH, CURLUPART_QUERY, CURLUPART_FRAGMENT].compactMap(part)
            .filter { $0.count > 1 }
    }

    /// - Throws: `notAllowed` unless the scheme is https, or http and the rules allow it.
    package func check(against rules: TransferRules) throws(TransferError) {
        switch scheme {
        case "https": return
        case "http" where rules.allowHTTP: return
        default: throw .notAllowed(scheme)
        }
    }
}
