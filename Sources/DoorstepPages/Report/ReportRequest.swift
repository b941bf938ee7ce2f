import DoorstepAPI
import DoorstepCore
import DoorstepService
import DoorstepStore
import DoorstepWords

/// A reader's request: the period, and the language that its links keep.
struct ReportRequest: Sendable {
    let period: SummaryPeriod
    let today: LocalDate

    /// The language that every link keeps; nil for the browser's preference.
    let language: ScreenLanguage?

    static let parameters = SummaryPeriod.Kind.allCases.map(\.rawValue)

    /// Reads the period that the query names, or else the last closed day with something to report, or else today.
    static func read(_ incoming: Incoming, _ ledger: Ledger) async throws -> ReportRequest {
        let today = ledger.shop.calendar.tradingDay(containing: ledger.now).date
        let asked = SummaryPeriod.Kind.allCases.filter { incoming.query[$0.rawValue] != nil }
        if asked.count > 1 {
            let last = asked[asked.count - 1].rawValue
            throw ProblemBody.invalidQuery(
                last, found: incoming.query[last] ?? "", wanted: "one of day, week and month alone")
        }
        var period: SummaryPeriod?
        if let kind = asked.first {
            let text = incoming.query[kind.rawValue] ?? ""
            guard let found = SummaryPeriod(kind, text) else {
                throw ProblemBody.invalidQuery(
                    kind.rawValue, found: text, wanted: "a \(kind.rawValue) like \(kind.example)")
            }
            guard found.first <= today else {
                throw ProblemBody.periodAhead(found, now: SummaryPeriod(kind, containing: today))
            }
            period = found
        }
        let lastDay = period == nil ? try await ledger.lastReportedDay() : nil
        return ReportRequest(
            period: period ?? .day(lastDay ?? today), today: today,
            language: incoming.query["lang"].flatMap(ScreenLanguage.init(rawValue:)))
    }
}

// MARK: Links

extension ReportRequest {
    /// The link to a period; nil for one that is still to come, and for one that begins before the year 1.
    func link(_ period: SummaryPeriod) -> String? {
        guard period.first <= today, period.first.year >= 1 else { return nil }
        return address(period, [])
    }

    func link(in language: ScreenLanguage) -> String {
        period.reportPath + "&lang=\(language.rawValue)"
    }

    func link(_ sheet: ReportSheet) -> String {
        "/report.csv?\(period.kind.rawValue)=\(period.id)&table=\(sheet.rawValue)"
    }

    var file: String { address(period, ["standalone=true"]) }

    var previous: SummaryPeriod {
        SummaryPeriod(period.kind, containing: period.first.previous)
    }

    /// The week before the running one.
    var lastWeek: SummaryPeriod {
        SummaryPeriod(
            .week, containing: SummaryPeriod(.week, containing: today).first.previous)
    }

    var next: SummaryPeriod { SummaryPeriod(period.kind, containing: period.last.next) }

    private func address(_ period: SummaryPeriod, _ more: [String]) -> String {
        ([period.reportPath] + more + (language.map { ["lang=\($0.rawValue)"] } ?? []))
            .joined(separator: "&")
    }
}
