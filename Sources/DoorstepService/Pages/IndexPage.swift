import DoorstepCore
import HTTPTypes
import HummingbirdCore

extension Endpoint {
    /// `/`: where the screens are, and the form for a pairing code.
    static let index = Endpoint(
        method: .get, path: "/", summary: "Links to the screens, and pairing.", query: [.language],
        isOpen: true, answer: Answer(status: 200, about: "The page.", mediaType: "text/html")
    ) { incoming, service in
        let words = PairingWords(incoming.language(service.shop))
        return Page(
            language: words.language, title: service.shop.name, kind: "index",
            content: PageTemplates.render(
                "index", ["shop": service.shop.name, "words": words] as [String: Any])
        ).response()
    }
}
