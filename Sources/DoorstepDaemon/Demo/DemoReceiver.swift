import DoorstepConfiguration
import DoorstepCore
import DoorstepDelivery
import Foundation
import LocalHTTP
import Logging

/// The manager's webhook receiver. It checks the signature of a delivery and prints the summary for people.
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
                StandardStream.show(Self.text(summary, id: id))
                continuation.yield()
                return 204
            } catch {
                StandardStream.show("the receiver refused a delivery: \(error)")
                return 400
            }
        }
    }

    private static func text(_ summary: Summary, id: String) -> String {
        """

              The manager's webhook received \(summary.type) (\(id)); its signature is good.
        """ + "\n" + SummaryGlance(summary).lines.map { "      " + $0 }.joined(separator: "\n")
    }
}
