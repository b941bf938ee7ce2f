import Transfer

extension TransferAnswer {
    /// What a mail server refused, with its own words and what to do; nil of what it took. A sentence without its full
    /// stop.
    var mailRefusal: String? {
        guard let mailStep, !(200..<300).contains(status) else { return nil }
        let what =
            switch mailStep {
            case .greeting: "takes no mail from here"
            case .starttls: "refused to go on with TLS"
            case .login: "refused the login"
            case .sender: "refused the sender"
            case .recipient(let address): "refused the recipient \(address)"
            case .message: "refused the message"
            }
        // RFC 5321, section 4.2.1: a failure that may pass, or one that will not.
        let now = (400..<500).contains(status) ? " for now" : ""
        return "the mail server \(what)\(now): \(words)\(hint(mailStep))"
    }

    /// The reply's lines as one, without control characters, 300 characters at most.
    private var words: String {
        let text = String(decoding: body, as: UTF8.self)
            .split(whereSeparator: \.isNewline).enumerated()
            // The number stands in each of its lines.
            .map { $0 == 0 ? String($1) : String($1.dropFirst(4)) }.joined(separator: " ")
        return text.escapingScalars { scalar in
            scalar.isPlain ? nil : "\u{FFFD}"
        }.cut(to: 300)
    }

    /// Whether the server will not let this login send, now or later: RFC 4954, sections 4 and 6, and what providers
    /// answer to it. “Later” (454) is not meant, nor a command before STARTTLS.
    var isLoginRefused: Bool {
        switch mailStep {
        case .login?: status >= 500
        case .starttls?, nil: false
        default: [530, 534, 535, 538].contains(status)
        }
    }

    /// What to do about a refused login, by the server's words.
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
            "; check from: it mostly must be an address of the login’s own"
        case .recipient where status >= 500: "; check to"
        default: ""
        }
    }
}
