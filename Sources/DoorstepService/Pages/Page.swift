import DoorstepCore
import HTTPTypes
import HummingbirdCore

/// One whole HTML page: what every one of them has around its own content.
struct Page {
    let language: ScreenLanguage
    let title: String

    /// A class of `body`, by which the style sheet knows the page: `counter`, `kiosk` …
    let kind: String

    /// Files of `/assets/` that style it, after the one of all pages.
    var styles: [String] = []

    /// Files of `/assets/` that it runs, in order.
    var scripts: [String] = []

    /// HTML.
    let content: String

    func response(_ status: HTTPResponse.Status = .ok) -> Response {
        let html = PageTemplates.render(
            "page",
            [
                "language": language.rawValue, "title": title, "kind": kind,
                "styles": styles, "scripts": scripts, "content": content,
            ] as [String: Any])
        return .bytes(Array(html.utf8), status: status, type: "text/html; charset=utf-8")
    }
}

extension Incoming {
    /// Of a page: what the reader asked for by `?lang=`, else what their browser prefers, else the shop's first.
    func language(_ shop: Shop) -> ScreenLanguage {
        if let wanted = query["lang"].flatMap(ScreenLanguage.init(rawValue:)) { return wanted }
        let accepted = (request.headers[.acceptLanguage] ?? "").split(separator: ",").map {
            String($0.drop { $0 == " " })
        }
        return ScreenLanguage(firstOf: accepted + shop.languages)
    }
}

extension Endpoint.Parameter {
    static let language = Endpoint.Parameter(
        name: "lang", about: "The page's language.",
        schema: ["type": "string", "enum": words(ScreenLanguage.self)])
}
