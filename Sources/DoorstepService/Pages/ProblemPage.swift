import DoorstepAPI
import DoorstepCore
import HTTPTypes
import HummingbirdCore

extension Response {
    /// A problem for a person who opened a page.
    static func page(_ problem: ProblemBody, language: ScreenLanguage) -> Response {
        let words = PairingWords(language)
        return Page(
            language: language, title: problem.title, kind: "problem",
            content: PageTemplates.render(
                "problem",
                [
                    "title": problem.title, "detail": problem.detail, "hint": problem.hint ?? "",
                    "words": words,
                ] as [String: Any])
        ).response(HTTPResponse.Status(code: problem.status))
    }
}
