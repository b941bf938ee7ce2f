import DoorstepAPI
import DoorstepCore
import DoorstepDelivery

extension DoorstepDelivery.Destination {
    /// What the courier needs to know of a destination that the configuration has checked.
    init(_ configured: Destination) throws {
        self.init(
            name: configured.name,
            url: try WebhookURL(configured.url.revealed, allowHTTP: configured.allowsHTTP),
            secrets: try configured.secrets.map { try DoorstepDelivery.SigningSecret($0.revealed) },
            allowHTTP: configured.allowsHTTP,
            allowPrivateAddress: configured.allowsPrivateAddress,
            authorityFile: configured.authorityFile)
    }
}

extension DestinationTestBody {
    init(_ test: DestinationTest, of destination: DoorstepDelivery.Destination) {
        self.init(
            destination: destination.name, delivered: test.isDelivered,
            host: destination.url.description, contentType: test.message.contentType,
            body: String(decoding: test.message.body, as: UTF8.self),
            attempt: AttemptBody(test.attempt))
    }
}
