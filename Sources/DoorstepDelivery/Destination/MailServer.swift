import Foundation
import Transfer

/// A server that takes mails, and the login there.
package struct MailServer: Hashable, Sendable {
    package let login: MailLogin?

    /// Whether the server is reached without TLS.
    package let isPlain: Bool

    /// The URL with its port: `smtps://mail.example:465`
    let text: String

    /// Reads a URL as libcurl does. Without a port it gets that of a mail program, 465 with `smtps` and 587 with
    /// `smtp`, or 25 for a relay without TLS. Blanks and line ends around the URL do not count.
    package init(
        _ text: String, login: MailLogin? = nil, allowPlain: Bool = false
    ) throws(Invalid) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let url: TransferURL
        do {
            url = try TransferURL(text)
            try url.checkMailServer()
        } catch {
            throw .url(error)
        }
        isPlain = allowPlain && url.scheme == "smtp"
        guard !isPlain || login == nil else {
            throw .passwordWithoutTLS
        }
        let usual = url.scheme == "smtps" ? 465 : isPlain ? 25 : 587
        port = url.port ?? usual
        host = url.host
        self.text = "\(url.scheme)://\(host):\(port)"
        self.login = login
    }

    let port: Int
    private let host: String

    /// The other of the two usual URLs at the same host, with the other kind of TLS: `smtp://mail.example:587`
    package var alternative: String {
        text.hasPrefix("smtps") ? "smtp://\(host):587" : "smtps://\(host):465"
    }

    /// A remark on a scheme that does not go with its port, in a sentence; nil when nothing is odd.
    package var oddity: String? {
        switch (text.hasPrefix("smtps"), port) {
        case (true, 587), (true, 25):
            "port \(port) usually takes STARTTLS: write smtp://, not smtps://"
        case (false, 465):
            "port 465 usually takes TLS from the start: write smtps://, not smtp://"
        default: nil
        }
    }

    /// The texts that people must not get to read: the password, and the login in base64 as it is sent.
    var secrets: [String] {
        guard let login, login.password.utf8.count >= 4 else { return [] }
        func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
        return [
            login.password, base64(login.password), base64("\0\(login.user)\0\(login.password)"),
        ]
    }

    package enum Invalid: Error, Hashable {
        case url(TransferError)
        case passwordWithoutTLS

        /// A hint as a sentence without its full stop.
        package var hint: String {
            switch self {
            case .url(.invalidURL): "the URL cannot be read"
            case .url(.notAllowed("a user name in a URL")): "the user name has its own key: user"
            case .url(.notAllowed("a path in a mail server's URL")): "the URL ends with the port"
            case .url(.notAllowed(let scheme)): "\(scheme):// leads to no mail server"
            case .url(let error): error.message
            case .passwordWithoutTLS: "a password is never sent without TLS"
            }
        }
    }
}

extension MailServer: CustomStringConvertible {
    package var description: String { text }
}
