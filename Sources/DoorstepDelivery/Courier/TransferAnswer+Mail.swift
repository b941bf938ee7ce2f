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

    private func hint(_ step: MailStep) -> String {
        switch step {
        case _ where status == 530: "; it wants a login: set user and passwordFile"
        case .login where status >= 500:
            "; check user and password (many providers want one made for programs)"
        case .sender where status >= 500:
            "; check from: it mostly must be an address of the login’s own"
        case .recipient where status >= 500: "; check to"
        default: ""
        }
    }
}
