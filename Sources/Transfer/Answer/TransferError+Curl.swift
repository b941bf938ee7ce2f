import CCurl

extension TransferError {
    /// Translates a failed transfer.
    ///
    /// - Parameters:
    ///   - code: The result of `curl_easy_perform`.
    ///   - detail: libcurl's words for the failure, or nothing.
    ///   - errno: The system's error number, or zero.
    ///   - exchange: The exchange up to the failure.
    ///   - target: The other end of the transfer.
    init(
        _ code: CURLcode, detail: String, errno: Int, exchange: Exchange, target: TransferTarget
    ) {
        let words = target.redacted(detail, or: String(cString: curl_easy_strerror(code)))
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            let host = target.url.host
            self = NameServer.isSilent(about: host) ? .nameServerSilent(host) : .cannotResolve(host)
        case CURLE_COULDNT_CONNECT:
            if let refused = exchange.refusedAddress, !exchange.hasOpenedSocket {
                self = .refusedAddress(refused)
            } else {
                self = .cannotConnect(target.name, errno: errno == 0 ? nil : Int32(errno))
            }
        case CURLE_OPERATION_TIMEDOUT:
            // libcurl has one code for three limits; only its words tell this one from the others.
            self = detail.hasPrefix("Operation too slow") ? .tooSlow : .timedOut
        case CURLE_ABORTED_BY_CALLBACK:
            self = .cancelled
        case CURLE_URL_MALFORMAT:
            self = .invalidURL
        case CURLE_LOGIN_DENIED:
            self = .notAllowed("a user name in a URL")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED:
            self = .tls(words)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE,
            CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            self = .sendOrReceive(words)
        case CURLE_UNSUPPORTED_PROTOCOL:
            // The scheme was checked before, so the answer does not begin as HTTP does.
            self = .notHTTP(target.name)
        case CURLE_OUT_OF_MEMORY where exchange.hasOpenedSocket && exchange.head == nil:
            // libcurl 7.88 gives this code for a header line that is longer than 100 KiB.
            self = .headTooLong
        default:
            self = .other(code: Int(code.rawValue), message: words)
        }
    }
}

/// The other end of a transfer, as messages may name it.
struct TransferTarget {
    let url: TransferURL
    let unixSocket: String?

    var name: String { unixSocket ?? url.host }

    /// libcurl's words, or `plainer` if there are none or they repeat a secret of the URL. They may quote the other
    /// end, a name in its certificate for example, so characters that a terminal would obey are replaced.
    func redacted(_ words: String, or plainer: String) -> String {
        let repeats = url.secrets.contains { words.unicodeScalars.contains($0.unicodeScalars) }
        guard !words.isEmpty, !repeats else { return plainer }
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: words.unicodeScalars.lazy.map { $0.isPlain ? $0 : "\u{FFFD}" })
        return String(shown)
    }
}
