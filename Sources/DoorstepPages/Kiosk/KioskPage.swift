import DoorstepCore
import DoorstepService
import DoorstepWords
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// `/kiosk`: the screen for visitors at the door. It holds words alone; the hours come from `GET /v1/welcome`.
    static let kiosk = Endpoint(
        page: "/kiosk", query: ["lang"], roles: [.kiosk], using: \.shop
    ) { incoming, shop in
        let spoken = KioskWords.all(of: shop.languages)
        let wanted = incoming.query["lang"]
        let first = spoken.first { $0.language == wanted } ?? spoken[0]
        let words = [first] + spoken.filter { $0.language != first.language }
        return Page(
            language: incoming.language(shop), title: shop.name, kind: "kiosk",
            modules: ["kiosk.js"], styles: ["kiosk.css"], manifest: "kiosk.webmanifest",
            content: PageTemplates.render(
                "kiosk",
                [
                    "data": try PageData.text(
                        KioskPageData(shop: shop.name, words: words)),
                    "shop": shop.name, "words": first,
                    "others": Array(words.dropFirst()),
                    "languages": words.count > 1 ? words : [],
                    "faces": first.faces.enumerated().map { KioskFace($0, name: $1) },
                ] as [String: Any])
        ).response()
    }
}

/// The data for the scripts of `/kiosk`.
struct KioskPageData: Encodable, Sendable {
    let shop: String

    /// The language that the query names first, or else the shop's first.
    let words: [KioskWords]
}

/// One of the four faces, for the template.
struct KioskFace: Sendable {
    /// 0 (worst) to 3 (best).
    let face: Int
    let name: String

    /// An SVG path on a square of 100.
    let mouth: String

    init(_ face: Int, name: String) {
        self.face = face
        self.name = name
        mouth = Self.mouths[face]
    }

    private static let mouths = [
        "M30 74 Q50 48 70 74", "M32 69 Q50 58 68 69", "M32 62 Q50 74 68 62", "M26 58 Q50 92 74 58",
    ]
}
