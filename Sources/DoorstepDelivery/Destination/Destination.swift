import DoorstepCore
import Transfer

/// A destination: its subscription, its transport, and the rules of transfers to it.
package struct Destination: Hashable, Sendable {
    package let subscription: Subscription
    package let transport: Transport
    package let allowPrivateAddress: Bool

    /// A PEM file of authorities for a receiver with a certificate of the shop's own.
    package let authorityFile: String?

    package enum Transport: Hashable, Sendable {
        case webhook(Webhook)
        /// For the format `email`, and for no other.
        case mail(MailServer)
    }

    package init(
        _ subscription: Subscription, by transport: Transport, allowPrivateAddress: Bool = false,
        authorityFile: String? = nil
    ) {
        self.subscription = subscription
        self.transport = transport
        self.allowPrivateAddress = allowPrivateAddress
        self.authorityFile = authorityFile
    }

    package init(
        _ subscription: Subscription, url: WebhookURL, secrets: [SigningSecret] = [],
        allowHTTP: Bool = false, allowPrivateAddress: Bool = false, authorityFile: String? = nil
    ) {
        self.init(
            subscription,
            by: .webhook(Webhook(url: url, secrets: secrets, allowHTTP: allowHTTP)),
            allowPrivateAddress: allowPrivateAddress, authorityFile: authorityFile)
    }

    package var name: String { subscription.name }
    package var format: MessageFormat { subscription.format }

    /// The address as far as it may be shown: `https://hooks.example/…`
    package var place: String {
        switch transport {
        case .webhook(let webhook): "\(webhook.url)"
        case .mail(let server): "\(server)"
        }
    }

    /// The secrets that sign messages; none for a mail server.
    package var secrets: [SigningSecret] {
        if case .webhook(let webhook) = transport { webhook.secrets } else { [] }
    }

    /// The transfer of one attempt at a delivery.
    package func transfer(for delivery: Delivery, attemptAt: Timestamp) -> OutgoingTransfer {
        transfer(id: delivery.id.rawValue, message: delivery.message, attemptAt: attemptAt)
    }

    func transfer(id: String, message: Message, attemptAt: Timestamp) -> OutgoingTransfer {
        // 20 s in all is the only limit: a receiver may think for most of that time.
        let limits = TransferLimits(lowSpeed: nil)
        let trust = TransferTrust(authorityFile: authorityFile)
        switch transport {
        case .webhook(let webhook):
            var request = webhook.request(
                id: id, message: message, format: format, attemptAt: attemptAt)
            request.rules.allowPrivateAddress = allowPrivateAddress
            request.limits = limits
            request.trust = trust
            return .request(request)
        case .mail(let server):
            let parties = subscription.parties
            return .mail(
                TransferMail(
                    server: server.text, sender: parties?.from.address ?? "",
                    recipients: parties?.to.map(\.address) ?? [], message: message.body,
                    login: server.login, allowPlain: server.isPlain,
                    allowPrivateAddress: allowPrivateAddress, limits: limits, trust: trust))
        }
    }

    /// The text with `…` in place of this destination's secrets, in case a receiver repeated them.
    func redacted(_ text: String) -> String {
        let secrets =
            switch transport {
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

/// The request or mail of one attempt.
package enum OutgoingTransfer: Sendable {
    case request(TransferRequest)
    case mail(TransferMail)
}
