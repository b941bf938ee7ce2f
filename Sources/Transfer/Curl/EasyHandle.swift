import CCurl

/// libcurl's handle, freed in one place. One thread at a time may use it.
final class EasyHandle {
    let easy: UnsafeMutableRawPointer
    private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// Set up once in the life of the process; static variables are safe from races.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() throws(TransferError) {
        guard Self.isReady, let easy = curl_easy_init() else {
            words.deallocate()
            throw .other(code: Int(CURLE_FAILED_INIT.rawValue), message: "libcurl cannot start")
        }
        self.easy = easy
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(easy)
        words.deallocate()
    }

    /// Forgets every option, but keeps connections, sessions and found addresses.
    func reset() throws(TransferError) {
        curl_easy_reset(easy)
        words[0] = 0
        try check(ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, words))
    }

    func perform() -> CURLcode { curl_easy_perform(easy) }

    /// libcurl's own words for the last failure; may be empty.
    var detail: String { String(cString: words) }

    // MARK: - Options

    // An option that libcurl does not take is an error: skipped in silence, it could be a missing safeguard.

    func set(_ option: CURLoption, _ value: Int) throws(TransferError) {
        try check(ccurl_set_long(easy, option, value))
    }

    func set(_ option: CURLoption, _ value: Bool) throws(TransferError) {
        try check(ccurl_set_long(easy, option, value ? 1 : 0))
    }

    /// libcurl keeps a copy.
    func set(_ option: CURLoption, _ value: String) throws(TransferError) {
        try check(ccurl_set_string(easy, option, value))
    }

    /// libcurl keeps a copy.
    func setBody(_ body: [UInt8]) throws(TransferError) {
        // The size comes first: it says how much is copied.
        try check(ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        let code = body.withUnsafeBytes { bytes in
            // A null pointer would make libcurl read a body from standard input.
            guard let start = bytes.baseAddress else {
                return ccurl_set_string(easy, CURLOPT_COPYPOSTFIELDS, "")
            }
            return ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, start)
        }
        try check(code)
    }

    /// The lines must outlive the transfer.
    func setHeaders(_ lines: HeaderLines) throws(TransferError) {
        try check(ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, lines.first))
    }

    /// The exchange must outlive the transfer.
    func setCallbacks(for exchange: Exchange) throws(TransferError) {
        let pointer = Unmanaged.passUnretained(exchange).toOpaque()
        try check(ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION, receiveLine))
        try check(ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION, receiveBytes))
        try check(ccurl_set_progress(easy, watchProgress))
        try check(ccurl_set_open_socket(easy, openSocket))
        try set(CURLOPT_NOPROGRESS, false)
        for option in [
            CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_XFERINFODATA, CURLOPT_OPENSOCKETDATA,
        ] {
            try check(ccurl_set_pointer(easy, option, pointer))
        }
    }

    func check(_ code: CURLcode) throws(TransferError) {
        guard code == CURLE_OK else {
            let message = String(cString: curl_easy_strerror(code))
            throw .other(code: Int(code.rawValue), message: message)
        }
    }

    // MARK: - Results of the last transfer

    var systemError: Int {
        var value = 0
        return ccurl_get_long(easy, CURLINFO_OS_ERRNO, &value) == CURLE_OK ? value : 0
    }

    var elapsed: Duration {
        var value: curl_off_t = 0
        ccurl_get_offset(easy, CURLINFO_TOTAL_TIME_T, &value)
        return .microseconds(value)
    }

    /// Bytes of body that were handed to the system or to TLS.
    var uploaded: Int {
        var value: curl_off_t = 0
        ccurl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &value)
        return Int(value)
    }

    var address: String? {
        var value: UnsafePointer<CChar>?
        ccurl_get_string(easy, CURLINFO_PRIMARY_IP, &value)
        return value.map { String(cString: $0) }
    }
}

/// libcurl's linked list of header lines.
final class HeaderLines {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) throws(TransferError) {
        for line in lines {
            guard let longer = curl_slist_append(first, line) else {
                throw .other(code: Int(CURLE_OUT_OF_MEMORY.rawValue), message: "out of memory")
            }
            first = longer
        }
    }

    deinit { curl_slist_free_all(first) }
}
