import DoorstepCore
import Transfer

/// A webhook that summaries are owed to, and how far a transfer may go to reach it.
package struct Destination: Hashable, Sendable {
    /// What it is told.
    package let correspondent: Correspondent
    package let url: WebhookURL

    /// The new one first while they are being rotated. With none, messages are not signed.
    package let secrets: [SigningSecret]
    package let allowHTTP: Bool
    package let allowPrivateAddress: Bool

    /// A PEM file of authorities for a receiver with a certificate of the shop's own.
    package let authorityFile: String?

    package init(
        _ correspondent: Correspondent, url: WebhookURL, secrets: [SigningSecret] = [],
        allowHTTP: Bool = false, allowPrivateAddress: Bool = false, authorityFile: String? = nil
    ) {
        self.correspondent = correspondent
        self.url = url
        self.secrets = secrets
        self.allowHTTP = allowHTTP
        self.allowPrivateAddress = allowPrivateAddress
        self.authorityFile = authorityFile
    }

    package var name: String { correspondent.name }
    package var format: MessageFormat { correspondent.format }

    /// One attempt at a delivery: the same id and body as every other, its own time and signature.
    package func request(for delivery: Delivery, attemptAt: Timestamp) -> TransferRequest {
        request(id: delivery.id.rawValue, message: delivery.message, attemptAt: attemptAt)
    }

    func request(id: String, message: Message, attemptAt: Timestamp) -> TransferRequest {
        let signature =
            format.isSigned && !secrets.isEmpty
            ? StandardWebhooks.sign(
                id: id, timestamp: attemptAt, body: message.body, secrets: secrets)
            : []
        return TransferRequest(
            method: "POST",
            url: format == .discord ? url.waiting : url.text,
            headers: [("Content-Type", message.contentType)]
                + message.headers.map { ($0.name, $0.value) } + signature,
            body: message.body,
            // 20 s in all is the one limit: a receiver may think for most of it.
            limits: TransferLimits(lowSpeed: nil),
            rules: TransferRules(allowHTTP: allowHTTP, allowPrivateAddress: allowPrivateAddress),
            trust: TransferTrust(authorityFile: authorityFile),
            // The status says whether the receiver has it, whatever becomes of the rest.
            takesCutAnswer: true)
    }

    /// The text without the secrets of this destination, should a receiver have repeated them.
    func redacted(_ text: String) -> String {
        // Longer ones first: the path goes as a whole before its parts are looked for. By scalars: to
        // characters a secret with an accent put after it is another word.
        let shown = (url.secrets + secrets.map(\.text)).sorted { $0.count > $1.count }
            .reduce(text.unicodeScalars) { text, secret in
                text.replacing(secret.unicodeScalars, with: "…".unicodeScalars)
            }
        return String(shown)
    }
}
