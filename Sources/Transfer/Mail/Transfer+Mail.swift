import CCurl

extension Transfer {
    /// Returns the server's reply to a mail. Blocks the thread.
    ///
    /// A status of 250 means that the server has the mail. For a refusal, 400 and above, `TransferAnswer.mailStep`
    /// names the refused step: below 500 for now, else for good.
    package static func perform(
        _ mail: TransferMail, cancellation: TransferCancellation? = nil
    ) throws(TransferError) -> TransferAnswer {
        let url = try TransferURL(mail.server)
        try mail.check(url)
        if cancellation?.isCancelled == true { throw .cancelled }

        let easy = try EasyHandle()
        let recipients = try HeaderLines(mail.recipients)
        try easy.prepare(mail, recipients: recipients)
        let exchange = MailExchange(mail, easy: easy, cancellation: cancellation)
        try easy.setCallbacks(for: exchange)
        let code = withExtendedLifetime((recipients, exchange)) { easy.perform() }
        mail.trace?.note(easy, hasSentAll: easy.uploaded >= mail.message.count)

        guard let reply = exchange.reply, code == CURLE_OK || reply.code >= 400 else {
            throw TransferError(code, of: exchange, easy, TransferTarget(url: url, unixSocket: nil))
        }
        return TransferAnswer(
            status: reply.code,
            headers: [],
            body: Array(reply.text.utf8.prefix(mail.limits.maximumAnswer)),
            isTruncated: false,
            retryAfter: nil,
            address: easy.address,
            elapsed: easy.elapsed,
            mailStep: exchange.step)
    }

    /// Returns the server's reply to a mail. Waits on a thread of its own.
    ///
    /// - Throws: `TransferError`; `cancelled` once the task is cancelled, and not before the transfer has really ended.
    package static func send(_ mail: TransferMail) async throws -> TransferAnswer {
        try await onThreadOfItsOwn { try perform(mail, cancellation: $0) }
    }
}

extension TransferError {
    /// Translates the failure of a mail to which the server said nothing.
    fileprivate init(
        _ code: CURLcode, of exchange: MailExchange, _ easy: EasyHandle, _ target: TransferTarget
    ) {
        switch code {
        case CURLE_OK:
            self = .sendOrReceive("no answer")
        case CURLE_ABORTED_BY_CALLBACK where exchange.couldNotConnect:
            self = .timedOut
        case CURLE_USE_SSL_FAILED:
            self = .tls(
                "the mail server offers no STARTTLS: use smtps:// if it speaks TLS from the start, or set "
                    + "allowPlain = true if it is a relay of your own")
        case CURLE_LOGIN_DENIED:
            self = .cannotLogIn
        default:
            self.init(
                code, detail: easy.detail, errno: easy.systemError, exchange: exchange.connection,
                target: target)
        }
    }
}
