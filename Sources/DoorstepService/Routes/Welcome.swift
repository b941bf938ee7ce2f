import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let welcome = Endpoint(
        method: .get, path: Route.welcome,
        summary: "What a kiosk shows visitors: the shop's name, its languages, today's hours.",
        roles: [.kiosk], answer: Answer(status: 200, about: "The welcome.", schema: "Welcome"),
        using: \.ledger
    ) { _, ledger in try .json(WelcomeBody(ledger.shop, at: ledger.now)) }
}
