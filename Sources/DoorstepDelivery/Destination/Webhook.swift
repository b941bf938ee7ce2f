import DoorstepCore
import Transfer

/// A URL that messages are posted to.
package struct Webhook: Hashable, Sendable {
    package let url: WebhookURL

    /// The new one first while they are being rotated. With none, messages are not signed.
    package let secrets: [SigningSecret]
    package let allowHTTP: Bool

    package init(url: WebhookURL, secrets: [SigningSecret] = [], allowHTTP: Bool = false) {
        self.url = url
        self.secrets = secrets
        self.allowHTTP = allowHTTP
    }

    /// One attempt: the same id and body as every other, its own time and signature.
    func request(
        id: String, message: Message, format: MessageFormat, attemptAt: Timestamp
    ) -> TransferRequest {
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
            rules: TransferRules(allowHTTP: allowHTTP),
            // The status says whether the receiver has it, whatever becomes of the rest.
            takesCutAnswer: true)
    }
}
