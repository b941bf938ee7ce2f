import DoorstepCore
import Transfer

/// A webhook: the URL that messages are posted to, and the secrets that sign them.
package struct Webhook: Hashable, Sendable {
    package let url: WebhookURL

    /// The secrets, several while they are being rotated, the new one first. With none, messages are not signed.
    package let secrets: [SigningSecret]
    package let allowHTTP: Bool

    package init(url: WebhookURL, secrets: [SigningSecret] = [], allowHTTP: Bool = false) {
        self.url = url
        self.secrets = secrets
        self.allowHTTP = allowHTTP
    }

    /// The request of one attempt: its id and body are the same in every attempt, its time and signature are its own.
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
            // The status alone says whether the receiver has the message, even if the rest of the answer is lost.
            takesCutAnswer: true)
    }
}
