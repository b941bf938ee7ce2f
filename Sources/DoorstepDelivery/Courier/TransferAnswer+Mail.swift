import Transfer

extension TransferAnswer {
    /// A mail server's refusal, with its own words and a hint, as a sentence without its full stop; nil if it took the
    /// mail.
    var mailRefusal: String? {
        guard let mailStep, !(200..<300).contains(status) else { return nil }
        let what =
            switch mailStep {
            case .introduction: "takes no mail from here"
            case .starttls: "refused to go on with TLS"
            case .login: "refused the login"
            case .sender: "refused the sender"
            case .recipient(let address): "refused the recipient \(address)"
            case .message: "refused the message"
            }
        // RFC 5321, section 4.2.1: a failure with 4xx may pass, one with 5xx will not.
        let now = (400..<500).contains(status) ? " for now" : ""
        return "the mail server \(what)\(now): \(words)\(hint(mailStep))"
    }

    /// The reply's lines as one, without control characters, 300 characters at most.
    private var words: String {
        let text = String(decoding: body, as: UTF8.self)
            .split(whereSeparator: \.isNewline).enumerated()
            // The reply code stands in each line; only the first keeps it.
            .map { $0 == 0 ? String($1) : String($1.dropFirst(4)) }.joined(separator: " ")
        return text.escapingScalars { scalar in
            scalar.isPlain ? nil : "\u{FFFD}"
        }.cut(to: 300)
    }

    /// Whether the server refuses this login for good: RFC 4954, sections 4 and 6, and the answers of providers. A
    /// refusal for now (454) does not count, nor a reply to STARTTLS.
    var isLoginRefused: Bool {
        switch mailStep {
        case .login?: status >= 500
        case .starttls?, nil: false
        default: [530, 534, 535, 538].contains(status)
        }
    }

    /// A hint about a refused login, chosen by the server's words.
    static func loginHint(_ words: String) -> String {
        let words = words.lowercased()
        if words.contains("basic authentication") || words.contains("smtpclientauthentication")
            || words.contains("5.7.139") || words.contains("5.7.30")
        {
            return
                "; Microsoft takes no password here: have the administrator allow authenticated SMTP for this "
                + "mailbox, or send through a provider that takes one; an app password does not help"
        }
        if words.contains("application-specific password") || words.contains("5.7.9 ")
            || words.contains("app password")
        {
            return
                "; the account has two-step verification: make an app password in its settings, and give that "
                + "one instead of its own"
        }
        if words.contains("5.7.14") || words.contains("web browser") {
            return "; log in with a browser once and confirm that it is you, or use an app password"
        }
        return
            "; check user and password (most providers want one made for programs, an app password)"
    }

    private func hint(_ step: MailStep) -> String {
        switch step {
        case _ where status == 530 && step != .starttls:
            "; it wants a login: set user and passwordFile"
        case _ where isLoginRefused: Self.loginHint(words)
        case .sender where status >= 500:
            "; check from: most servers accept only an address of the login’s own"
        case .recipient where status >= 500: "; check to"
        default: ""
        }
    }
}
