import DoorstepCore
import Transfer

/// A webhook or mailbox to which summaries are owed, and how far a transfer may go to reach it.
package struct Destination: Hashable, Sendable {
    package let correspondent: Correspondent
    package let way: Way
    package let allowPrivateAddress: Bool

    /// A PEM file of authorities for a receiver with a certificate of the shop's own.
    package let authorityFile: String?

    package enum Way: Hashable, Sendable {
        case webhook(Webhook)
        /// For the format `email`, and for no other.
        case mail(MailServer)
    }

    package init(
        _ correspondent: Correspondent, by way: Way, allowPrivateAddress: Bool = false,
        authorityFile: String? = nil
    ) {
        self.correspondent = correspondent
        self.way = way
        self.allowPrivateAddress = allowPrivateAddress
        self.authorityFile = authorityFile
    }

    package init(
        _ correspondent: Correspondent, url: WebhookURL, secrets: [SigningSecret] = [],
        allowHTTP: Bool = false, allowPrivateAddress: Bool = false, authorityFile: String? = nil
    ) {
        self.init(
            correspondent,
            by: .webhook(Webhook(url: url, secrets: secrets, allowHTTP: allowHTTP)),
            allowPrivateAddress: allowPrivateAddress, authorityFile: authorityFile)
    }

    package var name: String { correspondent.name }
    package var format: MessageFormat { correspondent.format }

    /// The address as far as it may be shown: `https://hooks.example/…`
    package var place: String {
        switch way {
        case .webhook(let webhook): "\(webhook.url)"
        case .mail(let server): "\(server)"
        }
    }

    /// The secrets that sign messages; none for a mail server.
    package var secrets: [SigningSecret] {
        if case .webhook(let webhook) = way { webhook.secrets } else { [] }
    }

    /// One attempt at a delivery, ready to go.
    package func parcel(for delivery: Delivery, attemptAt: Timestamp) -> Parcel {
        parcel(id: delivery.id.rawValue, message: delivery.message, attemptAt: attemptAt)
    }

    func parcel(id: String, message: Message, attemptAt: Timestamp) -> Parcel {
        // 20 s in all is the only limit: a receiver may think for most of that time.
        let limits = TransferLimits(lowSpeed: nil)
        let trust = TransferTrust(authorityFile: authorityFile)
        switch way {
        case .webhook(let webhook):
            var request = webhook.request(
                id: id, message: message, format: format, attemptAt: attemptAt)
            request.rules.allowPrivateAddress = allowPrivateAddress
            request.limits = limits
            request.trust = trust
            return .request(request)
        case .mail(let server):
            let letterhead = correspondent.letterhead
            return .mail(
                TransferMail(
                    server: server.text, sender: letterhead?.from.address ?? "",
                    recipients: letterhead?.to.map(\.address) ?? [], message: message.body,
                    login: server.login, allowPlain: server.isPlain,
                    allowPrivateAddress: allowPrivateAddress, limits: limits, trust: trust))
        }
    }

    /// The text with `…` in place of this destination's secrets, in case a receiver repeated them.
    func redacted(_ text: String) -> String {
        let secrets =
            switch way {
            case .webhook(let webhook): webhook.url.secrets + webhook.secrets.map(\.text)
            case .mail(let server): server.secrets
            }
        // Longer secrets go first, so that the path goes as a whole before its parts. Scalars are compared, because an
        // accent put after a secret makes its last character another one.
        let shown = secrets.sorted { $0.count > $1.count }
            .reduce(text.unicodeScalars) { text, secret in
                text.replacing(secret.unicodeScalars, with: "…".unicodeScalars)
            }
        return String(shown)
    }
}

/// The request or mail that an attempt sends.
package enum Parcel: Sendable {
    case request(TransferRequest)
    case mail(TransferMail)
}
