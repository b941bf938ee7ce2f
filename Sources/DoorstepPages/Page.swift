import DoorstepCore
import DoorstepService
import DoorstepWords
import HTTPTypes
import LocalHTTP

/// One whole HTML page: the frame that all pages share, around the content of one.
struct Page {
    let language: ScreenLanguage
    let title: String

    /// A class of `body`, by which the style sheet knows the page: `counter`, `kiosk` …
    let kind: String

    /// Scripts of `/assets/` that the page runs, in order.
    var modules: [String] = []

    /// Style sheets of `/assets/` beside the one that all pages have.
    var styles: [String] = []

    /// A manifest of `/assets/`, with which the page can stand alone on a screen.
    var manifest: String?

    /// HTML.
    let content: String

    func response(_ status: HTTPResponse.Status = .ok) -> Response {
        let html = PageTemplates.render(
            "page",
            [
                "language": language.rawValue, "title": title, "kind": kind,
                "modules": modules, "styles": styles,
                "manifest": manifest.map { [$0] } ?? [], "content": content,
            ] as [String: Any])
        return .bytes(Array(html.utf8), status: status, type: "text/html; charset=utf-8")
    }
}

extension Incoming {
    /// The language of a page: the reader's `?lang=`, else the browser's preference, else the shop's first.
    func language(_ shop: Shop) -> ScreenLanguage {
        if let wanted = query["lang"].flatMap(ScreenLanguage.init(rawValue:)) { return wanted }
        let accepted = (request.headers[.acceptLanguage] ?? "").split(separator: ",").map {
            String($0.drop { $0 == " " })
        }
        return ScreenLanguage(firstOf: accepted + shop.languages)
    }
}

/// Data for a page's scripts, as the text of a `<script type="application/json">`.
enum PageData {
    /// JSON without the sign `<`, so that no text in it can end the element around it.
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONWriter.bytes(value), as: UTF8.self)
            .split(separator: "<", omittingEmptySubsequences: false)
            .joined(separator: "\\u003c")
    }
}
