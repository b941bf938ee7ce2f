import DoorstepCore
import DoorstepService
import DoorstepWords
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// `/`: links to the screens, the ones this browser is paired for, and the form for a pairing code.
    static let index = Endpoint(
        page: "/", query: ["lang"], isOpen: true, using: { ($0.shop, $0.devices) }
    ) { incoming, parts in
        let (shop, devices) = parts
        let words = PairingWords(incoming.language(shop))
        return Page(
            language: words.language, title: shop.name, kind: "index",
            content: PageTemplates.render(
                "index",
                [
                    "shop": shop.name, "words": words,
                    "screens": ScreenLink.all(words, incoming, devices),
                    "roles": DeviceRole.screens.map(\.rawValue),
                ] as [String: Any])
        ).response()
    }
}

/// A link to one of the screens, for a template.
struct ScreenLink {
    let path: String
    let name: String
    let purpose: String
    let isPaired: Bool

    /// `relié : Caisse 1`, or the words for a screen that is not paired.
    let state: String

    /// One link for each role. The tokens that a browser shows decide which devices' names it gets to see.
    static func all(
        _ words: PairingWords, _ incoming: Incoming, _ devices: Devices
    ) -> [ScreenLink] {
        let known = devices.known(incoming.tokens).map(\.device)
        return DeviceRole.screens.map { role in
            let device = known.first { $0.role == role }
            let (name, purpose) = words.screen(role)
            return ScreenLink(
                path: "/\(role.rawValue)", name: name, purpose: purpose, isPaired: device != nil,
                state: device.map { "\(words.paired)\(words.colon) \($0.name)" } ?? words.notPaired)
        }
    }
}
