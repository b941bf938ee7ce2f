/// One mail, the server that is to take it, and how far the transfer may go to reach that server.
package struct TransferMail: Sendable {
    /// `smtps://host:465` speaks TLS from the start, `smtp://host:587` after STARTTLS, which is then required. No path.
    package var server: String
    /// The envelope's sender: `name@host`, in ASCII.
    package var sender: String
    /// The envelope's recipients. When one of them is refused, nobody gets the mail.
    package var recipients: [String]
    /// The mail as RFC 5322 has it, in ASCII, its lines ended by CRLF.
    package var message: [UInt8]
    /// Nil where the server knows this machine by its address. Never sent without TLS.
    package var login: MailLogin?
    /// Whether `smtp` goes without TLS, as to a relay on this machine.
    package var allowPlain: Bool
    package var allowPrivateAddress: Bool
    package var limits: TransferLimits
    package var trust: TransferTrust
    /// Records how far the transfer gets, even without an answer.
    package var trace: TransferTrace?

    package init(
        server: String,
        sender: String,
        recipients: [String],
        message: [UInt8],
        login: MailLogin? = nil,
        allowPlain: Bool = false,
        allowPrivateAddress: Bool = false,
        limits: TransferLimits = TransferLimits(),
        trust: TransferTrust = TransferTrust()
    ) {
        self.server = server
        self.sender = sender
        self.recipients = recipients
        self.message = message
        self.login = login
        self.allowPlain = allowPlain
        self.allowPrivateAddress = allowPrivateAddress
        self.limits = limits
        self.trust = trust
    }

    /// Checks the mail before anything is sent, because libcurl itself lets line breaks through.
    func check(_ url: TransferURL) throws(TransferError) {
        try url.checkMailServer()
        guard isAddress(sender) else { throw .invalidHeader("the sender's address") }
        guard !recipients.isEmpty, recipients.allSatisfy(isAddress) else {
            throw .invalidHeader("a recipient's address")
        }
        guard let login else { return }
        guard !(allowPlain && url.scheme == "smtp") else {
            throw .notAllowed("a password without TLS")
        }
        // A zero byte would end the C string early.
        guard !login.user.utf8.contains(0), !login.password.utf8.contains(0) else {
            throw .invalidHeader("the user name or the password")
        }
    }

    /// The domain that EHLO gives: a shop's machine seldom has a name of its own that servers believe in.
    var introduction: String { String(sender.drop { $0 != "@" }.dropFirst()) }
}

package struct MailLogin: Hashable, Sendable {
    package let user: String
    package let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

/// Shows neither user nor password; the user's name often is a person's address.
extension MailLogin: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "…" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension TransferURL {
    /// - Throws: `notAllowed` or `invalidURL` unless it is smtp or smtps, a host, and nothing after it.
    package func checkMailServer() throws(TransferError) {
        guard scheme == "smtps" || scheme == "smtp" else { throw .notAllowed(scheme) }
        guard !host.isEmpty else { throw .invalidURL }
        guard secrets.isEmpty else { throw .notAllowed("a path in a mail server's URL") }
    }
}

/// Whether the text can stand between the `<` and `>` of an envelope.
private func isAddress(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }
        && text.utf8.count { $0 == 0x40 } == 1 && !text.hasPrefix("@") && !text.hasSuffix("@")
}
