import DoorstepAPI
import DoorstepCore
import HTTPTypes
import HummingbirdCore

extension Endpoint {
    /// `/counter`: the screen of the staff. It holds the words and nothing of the day: what happens comes by the
    /// stream.
    static let counter = Endpoint(
        method: .get, path: "/counter", summary: "The counter screen.", query: [.language],
        roles: [.counter], answer: Answer(status: 200, about: "The page.", mediaType: "text/html")
    ) { incoming, service in
        let language = incoming.language(service.shop)
        let data = CounterPageData(
            language: language, shop: service.shop.name,
            timeZone: service.shop.calendar.timeZoneName,
            words: CounterWords.all.map {
                CounterPageData.Words(
                    counter: $0,
                    page: CounterPageWords(ScreenLanguage(firstOf: [$0.language])))
            })
        return Page(
            language: language, title: service.shop.name, kind: "counter",
            modules: ["counter.js"], styles: ["counter.css"], manifest: "counter.webmanifest",
            content: PageTemplates.render(
                "counter",
                [
                    "data": try PageData.text(data), "shop": service.shop.name,
                    "words": CounterPageWords(language),
                ] as [String: Any])
        ).response()
    }
}

/// What the scripts of `/counter` are given.
struct CounterPageData: Encodable, Sendable {
    let language: ScreenLanguage
    let shop: String

    /// IANA, for the times that are shown.
    let timeZone: String

    /// In the order in which the language key goes through them.
    let words: [Words]

    struct Words: Encodable, Sendable {
        let counter: CounterWords
        let page: CounterPageWords
    }
}
