import DoorstepDelivery
import Transfer

/// A question about a mailbox, in the order of asking. A failed test shows which answer may be wrong.
enum MailQuestion: CaseIterable {
    case server, sender, recipients, login

    /// The beginning of the sentence that offers another try.
    var another: String {
        switch self {
        case .server: "Another mail server"
        case .sender: "Another sender"
        case .recipients: "Other recipients"
        case .login: "Another login"
        }
    }

    /// The question whose answer a server's refusal shows to be wrong.
    init(of answer: TransferAnswer) {
        switch answer.mailStep {
        case _ where answer.status == Self.wantsLogin: self = .login
        case .login?: self = .login
        case .sender?: self = .sender
        case .recipient?: self = .recipients
        case .introduction?, .starttls?, .message?, nil: self = .server
        }
    }

    init(of error: TransferError) { self = error == .cannotLogIn ? .login : .server }

    /// Advice after a server's refusal, a sentence without its full stop; nil when the server's own words suffice.
    func hint(_ answer: TransferAnswer, from server: MailServer) -> String? {
        if answer.status != Self.wantsLogin, (400..<500).contains(answer.status) {
            return "the server refuses mails for now: wait some minutes and try the same again"
        }
        switch self {
        case .login:
            return "most providers take no account password here, but an app password: "
                + "make one in the account's settings, under security"
        case .sender: return "give an address that belongs to the login"
        case .recipients:
            return "the mail was sent to nobody; correct that address, or leave it out"
        case .server where answer.mailStep == .introduction:
            return "the provider's other port may be open:  \(server.alternative)"
        case .server: return nil
        }
    }

    /// Advice after an error without an answer, in the same form; nil when the advice for webhooks fits.
    static func hint(_ error: TransferError, from server: MailServer) -> String? {
        switch error {
        case .cannotConnect, .timedOut, .tooSlow, .sendOrReceive:
            "is \(server) the right port? the other usual one is  \(server.alternative)"
        // Trouble with a certificate gets the hint for webhooks.
        case .tls(let detail) where !detail.contains("certificate"):
            "for the other kind of TLS give  \(server.alternative); for a relay of the shop's own "
                + "without TLS give  --allow-plain"
        case .cannotLogIn: "a server that offers no login may want none:  - (or --user \"\")"
        default: nil
        }
    }

    /// The status “authentication required” of RFC 4954, section 6.
    private static let wantsLogin = 530
}
