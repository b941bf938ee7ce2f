import DoorstepConfiguration
import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import Foundation
import LocalHTTP
import Logging

/// The manager's webhook receiver. It checks the signature of a delivery and prints the digest for people.
struct DemoReceiver: Sendable {
    let service: LoopbackReceiver
    let arrived: AsyncStream<Void>

    var port: Int { service.port }

    init(secret: String, logger: Logger) throws {
        let key = try SigningSecret(secret)
        let (arrived, continuation) = AsyncStream.makeStream(of: Void.self)
        self.arrived = arrived
        service = try LoopbackReceiver(logger: logger) { headers, body in
            do {
                let id = try StandardWebhooks.verify(
                    headers: headers, body: body, secrets: [key], now: SystemClock.wall())
                let summary = try JSONDecoder().decode(Summary.self, from: Data(body))
                StandardStream.show(try Self.text(summary, id: id))
                continuation.yield()
                return 204
            } catch {
                StandardStream.show("the receiver refused a delivery: \(error)")
                return 400
            }
        }
    }

    /// The digest of the summary as a manager's mail has it.
    private static func text(_ summary: Summary, id: String) throws -> String {
        let parties = MailParties(
            from: try MailAddress("Doorstep <doorstep@librairie.example>"),
            to: [try MailAddress("manager@librairie.example")])
        let mail = EmailMessage(
            Digest(summary, language: .en), parties, id: id, at: SystemClock.wall())
        return """

                  The manager's webhook received \(summary.type); its signature is good.
                  As a mail the manager would read:

            """
                + mail.legible.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : "      " + $0 }.joined(separator: "\n")
    }
}
