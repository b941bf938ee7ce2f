import DoorstepAPI
import DoorstepCore
import DoorstepService
import DoorstepStore
import DoorstepWords
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// `/counter`: the screen of the staff. The page holds words and nothing of the day: facts and prompts come by the
    /// stream.
    static let counter = Endpoint(
        page: "/counter", query: ["lang"], roles: [.counter], using: \.ledger
    ) { incoming, ledger in
        let shop = ledger.shop
        let language = incoming.language(shop)
        let data = CounterPageData(
            language: language, shop: shop.name,
            offsets: CounterPageData.offsets(shop.calendar.zone, now: ledger.now),
            words: CounterWords.all.map {
                CounterPageData.Words(
                    counter: $0,
                    page: CounterPageWords(ScreenLanguage(firstOf: [$0.language])))
            }, choices: Moment.allCases.map(CounterChoices.init), outcomes: Outcome.allCases,
            reasons: ExclusionReason.ofPeople,
            checklist: ChecklistBody(shop).items.filter { !$0.standard },
            kinds: Event.Kind.allCases)
        return Page(
            language: language, title: shop.name, kind: "counter",
            modules: ["counter.js"], styles: ["counter.css"], manifest: "counter.webmanifest",
            content: PageTemplates.render(
                "counter",
                [
                    "data": try PageData.text(data), "shop": shop.name,
                    "words": CounterPageWords(language),
                ] as [String: Any])
        ).response()
    }
}

/// The data for the scripts of `/counter`.
struct CounterPageData: Encodable, Sendable {
    let language: ScreenLanguage
    let shop: String

    /// The offsets of the shop's clock for the times on the screen, by time. A browser has zone rules of its own, which
    /// may be older than the machine's.
    let offsets: [Offset]

    /// In the order of the language key.
    let words: [Words]
    let choices: [CounterChoices]
    let outcomes: [Outcome]
    let reasons: [ExclusionReason]

    /// The shop's own items.
    let checklist: [ChecklistBody.Item]

    /// The names of the stream's events that carry a fact.
    let kinds: [Event.Kind]

    struct Offset: Encodable, Sendable {
        /// Milliseconds since 1970; the offset holds until the next begins.
        let from: Int64

        /// Seconds east of Greenwich.
        let seconds: Int
    }

    /// The offsets from a month ago, longer than any fact is shown, to a year ahead, longer than any screen is left on.
    static func offsets(_ zone: ZoneRules, now: Timestamp) -> [Offset] {
        var offsets: [Offset] = []
        var next: Timestamp? = now - .seconds(31 * 86400)
        while let moment = next, moment < now + .seconds(366 * 86400) {
            offsets.append(Offset(from: moment.milliseconds, seconds: zone.offset(at: moment)))
            next = zone.nextTransition(after: moment)
        }
        return offsets
    }

    struct Words: Encodable, Sendable {
        let counter: CounterWords
        let page: CounterPageWords
    }
}
