import CCurl

extension EasyHandle {
    /// Sets every option for one mail; the recipients must outlive the transfer.
    func prepare(_ mail: TransferMail, recipients: HeaderLines) throws(TransferError) {
        try reset()
        try setSecurity(TransferRules(), mail.trust)
        // libcurl counts the whole login as part of connecting, so `MailExchange` keeps the limit to connect.
        var limits = mail.limits
        if let total = limits.total { limits.connect = total }
        try setLimits(limits, isStream: false)

        try set(CURLOPT_PROTOCOLS_STR, "smtps,smtp")
        // libcurl greets the server with the path of the URL.
        try set(CURLOPT_URL, mail.server + "/" + mail.introduction)
        try set(CURLOPT_USE_SSL, Int((mail.allowPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        if let login = mail.login {
            try set(CURLOPT_USERNAME, login.user)
            try set(CURLOPT_PASSWORD, login.password)
        }
        try set(CURLOPT_MAIL_FROM, mail.sender)
        try setRecipients(recipients)
        try set(CURLOPT_UPLOAD, true)
        try setUploadSize(mail.message.count)
        // A connection that is kept would be closed with QUIT later, and that can take minutes.
        try set(CURLOPT_FORBID_REUSE, true)
        try set(CURLOPT_NOSIGNAL, true)
    }

    private func setUploadSize(_ count: Int) throws(TransferError) {
        try check(ccurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(count)))
    }

    private func setRecipients(_ lines: HeaderLines) throws(TransferError) {
        try check(ccurl_set_pointer(easy, CURLOPT_MAIL_RCPT, lines.first))
    }

    /// Whether there has been a connection, with TLS or without.
    var hasConnected: Bool {
        var value: curl_off_t = 0
        ccurl_get_offset(easy, CURLINFO_CONNECT_TIME_T, &value)
        return value > 0
    }
}
