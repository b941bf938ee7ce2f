import DoorstepCore
import DoorstepWords
import Foundation
import TestSupport
import Testing

@testable import DoorstepPages

/// The charts and their tables, of days that a generator made up.
@Suite struct ReportSectionsTests {
    private static let shop = Shop.fixture(
        zone: "Europe/Paris", hours: .daily("09:00-12:30", "14:00-19:00"))
    private static let now = Timestamp(at: "2026-11-23T12:00:00Z")

    private static func day(
        _ date: String, seed: UInt64, visitors: Int, shop: Shop = shop, largest: Bool = false
    ) throws -> DayRecord {
        let day = shop.calendar.tradingDay(try #require(LocalDate(date)))
        var generator = GeneratedCrossings(seed: seed)
        let gap = Interval(
            start: day.interval.start + .seconds(7 * 3600 + 600),
            end: day.interval.start + .seconds(9 * 3600))
        var crossings = generator.make(visitors, in: day.interval)
        if largest, let first = crossings.first {
            crossings.insert(
                CrossingRecord(
                    id: Sequence(99999), direction: .entrance, door: "front", at: first.at,
                    people: 1_234_567), at: 0)
        }
        return DayRecord(
            day: day, crossings: crossings,
            gaps: seed % 2 == 0
                ? [DayRecord.Gap(door: "front", interval: gap, reason: "<silent> & \"")] : [],
            feedback: (0..<visitors / 20).map {
                FacePress(
                    at: day.interval.start, face: $0 % 4, flag: nil, counts: $0 % 9 != 0)
            }, observedSince: seed % 5 == 4 ? nil : Timestamp(seconds: 0))
    }

    private static func sections(
        _ period: SummaryPeriod, _ records: [DayRecord], _ language: ScreenLanguage,
        shop: Shop = shop
    ) -> ReportSections {
        let days = records.map { DayFigures($0, shop: shop, at: now) }
        let quarters =
            period.kind == .day
            ? records.first.map { OccupancyQuarter.quarters(of: $0, shop: shop) } ?? [] : []
        return ReportSections(
            report: Report(
                period: period,
                summary: Summary(of: period, days, shop: shop, revision: 1, at: now),
                figures: ReportFigures(days, quarters: quarters, shop: shop, at: now)),
            shop: shop, words: ReportWords(language), numbers: WrittenNumbers(language: language),
            link: { _ in nil })
    }

    /// Of each bar, the row of the table that has its name and its number.
    private static func check(_ sections: ReportSections) throws {
        for section in sections.all {
            guard let chart = section.chart else {
                // Some sections are a table alone, because there is little to draw.
                #expect(
                    section.table == nil
                        || ["openings", "doors", "checklist", "phases"].contains(section.id))
                #expect(!section.lead.isEmpty)
                continue
            }
            let table = try #require(section.table)
            #expect(table.rows.allSatisfy { $0.cells.count == table.heads.count - 1 })
            let reader = DrawingReader()
            #expect(reader.read(chart.markup))
            for title in reader.titles {
                let parts = title.components(separatedBy: " · ")
                let name = try #require(parts.first)
                let rest = try #require(parts.last).components(
                    separatedBy: sections.words.colon + " ")
                let number = try #require(rest.last)
                if section.id == "inside", sections.isDay {
                    #expect(table.rows.contains { $0.cells.contains(number) })
                } else {
                    let row = table.rows.first { $0.name == name }
                    #expect(row?.cells.contains(number) == true, "\(section.id): \(title)")
                }
            }
            #expect(!reader.titles.isEmpty, "\(section.id)")
        }
    }

    @Test(
        "every number of a chart stands in its table, in the row of the same name",
        arguments: (0..<12).map(UInt64.init), ScreenLanguage.allCases)
    func numbers(_ seed: UInt64, _ language: ScreenLanguage) throws {
        let visitors = [0, 1, 3, 40, 400, 2000][Int(seed) % 6]
        let record = try Self.day(
            "2026-11-17", seed: seed, visitors: visitors, largest: seed % 3 == 0)
        try Self.check(Self.sections(.day(record.day.date), [record], language))
    }

    @Test("so it is in weeks and months", arguments: ScreenLanguage.allCases)
    func longer(_ language: ScreenLanguage) throws {
        let dates = (1...21).map { "2026-11-" + ($0 < 10 ? "0" : "") + "\($0)" }
        let records = try dates.enumerated().map { index, date in
            try Self.day(date, seed: UInt64(index), visitors: index % 4 == 0 ? 0 : 150)
        }
        let month = SummaryPeriod.month(try #require(LocalMonth("2026-11")))
        try Self.check(Self.sections(month, records, language))
        let week = SummaryPeriod.week(try #require(ISOWeek("2026-W47")))
        try Self.check(Self.sections(week, Array(records.dropFirst(15)), language))
    }

    @Test(
        "a day whose clock jumps has each of its hours and quarters once",
        arguments: [
            ("Europe/Paris", "2026-10-24", "04:00", 25),
            ("Europe/Paris", "2026-03-28", "04:00", 23),
            ("Australia/Lord_Howe", "2026-04-04", "04:00", 25),
            ("America/Havana", "2024-11-03", "00:00", 25),
        ])
    func oddDays(_ zone: String, _ date: String, _ start: String, _ hours: Int) throws {
        let shop = Shop.fixture(zone: zone, hours: .always, dayStartsAt: start)
        let record = try Self.day(date, seed: 1, visitors: 300, shop: shop)
        let sections = Self.sections(.day(record.day.date), [record], .en, shop: shop)
        try Self.check(sections)
        let table = try #require(sections.hours.table)
        #expect(table.rows.count == hours + 1)
        #expect(Set(table.rows.map(\.name)).count == hours + 1)
        let inside = try #require(sections.occupancy.table)
        #expect(
            inside.rows.flatMap(\.cells).filter { !$0.isEmpty }.count
                == sections.figures.quarters.count)
    }

    @Test("what was not observed is hatched, and told of with its door and its reason")
    func gaps() throws {
        let record = try Self.day("2026-11-17", seed: 2, visitors: 300)
        let english = Self.sections(.day(record.day.date), [record], .en)
        let french = Self.sections(.day(record.day.date), [record], .fr)
        let told = ["not watched 11:10–12:30 (front): <silent> & \""]
        #expect(english.hours.gaps == told)
        #expect(
            french.hours.gaps == [
                "non suivi de 11\u{a0}h\u{a0}10 à 12\u{a0}h\u{a0}30 (front)\u{a0}: <silent> & \""
            ])
        for section in [english.hours, english.greetings, english.occupancy] {
            let drawing = try #require(section.chart).markup
            #expect(drawing.contains("class=\"unobserved\""), "\(section.id)")
            #expect(drawing.contains("not watched"), "\(section.id)")
        }
        let whole = try Self.day("2026-11-17", seed: 1, visitors: 300)
        let chart = Self.sections(.day(whole.day.date), [whole], .en).hours.chart
        #expect(
            chart.map { !$0.markup.contains("unobserved\"") || !$0.markup.contains("not watched") }
                == true)
    }

    @Test("from the first to the last, every hour has a row, also one in which the shop is shut")
    func everyHour() throws {
        let day = Self.shop.calendar.tradingDay(try #require(LocalDate("2026-11-17")))
        let early = CrossingRecord(
            id: Sequence(1), direction: .entrance, door: "front",
            at: Timestamp(at: "2026-11-17T06:10:00Z"), people: 1)
        let record = DayRecord(
            day: day, crossings: [early], observedSince: Timestamp(seconds: 0))
        let rows = try #require(
            Self.sections(.day(day.date), [record], .en).hours.table?.rows)
        #expect(rows.dropLast().map(\.name) == (7...18).map { ($0 < 10 ? "0" : "") + "\($0):00" })
        #expect(rows.first { $0.name == "08:00" }?.cells == ["0", "0", "shut"])
        #expect(rows.first { $0.name == "13:00" }?.cells == ["0", "0", "shut"])
        #expect(rows.first { $0.name == "15:00" }?.cells == ["0", "0", "yes"])
    }

    @Test("fewer than five make no share and no comparison; nobody makes no chart")
    func few() throws {
        let day = Self.shop.calendar.tradingDay(try #require(LocalDate("2026-11-17")))
        let at = Timestamp(at: "2026-11-17T09:00:00Z")
        func record(_ count: Int) -> DayRecord {
            DayRecord(
                day: day,
                crossings: (0..<count).map {
                    CrossingRecord(
                        id: Sequence(Int64($0) + 1), direction: .entrance, door: "front",
                        at: at + .seconds($0), people: 1, answer: .said,
                        answeredAt: at + .seconds($0 + 10), outcome: .bought)
                }, observedSince: Timestamp(seconds: 0))
        }
        let four = Self.sections(.day(day.date), [record(4)], .en)
        #expect(four.greetings.table?.rows.last?.cells == ["4", "4", "0", "0", "0", "–"])
        #expect(four.parity.lead.last == "Fewer than 5 on one side: no comparison is made.")
        #expect(four.feedback.chart == nil && four.feedback.lead == ["Nobody pressed a face."])
        let five = Self.sections(.day(day.date), [record(5)], .en)
        #expect(five.greetings.table?.rows.last?.cells == ["5", "5", "0", "0", "0", "100\u{a0}%"])
        let none = Self.sections(.day(day.date), [record(0)], .en)
        #expect(none.greetings.chart == nil && none.parity.chart == nil)
        #expect(none.hours.chart != nil)
        #expect(none.hours.table?.rows.first?.cells == ["0", "0", "yes"])
    }
}

/// A day of two doors, one of which was not watched for an hour.
@Suite struct ReportDoorsTests {
    @Test("each door has its crossings and its coverage, in page and sheet")
    func doors() throws {
        let shop = Shop.fixture(doors: [Door(name: "street"), Door(name: "yard")])
        let day = shop.calendar.tradingDay(try #require(LocalDate("2026-11-21")))
        func crossing(
            _ id: Int, _ direction: CrossingRecord.Direction, _ door: String, people: Int = 1
        ) -> CrossingRecord {
            CrossingRecord(
                id: Sequence(Int64(id)), direction: direction, door: door,
                at: Timestamp(at: "2026-11-21T09:00:00Z") + .seconds(id), people: people)
        }
        let record = DayRecord(
            day: day,
            crossings: [
                crossing(1, .entrance, "street", people: 3), crossing(2, .exit, "yard", people: 2),
                crossing(3, .entrance, "yard"),
            ],
            gaps: [
                DayRecord.Gap(
                    door: "yard",
                    interval: Interval(
                        start: Timestamp(at: "2026-11-21T10:00:00Z"),
                        end: Timestamp(at: "2026-11-21T11:00:00Z")), reason: "silent")
            ], observedSince: Timestamp(seconds: 0))
        let now = Timestamp(at: "2026-11-22T12:00:00Z")
        let summary = Summary(of: record, shop: shop, revision: 1, at: now)
        #expect(summary.doors.map(\.door) == ["street", "yard"])
        #expect(summary.doors.map(\.drift) == [nil, nil])
        let report = Report(
            period: .day(day.date), summary: summary,
            figures: ReportFigures(of: record, shop: shop, at: now))
        let sections = ReportSections(
            report: report, shop: shop, words: ReportWords(.en),
            numbers: WrittenNumbers(language: .en), link: { _ in nil })
        #expect(
            sections.doors?.table?.rows.map(\.cells) == [
                ["3", "0", "100\u{a0}%"], ["1", "2", "90\u{a0}%"], ["4", "2", "90\u{a0}%"],
            ])
        #expect(
            ReportSheet.doors.text(of: report, calendar: shop.calendar) == """
                door,entrances,exits,drift,observedMinutes,coverage\r
                street,3,0,,600,1\r
                yard,1,2,,540,0.9\r

                """)
        // Of one door alone the drift is that of the shop.
        let alone = Summary(
            of: DayRecord(
                day: day, crossings: [crossing(1, .entrance, "street", people: 3)],
                observedSince: nil), shop: .fixture(doors: [Door(name: "street")]), revision: 1,
            at: now)
        #expect(alone.doors.map(\.drift) == [3] && alone.traffic.drift == 3)
        #expect(alone.doors.first?.coverage == nil)
    }
}

@Suite struct ReportPhasesTests {
    @Test("the phases have their shares, from five cases on, and the checklist its counts")
    func phases() throws {
        let shop = Shop.fixture()
        let day = shop.calendar.tradingDay(try #require(LocalDate("2026-11-21")))
        let crossings = (0..<8).map { index in
            let at = Timestamp(at: "2026-11-21T09:00:00Z") + .seconds(index)
            return CrossingRecord(
                id: Sequence(Int64(index) + 1), direction: .entrance, door: "front", at: at,
                people: 1, answer: index < 6 ? .said : nil,
                answeredAt: index < 6 ? at + .seconds(10) : nil,
                observed: Observed(smile: index < 3 ? true : index == 3 ? false : nil))
        }
        let exits = (0..<2).map { index in
            CrossingRecord(
                id: Sequence(Int64(index) + 100), direction: .exit, door: "front",
                at: Timestamp(at: "2026-11-21T10:00:00Z"), people: 1)
        }
        let record = DayRecord(
            day: day, crossings: crossings + exits, observedSince: Timestamp(seconds: 0))
        let now = Timestamp(at: "2026-11-22T12:00:00Z")
        let report = Report(
            period: .day(day.date),
            summary: Summary(of: record, shop: shop, revision: 1, at: now),
            figures: ReportFigures(of: record, shop: shop, at: now))
        let sections = ReportSections(
            report: report, shop: shop, words: ReportWords(.fr),
            numbers: WrittenNumbers(language: .fr), link: { _ in nil })
        #expect(
            sections.phases.table?.rows.map(\.cells) == [
                ["8", "75\u{a0}%", "41–93\u{a0}%"], ["0", "–", "–"], ["2", "–", "–"],
            ])
        #expect(
            sections.checklist.table?.rows.first
                == ReportTable.Row(name: "Sourire", cells: ["3", "1", "2"]))
        let calendar = shop.calendar
        #expect(
            ReportSheet.phases.text(of: report, calendar: calendar)
                .hasPrefix("phase,n,share,low,high\r\narrival,8,0.75,0.4093,0.9285\r\n"))
        #expect(
            ReportSheet.checklist.text(of: report, calendar: calendar)
                .hasPrefix("item,yes,no,notObserved\r\nsmile,3,1,2\r\n"))
    }
}

@Suite struct ReportSheetTests {
    private func sheet(_ sheet: ReportSheet, since: Timestamp? = Timestamp(seconds: 0)) throws
        -> [String]
    {
        let shop = Shop.fixture()
        let day = shop.calendar.tradingDay(try #require(LocalDate("2026-11-21")))
        let gap = DayRecord.Gap(
            door: "=1+1",
            interval: Interval(
                start: Timestamp(at: "2026-11-21T08:00:00Z"),
                end: Timestamp(at: "2026-11-21T09:00:00Z")), reason: "a, \"b\"")
        let record = DayRecord(
            day: day,
            crossings: [
                CrossingRecord(
                    id: Sequence(1), direction: .entrance, door: "front",
                    at: Timestamp(at: "2026-11-21T10:05:00Z"), people: 2, answer: .said,
                    answeredAt: Timestamp(at: "2026-11-21T10:05:12Z"))
            ], gaps: [gap], observedSince: since)
        let now = Timestamp(at: "2026-11-21T19:00:00Z")
        let report = Report(
            period: .day(day.date), summary: Summary(of: record, shop: shop, revision: 1, at: now),
            figures: ReportFigures(of: record, shop: shop, at: now))
        let text = sheet.text(of: report, calendar: shop.calendar)
        #expect(text.hasSuffix("\r\n") && !text.replacing("\r\n", with: "").contains("\n"))
        return text.components(separatedBy: "\r\n").dropLast()
    }

    @Test("hours carry their offset; what was not observed is empty, and a quiet hour is nought")
    func hours() throws {
        let lines = try sheet(.hours)
        #expect(
            lines[0]
                == "day,from,to,openMinutes,coverage,entrances,exits,due,early,inWindow,late,never,"
                + "unansweredOpenings")
        #expect(
            lines[1]
                == "2026-11-21,2026-11-21T09:00:00.000+01:00,2026-11-21T10:00:00.000+01:00,60,0,,,,,,,,"
        )
        #expect(lines[2].hasSuffix(",60,1,0,0,0,0,0,0,0,0"))
        #expect(lines[3].hasSuffix("T12:00:00.000+01:00,60,1,2,0,1,0,1,0,0,0"))
    }

    @Test("what somebody wrote is quoted, and is no formula")
    func guarded() throws {
        #expect(
            try sheet(.gaps) == [
                "door,from,to,reason",
                "'=1+1,2026-11-21T09:00:00.000+01:00,2026-11-21T10:00:00.000+01:00,\"a, \"\"b\"\"\"",
            ])
    }

    @Test(
        "every table has as many fields in each row as it has columns",
        arguments: ReportSheet.allCases)
    func width(_ table: ReportSheet) throws {
        for since in [nil, Timestamp(seconds: 0)] {
            let lines = try sheet(table, since: since)
            let columns = lines[0].split(separator: ",").count
            #expect(
                lines.count > 1 || (table == .gaps && since == nil)
                    || [.openings, .episodes].contains(table))
            for line in lines where !line.contains("\"") {
                #expect(
                    line.split(separator: ",", omittingEmptySubsequences: false).count == columns)
            }
        }
    }

    @Test("a figure of nobody is empty, with its n")
    func summary() throws {
        let lines = try sheet(.summary)
        #expect(lines.contains("farewells,share,,,,0"))
        #expect(lines.contains("happyIndex,of 100,,,,0"))
        #expect(lines.contains { $0.hasPrefix("greetedInWindow,share,1,") && $0.hasSuffix(",1") })
    }
}
