import DoorstepCore
import DoorstepDelivery
import DoorstepService
import Foundation
import Logging

/// The manager's end: takes a webhook, checks its signature, and prints the summary as a person reads it.
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
                    headers: headers, body: body, secrets: [key], now: Timestamp(Date()))
                let summary = try JSONDecoder().decode(Summary.self, from: Data(body))
                show(Self.text(summary, id: id))
                continuation.yield()
                return 204
            } catch {
                show("the receiver refused a delivery: \(error)")
                return 400
            }
        }
    }

    private static func text(_ summary: Summary, id: String) -> String {
        let (traffic, greeting, farewell) = (summary.traffic, summary.greeting, summary.farewell)
        let wait = greeting.waitSeconds.p50.map { "\($0) s" } ?? "not reached"
        return """

                  The manager's webhook received \(summary.type) (\(id)); its signature is good.
                  \(summary.shop), \(summary.period.id), \(summary.period.timeZone), revision \(summary.data.revision)
                    visitors    \(traffic.footfall) in \(traffic.parties) parties (\(traffic.entrances) came in, \(traffic.excluded) of them no visitors); \(traffic.exits) left
                    greetings   \(greeting.due) due: \(greeting.early) early, \(greeting.inWindow) in the window, \(greeting.late) late, \(greeting.never) never; median wait \(wait)
                    farewells   \(farewell.due) due: \(farewell.said) said, \(farewell.thanked) with thanks, \(farewell.invited) with an invitation back
                    coverage    \(summary.coverage.observedMinutes.map(String.init) ?? "?") of \(summary.coverage.openMinutes) opening minutes
            """
    }
}
