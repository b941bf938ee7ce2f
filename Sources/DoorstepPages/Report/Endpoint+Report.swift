import DoorstepCore
import DoorstepService
import DoorstepStore
import DoorstepWords
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// `/report`: a day, a week or a month for managers.
    /// With `standalone=true` it is one file that needs nothing else.
    static let report = Endpoint(
        page: "/report", query: ReportRequest.parameters + ["lang", "standalone"], roles: [.report],
        using: \.ledger
    ) { incoming, ledger in
        let isFile = try incoming.flag("standalone") ?? false
        _ = try incoming.choice("lang", of: ScreenLanguage.self)
        let request = try await ReportRequest.read(incoming, ledger)
        let page = ReportPage(
            report: try await ledger.report(of: request.period), shop: ledger.shop,
            language: incoming.language(ledger.shop), request: isFile ? nil : request)
        guard isFile else {
            return Page(
                language: page.language, title: page.title, kind: "report",
                styles: ["report.css"], content: page.content
            ).response()
        }
        var response = Response.bytes(
            Array(page.file.utf8), status: .ok, type: "text/html; charset=utf-8")
        response.headers[.contentSecurityPolicy] =
            ReportPage.filePolicy + "; frame-ancestors 'none'"
        response.headers[.contentDisposition] =
            "inline; filename=\"doorstep-\(request.period.id).html\""
        return response
    }

    /// `/report.csv`: one table of the report, or its key figures.
    static let reportSheet = Endpoint(
        page: "/report.csv", query: ReportRequest.parameters + ["table"], roles: [.report],
        type: "text/csv", using: \.ledger
    ) { incoming, ledger in
        let sheet = try incoming.choice("table", of: ReportSheet.self) ?? .summary
        let request = try await ReportRequest.read(incoming, ledger)
        let report = try await ledger.report(of: request.period)
        var response = Response.bytes(
            Array(sheet.text(of: report, calendar: ledger.shop.calendar).utf8), status: .ok,
            type: "text/csv; charset=utf-8; header=present")
        response.headers[.contentDisposition] =
            "attachment; filename=\"doorstep-\(request.period.id)-\(sheet.rawValue).csv\""
        return response
    }
}
