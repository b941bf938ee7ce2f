import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@Suite struct OutlookTests {
    private let shop = Shop.fixture(hours: .daily("09:00-12:30", "14:00-19:00"))
    private let front = DoorStatus(
        door: "front",
        down: .init(since: Timestamp(at: "2026-11-21T17:00:00Z"), reason: "silent"))

    @Test(
        "the next opening is today's while it lasts, then that of the next day on which the shop opens",
        arguments: [
            ("2026-11-21T07:00:00+01:00", "2026-11-21"),
            ("2026-11-21T18:59:00+01:00", "2026-11-21"),
            ("2026-11-21T19:15:00+01:00", "2026-11-22"),
            ("2026-11-22T01:00:00+01:00", "2026-11-22"),
        ])
    func day(_ now: String, _ day: String) {
        let outlook = Outlook(shop, doors: [], at: Timestamp(at: now))
        #expect(outlook.day?.description == day)
        #expect(outlook.hours == ["09:00-12:30", "14:00-19:00"])
    }

    @Test("a shop that never shuts, or not within a fortnight, has no next opening")
    func none() {
        let now = Timestamp(at: "2026-11-21T12:00:00Z")
        #expect(Outlook(.fixture(hours: .always), doors: [], at: now).day == nil)
        let shut = Shop.fixture(hours: OpeningHours(weekly: [:]))
        #expect(Outlook(shut, doors: [], at: now).day == nil)
    }

    @Test(
        "a message ends with the hours, and names the doors that are not watched",
        arguments: ScreenLanguage.allCases)
    func words(_ language: ScreenLanguage) throws {
        let now = Timestamp(at: "2026-11-21T18:15:00Z")
        let date = try #require(LocalDate("2026-11-21"))
        let record = DayRecord(
            day: shop.calendar.tradingDay(date), crossings: [], observedSince: Timestamp(seconds: 0)
        )
        let content = MessageContent(
            Summary(of: record, shop: shop, revision: 1, at: now),
            outlook: Outlook(shop, doors: [front], at: now))
        #expect(
            Digest(content, language: language).outlook
                == (language == .fr
                    ? "Ouverture\u{a0}: dimanche 22, 9\u{a0}h–12\u{a0}h\u{a0}30, 14\u{a0}h–19\u{a0}h. La porte «\u{a0}front\u{a0}» "
                        + "n’est pas suivie en ce moment\u{a0}: à regarder avant l’ouverture."
                    : "Open: Sunday 22, 09:00–12:30, 14:00–19:00. Door “front” is not watched at the "
                        + "moment: to be looked at before the shop opens."))
        let quiet = MessageContent(
            Summary(of: record, shop: shop, revision: 1, at: now),
            outlook: Outlook(.fixture(hours: .always), doors: [], at: now))
        #expect(Digest(quiet, language: language).outlook == nil)
    }
}
