import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import TestSupport
import Testing

extension Summary {
    /// Saturday 21 November 2026 with 60 visitors, 51 of them greeted, against two quieter Saturdays; the door was down
    /// for a quarter of an hour at noon.
    static func fixture(shop: Shop = .fixture(), revision: Int = 1) -> Summary {
        let date = LocalDate(dayNumber: 20_778)
        let now = Timestamp(at: "2026-11-22T03:15:00Z")
        func figures(_ day: LocalDate, _ hours: [(hour: Int, came: Int, greeted: Int)])
            -> DayFigures
        {
            DayFigures(.fixture(day, hours, shop: shop), shop: shop, at: now)
        }
        let past = Changes.candidates(for: .day(date)).prefix(2).map { period in
            Changes.Past(
                period, [figures(period.first, [(9, 10, 10), (10, 20, 20), (17, 20, 20)])])
        }
        return Summary(
            of: .day(date), [figures(date, [(9, 10, 9), (10, 20, 18), (17, 30, 24)])],
            past: Array(past), shop: shop, revision: revision, at: now)
    }

    /// A month in a shop with the longest name, with hundreds of gaps if each of its days has as many as here.
    static func longest(gapsADay: Int = 20) throws -> Summary {
        let shop = Shop.fixture(name: String(repeating: "<é&_", count: 25))
        let now = Timestamp(at: "2026-12-01T03:15:00Z")
        let month = try #require(SummaryPeriod(.month, "2026-11"))
        let days = month.dates.map { date in
            let record = DayRecord.fixture(date, [(9, 100, 60), (17, 200, 20)], shop: shop)
            let start = shop.calendar.tradingDay(date).interval.start
            let gaps = (0..<gapsADay).map { index in
                let from = start + .seconds(Int64(6 * 3600 + index * 1200))
                return DayRecord.Gap(
                    door: String(repeating: "d", count: 64),
                    interval: Interval(start: from, end: from + .seconds(950)), reason: "silent")
            }
            return DayFigures(
                DayRecord(
                    day: record.day, crossings: record.crossings, gaps: gaps,
                    observedSince: Timestamp(seconds: 0)), shop: shop, at: now)
        }
        return Summary(of: month, days, shop: shop, revision: 1, at: now)
    }

    /// A day on which the shop is shut and nobody comes.
    static func shut() -> Summary {
        let shop = Shop.fixture(hours: OpeningHours(weekly: [:]))
        let now = Timestamp(at: "2026-11-22T03:15:00Z")
        let day = DayFigures(
            .fixture(LocalDate(dayNumber: 20_778), [], shop: shop), shop: shop, at: now)
        return Summary(
            of: .day(LocalDate(dayNumber: 20_778)), [day], shop: shop, revision: 1, at: now)
    }
}

extension DayRecord {
    /// Visitors one by one every 20 s from the beginning of each hour, of whom the first are greeted after 20 s.
    static func fixture(
        _ date: LocalDate, _ hours: [(hour: Int, came: Int, greeted: Int)], shop: Shop
    ) -> DayRecord {
        // A winter's day in Paris.
        let midnight = Timestamp(at: "\(date)T00:00:00+01:00")
        var crossings: [CrossingRecord] = []
        for hour in hours {
            for index in 0..<hour.came {
                let at = midnight + .seconds(Int64(hour.hour * 3600 + index * 20))
                let isGreeted = index < hour.greeted
                crossings.append(
                    CrossingRecord(
                        id: Sequence(Int64(crossings.count + 1)), direction: .entrance,
                        door: "front", at: at, people: 1, answer: isGreeted ? .said : nil,
                        answeredAt: isGreeted ? at + .seconds(20) : nil))
            }
        }
        let noon = midnight + .seconds(12 * 3600)
        return DayRecord(
            day: shop.calendar.tradingDay(date), crossings: crossings,
            gaps: [
                Gap(
                    door: "front", interval: Interval(start: noon, end: noon + .seconds(900)),
                    reason: "silent")
            ], observedSince: Timestamp(seconds: 0))
    }
}

extension Digest {
    /// What is hardest to fit and to escape: names of any length and full of markup, more sentences than a digest has.
    /// None is blank: no shop's name is, and no sentence.
    static func worst(seed: UInt64, _ language: ScreenLanguage) -> Digest {
        var chance = SeededChance(seed: seed)
        func text(_ most: Int) -> String {
            let count = Int.random(in: 0...most, using: &chance)
            let text = (0..<count).map { _ in pieces.randomElement(using: &chance) ?? "" }.joined()
            let isBlank = text.unicodeScalars.allSatisfy {
                $0.properties.isWhitespace || $0.properties.generalCategory == .control
            }
            return isBlank ? text + "a" : text
        }
        func texts(_ most: Int, _ length: Int) -> [String] {
            (0..<Int.random(in: 0...most, using: &chance)).map { _ in text(length) }
        }
        let length = [3, 30, 100, 600].randomElement(using: &chance) ?? 3
        return Digest(
            language: language, title: text(length), headline: text(length),
            warnings: texts(12, length),
            figures: texts(30, min(length, 100)).map {
                Figure(name: $0, value: text(length), change: text(20))
            },
            course: Course(
                from: text(3), to: text(3),
                bars: (0..<Int.random(in: 1...31, using: &chance)).map { $0 % 7 == 0 ? nil : $0 },
                busiest: text(length)),
            moved: texts(12, length), others: texts(12, length), suggestion: text(length),
            outlook: text(length), provenance: text(length))
    }

    private static let pieces = [
        "a", "é", "Librairie ", "*", "_", "~", "`", "<", ">", "&", "\"", "\\", "\n", "\r", "\t",
        "\u{0}", "\u{7f}", "<!channel>", "<@U1>", "@everyone", "@all", "[a](https://evil.example)",
        "https://evil.example", ":smile:", "**", "||", "# ", "- ", "=?UTF-8?Q?a?=", "{{title}}",
        "</b>", "&amp;", "👨‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}\u{301}", "\u{202e}", "\u{2028}", "日本",
        "%0d%0a", "'", "$", "😀",
    ]
}

extension Destination {
    static func fixture(
        _ format: MessageFormat, _ language: ScreenLanguage = .fr, shutDays: Bool = false,
        template: MessageTemplate? = nil
    ) throws -> Destination {
        Destination(
            try .fixture(format, language, shutDays: shutDays, template: template),
            url: try WebhookURL("https://hooks.example/T0/key"))
    }
}

extension Subscription {
    static func fixture(
        _ format: MessageFormat, _ language: ScreenLanguage = .fr, shutDays: Bool = false,
        template: MessageTemplate? = nil, pages: String? = nil
    ) throws -> Subscription {
        Subscription(
            name: "manager", format: format, language: language, hearsOfShutDays: shutDays,
            template: template, parties: format == .email ? try .fixture() : nil, pages: pages)
    }

    func message(of summary: Summary, id: String) throws -> Message {
        try message(of: MessageContent(summary), id: DeliveryID(rawValue: id))
    }

    /// What it is sent of a summary made now; nil when that is no news to it.
    func text(of fresh: NewSummary) throws -> String? {
        guard wants(fresh) else { return nil }
        let message = try message(of: fresh.summary, id: "msg_1")
        return String(decoding: message.body, as: UTF8.self)
    }
}
