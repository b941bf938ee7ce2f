import CCurl

extension EasyHandle {
    /// Sets every option for one request; only the connection is left of an earlier one.
    func prepare(_ request: TransferRequest, isStream: Bool) throws(TransferError) {
        try reset()
        try setSecurity(request.rules, request.trust)
        try setLimits(request.limits, isStream: isStream)

        try set(CURLOPT_URL, request.url)
        if let path = request.unixSocket {
            try set(CURLOPT_UNIX_SOCKET_PATH, path)
        }
        let method = try request.checkedMethod()
        if let body = request.body ?? (method == "POST" ? [] : nil) {
            try setBody(body)
        } else if method == "HEAD" {
            try set(CURLOPT_NOBODY, true)
        }
        try set(CURLOPT_CUSTOMREQUEST, method)
        try set(CURLOPT_USERAGENT, "Doorstep/1")
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // Signals belong to the process, not to a library on one of its threads.
        try set(CURLOPT_NOSIGNAL, true)
    }

    /// Sets the options that keep a request from being sent, or redirected, to a wrong place (DESIGN section 10).
    func setSecurity(
        _ rules: TransferRules, _ trust: TransferTrust
    ) throws(TransferError) {
        try set(CURLOPT_PROTOCOLS_STR, rules.allowHTTP ? "https,http" : "https")
        try set(CURLOPT_FOLLOWLOCATION, false)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, true)
        try set(CURLOPT_SSL_VERIFYPEER, true)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = trust.authorityFile {
            try set(CURLOPT_CAINFO, file)
        }
    }

    func setLimits(_ limits: TransferLimits, isStream: Bool) throws(TransferError) {
        // A silent name server holds getaddrinfo for ten seconds and more, and libcurl waits for it whatever the limit.
        // With this option the resolver's thread is let go, and ends by itself.
        try set(CURLOPT_QUICK_EXIT, true)
        try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits.connect))
        if !isStream, let total = limits.total {
            try set(CURLOPT_TIMEOUT_MS, milliseconds(total))
        }
        if let lowSpeed = limits.lowSpeed {
            try set(CURLOPT_LOW_SPEED_LIMIT, 1)
            try set(CURLOPT_LOW_SPEED_TIME, max(1, milliseconds(lowSpeed) / 1000))
        }
    }

    /// At least 1: libcurl takes zero for no limit, or for 300 s.
    private func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
