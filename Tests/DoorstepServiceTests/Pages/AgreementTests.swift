import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@testable import DoorstepPages

/// The digest, the sentences and the report of one summary, of many days that a generator made up.
@Suite struct AgreementTests {
    private static let shop = Shop.fixture(zone: "Europe/Paris", hours: .daily("09:00-19:00"))
    private static let now = Timestamp(at: "2026-11-23T12:00:00Z")

    private static func figures(_ date: LocalDate, seed: UInt64, crossings: Int) -> DayFigures {
        let day = shop.calendar.tradingDay(date)
        var generator = GeneratedCrossings(seed: seed)
        return DayFigures(
            DayRecord(
                day: day, crossings: generator.make(crossings, in: day.interval),
                feedback: (0..<crossings / 9).map {
                    FacePress(at: day.interval.start, face: ($0 + Int(seed)) % 4, counts: true)
                }, observedSince: Timestamp(seconds: 0)), shop: shop, at: now)
    }

    private struct Told {
        let summary: Summary
        let digest: Digest
        let text: SummaryText
        let head: ReportHead
        let sections: ReportSections
        let page: String

        init(_ seed: UInt64, _ language: ScreenLanguage) throws {
            let period = SummaryPeriod.day(try #require(LocalDate("2026-11-21")))
            let crossings = [0, 2, 7, 12, 30, 90, 600][Int(seed) % 7]
            let days = [AgreementTests.figures(period.first, seed: seed, crossings: crossings)]
            let past = Changes.candidates(for: period).prefix(seed % 3 == 0 ? 0 : 4).map {
                Changes.Past(
                    $0, [AgreementTests.figures($0.first, seed: seed + 50, crossings: 200)])
            }
            summary = Summary(
                of: period, days, past: past, shop: shop, revision: 1, at: AgreementTests.now)
            digest = Digest(summary, language: language)
            text = SummaryText(summary, language: language)
            let (words, numbers) = (ReportWords(language), WrittenNumbers(language: language))
            head = ReportHead(summary: summary, period: period, words: words, numbers: numbers)
            let report = Report(
                period: period, summary: summary,
                figures: ReportFigures(days, shop: shop, at: AgreementTests.now))
            sections = ReportSections(
                report: report, shop: shop, words: words, numbers: numbers, link: { _ in nil })
            page =
                ReportPage(report: report, shop: shop, language: language, request: nil).content
        }
    }

    @Test(
        "the digest and the report show the same figures, under the same names and compared alike",
        arguments: (0..<28).map(UInt64.init), ScreenLanguage.allCases)
    func figures(_ seed: UInt64, _ language: ScreenLanguage) throws {
        let told = try Told(seed, language)
        let tiles = told.head.figures.dropFirst()
        #expect(told.digest.figures.map(\.name) == tiles.map(\.name))
        let usually = ReportWords(language).usually("")
        for (figure, tile) in zip(told.digest.figures, tiles) {
            #expect(figure.value.hasPrefix(tile.value))
            #expect((figure.change != nil) == tile.more.contains(usually), "\(tile.name)")
            let cases = figure.value.dropFirst(tile.value.count + 2)
            #expect(tile.more.hasPrefix(cases), "\(figure.value)")
        }
    }

    @Test(
        "a share is told with the same counts in the sentences",
        arguments: (0..<28).map(UInt64.init), ScreenLanguage.allCases)
    func sentences(_ seed: UInt64, _ language: ScreenLanguage) throws {
        let told = try Told(seed, language)
        let numbers = WrittenNumbers(language: language)
        let (greeting, farewell) = (told.summary.greeting, told.summary.farewell)
        for (hits, rate) in [(greeting.inWindow, greeting.share), (farewell.said, farewell.share)]
        where rate.n > 0 {
            let counts = numbers.count(hits, of: rate.n)
            let shown = rate.n < fewestCases ? counts : "\(numbers.percent(rate.value)), \(counts)"
            #expect(told.digest.figures.contains { $0.value == shown })
            #expect(
                told.text.headlines.contains {
                    $0.hasPrefix(numbers.count(hits))
                        && $0.contains(
                            language == .fr
                                ? "sur \(numbers.count(rate.n))" : "of \(numbers.count(rate.n))")
                        && (rate.n < fewestCases || $0.contains(numbers.percent(rate.value)))
                })
        }
    }

    @Test(
        "visits without a sure outcome have one number, and the guessed ones another",
        arguments: (0..<28).map(UInt64.init), ScreenLanguage.allCases)
    func outcomes(_ seed: UInt64, _ language: ScreenLanguage) throws {
        let told = try Told(seed, language)
        let (summary, numbers) = (told.summary, WrittenNumbers(language: language))
        #expect(summary.unknownOutcomes + summary.guessedOutcomes == summary.parity.unknown)
        guard let table = told.sections.parity.table else { return }
        let words = ReportWords(language)
        func row(_ name: String) -> String? {
            table.rows.first { $0.name == name }?.cells.first
        }
        #expect(row(words.outcomeUnknown) == numbers.count(summary.unknownOutcomes))
        #expect(row(words.outcomeGuessed) == numbers.count(summary.guessedOutcomes))
        let lead = try #require(told.sections.parity.lead.first)
        guard summary.unknownOutcomes > 0 else { return }
        let visits =
            language == .fr
            ? numbers.counted(summary.unknownOutcomes, "visite", "visites")
            : numbers.counted(summary.unknownOutcomes, "visit", "visits")
        #expect(lead.contains(visits))
        #expect(
            told.text.notes.contains {
                language == .fr
                    ? $0.contains(visits)
                    : $0.contains("outcome of \(numbers.count(summary.unknownOutcomes)) of ")
            })
    }

    @Test(
        "no other name of a figure is left in anything that people read",
        arguments: (0..<14).map(UInt64.init), ScreenLanguage.allCases)
    func names(_ seed: UInt64, _ language: ScreenLanguage) throws {
        let told = try Told(seed, language)
        let digest =
            [told.digest.headline, told.digest.provenance] + told.digest.warnings
            + told.digest.moved + told.digest.figures.map(\.name)
        let all = (digest + told.text.headlines + told.text.notes + [told.page])
            .joined(separator: "\n").lowercased()
        for name in ["au bon moment", "indice de", "observé", "happy index", "right moment"] {
            #expect(!all.contains(name), "\(name)")
        }
    }
}
