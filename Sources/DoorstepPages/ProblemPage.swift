import DoorstepAPI
import DoorstepCore
import DoorstepService
import DoorstepWords
import HTTPTypes
import LocalHTTP

extension Pages {
    /// A problem as a page, for a person who opened an address in a browser.
    static func problemPage(
        _ problem: ProblemBody, for incoming: Incoming, _ shop: Shop, _ devices: Devices
    ) -> Response {
        let language = incoming.language(shop)
        let words = ProblemWords(problem, language)
        let links = ProblemLinks(language)
        let screens = ScreenLink.all(PairingWords(language), incoming, devices).filter(\.isPaired)
        var response = Page(
            language: language, title: words.title, kind: "problem",
            content: PageTemplates.render(
                "problem",
                [
                    "words": words, "links": links, "screens": screens,
                    "again": again(problem, incoming) ?? "",
                ] as [String: Any])
        ).response(HTTPResponse.Status(code: problem.status))
        if problem.status == 429 { response.headers[.retryAfter] = "60" }
        return response
    }

    /// The link to try again; nil for other problems. A browser that comes from another site sends no cookies
    /// (SameSite=Strict), so a paired screen looks unpaired; from a page of the shop it sends them.
    private static func again(_ problem: ProblemBody, _ incoming: Incoming) -> String? {
        let path = incoming.request.path
        // A path with two slashes at the start would lead to another host.
        guard problem.kind == "not-paired", incoming.request.method == .get, path.hasPrefix("/"),
            !path.hasPrefix("//")
        else { return nil }
        return path + (incoming.request.query.map { "?\($0)" } ?? "")
    }
}

/// The words of the links on a problem's page.
struct ProblemLinks {
    let again: String
    let home: String
    let paired: String

    init(_ language: ScreenLanguage) {
        switch language {
        case .fr:
            again = "Cet écran est déjà relié\u{202F}? Réessayez"
            home = "Page d’accueil"
            paired = "Cet écran est déjà relié\u{a0}:"
        case .en:
            again = "Paired already? Try again"
            home = "First page"
            paired = "This screen is paired already:"
        }
    }
}

extension ProblemWords {
    init(_ problem: ProblemBody, _ language: ScreenLanguage) {
        self.init(
            kind: problem.kind, title: problem.title, detail: problem.detail, hint: problem.hint,
            language)
    }
}
