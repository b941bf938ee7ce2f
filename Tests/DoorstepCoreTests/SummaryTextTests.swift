import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@Suite struct SummaryTextTests {
    private let shop = Shop.fixture()

    private func figures(
        _ date: String, visitors: Int, greeted: Int, gapHours: Int = 0, isKnown: Bool = true
    ) throws -> DayFigures {
        let day = shop.calendar.tradingDay(try #require(LocalDate(date)))
        let open = day.interval.start + .seconds(5 * 3600)
        let crossings = (0..<visitors).map { index in
            CrossingRecord(
                id: Sequence(Int64(index + 1)), direction: .entrance, door: "front",
                at: open + .seconds(index), people: 1, answer: index < greeted ? .said : nil,
                answeredAt: index < greeted ? open + .seconds(index + 12) : nil)
        }
        let gap = DayRecord.Gap(
            door: "front", interval: Interval(start: open, end: open + .seconds(gapHours * 3600)),
            reason: "silent")
        return DayFigures(
            DayRecord(
                day: day, crossings: crossings, gaps: [gap],
                observedSince: isKnown ? Timestamp(seconds: 0) : nil), shop: shop,
            at: Timestamp(at: "2026-12-01T12:00:00Z"))
    }

    private func text(
        _ language: SummaryText.Language, visitors: Int, greeted: Int = 0, gapHours: Int = 0,
        usual: [Int] = [], isKnown: Bool = true
    ) throws -> SummaryText {
        let date = try #require(LocalDate("2026-11-21"))
        let past = try zip(Changes.candidates(for: .day(date)), usual).map { period, visitors in
            Changes.Past(period, [try figures(period.id, visitors: visitors, greeted: visitors)])
        }
        let today = try figures(
            "2026-11-21", visitors: visitors, greeted: greeted, gapHours: gapHours,
            isKnown: isKnown)
        return SummaryText(
            Summary(
                of: .day(date), [today], past: past, shop: shop, revision: 1,
                at: Timestamp(at: "2026-12-01T12:00:00Z")), language: language)
    }

    @Test("says it in French as somebody who stands behind a counter would")
    func french() throws {
        let text = try text(.fr, visitors: 1200, greeted: 900, usual: [800, 820])
        #expect(
            text.headlines == [
                "1\u{202f}200\u{a0}visiteurs, venus seuls ou à plusieurs\u{a0}: 1\u{202f}200\u{a0}arrivées.",
                "L’heure la plus chargée a commencé à 9\u{a0}h.",
                "900\u{a0}arrivées sur 1\u{202f}200 ont été saluées à temps, soit 75\u{a0}% (72–77\u{a0}%, "
                    + "en tenant compte du hasard)\u{a0}; une sur deux l’a été en 12\u{a0}s au plus.",
            ])
        #expect(
            text.changes == [
                "Plus de visiteurs que d’habitude\u{a0}: 1\u{202f}200 contre 810, "
                    + "d’après les 2 derniers samedis bien suivis.",
                "Moins d’arrivées saluées à temps que d’habitude\u{a0}: 75\u{a0}% contre 100\u{a0}%, "
                    + "d’après les 2 derniers samedis bien suivis.",
            ])
        #expect(
            text.notes == [
                "Pour 1\u{202f}200\u{a0}visites sur 1\u{202f}200, on ne sait pas comment la visite s’est "
                    + "terminée (achat, question, coup d’œil…)."
            ])
    }

    @Test("nobody seen is not nobody there")
    func nobody() throws {
        #expect(try text(.en, visitors: 0).headlines == ["Nobody came in."])
        #expect(try text(.fr, visitors: 0).headlines == ["Personne n’est entré."])
        #expect(
            try text(.en, visitors: 0, gapHours: 6).headlines == [
                "No entrance was recorded, but the doors were not watched for long enough to say that "
                    + "nobody came in."
            ])
        #expect(
            try text(.fr, visitors: 0, isKnown: false).headlines == [
                "Aucune entrée n’a été enregistrée, ce qui ne veut pas dire que personne n’est "
                    + "venu\u{a0}: les portes n’ont pas été assez suivies."
            ])
    }

    @Test("what was seen for a part of the time is a lower bound")
    func lowerBound() throws {
        let english = try text(.en, visitors: 40, greeted: 20, gapHours: 6)
        #expect(english.headlines.first == "At least 40 visitors in 40 parties.")
        #expect(
            english.notes.first
                == "The doors were watched for 40\u{a0}% of the opening time; totals are lower bounds."
        )
        let french = try text(.fr, visitors: 40, greeted: 20, gapHours: 6)
        #expect(french.headlines.first?.hasPrefix("Au moins 40\u{a0}visiteurs") == true)
        #expect(
            french.notes.first
                == "Les portes n’ont été suivies que pendant 40\u{a0}% du temps d’ouverture\u{a0}; "
                + "les totaux sont des minimums.")
    }

    @Test(
        "one visitor whom nobody greeted is enough not to say 100 %, and one who was not to say 0 %"
    )
    func nearlyAll() throws {
        #expect(
            try text(.en, visitors: 1000, greeted: 999).headlines.contains {
                $0.contains("greeted in time, 99\u{a0}% (")
            })
        #expect(
            try text(.en, visitors: 1000, greeted: 1).headlines.contains {
                $0.contains("1 of 1,000 parties was greeted in time, 1\u{a0}% (")
            })
    }

    @Test("of fewer than five nobody makes a share")
    func few() throws {
        #expect(
            try text(.en, visitors: 3, greeted: 1).headlines.contains(
                "1 of 3 parties greeted in time: too few to make a share of."))
        #expect(
            try text(.fr, visitors: 3, greeted: 1).headlines.contains(
                "1\u{a0}arrivée sur 3 saluée à temps\u{a0}: trop peu pour en tirer un pourcentage."
            ))
        #expect(
            try text(.en, visitors: 3).summary.noteWords == ["small-sample", "unknown-outcomes"])
    }

    @Test(
        "every note has a sentence in every language, and the summary carries the English one",
        arguments: SummaryNote.allCases)
    func notes(note: SummaryNote) throws {
        for language in SummaryText.Language.allCases {
            let sentence = try text(language, visitors: 30, greeted: 9).sentence(of: note)
            #expect(sentence.count > 20 && sentence.first?.isUppercase == false)
            #expect(sentence.last != ".")
        }
        var summary = try text(.en, visitors: 30, greeted: 9).summary
        summary.data.notes = [
            "\(note.rawValue): text of another version", "later-word: it said so",
        ]
        let english = SummaryText(summary, language: .en)
        #expect(english.notes.count == 2)
        #expect(!english.notes[0].contains("another version"))
        #expect(english.notes[1] == "it said so")
    }
}
