import DoorstepAPI
import DoorstepCore
import DoorstepService
import DoorstepWords
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// The page that a pairing link leads to. A look at it does not use up the code: browsers and chats fetch links by
    /// themselves.
    static let pairing = Endpoint(
        page: "/pair/{code}", query: ["lang"], isOpen: true, using: { ($0.shop, $0.devices) }
    ) { incoming, parts in
        let (shop, devices) = parts
        let words = PairingWords(incoming.language(shop))
        let code = incoming[path: "code"]
        let pairing = try await devices.pairing(code)
        let (screen, purpose) = words.screen(pairing.role)
        return Page(
            language: words.language, title: shop.name, kind: "pair",
            content: PageTemplates.render(
                "pair",
                [
                    "code": code, "name": pairing.name, "shop": shop.name, "words": words,
                    "screen": screen, "purpose": purpose,
                ] as [String: Any])
        ).response()
    }

    /// The answer to the form of the pairing page and of `/`.
    static let pair = Endpoint(
        page: "/pair", method: .post, isOpen: true, type: nil, using: \.devices
    ) { incoming, devices in
        let form = try incoming.form(known: ["code"])
        let (device, token) = try await devices.redeem(form["code"] ?? "")
        // The browser forgets its former token for this role, which nobody could use any more.
        for known in devices.known(incoming.tokens)
        where known.device.role == device.role {
            _ = try? await devices.revoke(known.device.id)
        }
        return Response(
            status: .seeOther,
            headers: [
                .location: "/\(device.role.rawValue)",
                .setCookie: token.cookie(device.role, isSecure: incoming.isSecure),
                .cacheControl: "no-store",
            ])
    }
}

extension Incoming {
    /// A form as browsers send it.
    func form(known: [String]) throws(ProblemBody) -> [String: String] {
        try Self.readQuery(String(decoding: request.body, as: UTF8.self), known: known)
    }
}
