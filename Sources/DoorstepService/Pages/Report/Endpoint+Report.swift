import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// `/report`: a day, a week or a month for managers.
    static let report = Endpoint(
        method: .get, path: "/report", summary: "A period's figures with their charts.",
        query: ReportRequest.parameters + [
            .language,
            Parameter(
                name: "standalone", about: "As one file that needs nothing else.",
                schema: ["type": "boolean"]),
        ], roles: [.report], answer: Answer(status: 200, about: "The page.", mediaType: "text/html")
    ) { incoming, service in
        let isFile = try incoming.flag("standalone") ?? false
        _ = try incoming.choice("lang", of: ScreenLanguage.self)
        let request = try await ReportRequest.read(incoming, service)
        let page = ReportPage(
            report: try await service.ledger.report(of: request.period), shop: service.shop,
            language: incoming.language(service.shop), request: isFile ? nil : request)
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

    /// `/report.csv`: one table of the report.
    static let reportSheet = Endpoint(
        method: .get, path: "/report.csv", summary: "A table of the report as CSV.",
        query: ReportRequest.parameters + [
            Parameter(
                name: "table", about: "Which; the key figures without it.",
                schema: ["type": "string", "enum": words(ReportSheet.self)])
        ], roles: [.report], answer: Answer(status: 200, about: "CSV.", mediaType: "text/csv")
    ) { incoming, service in
        let sheet = try incoming.choice("table", of: ReportSheet.self) ?? .summary
        let request = try await ReportRequest.read(incoming, service)
        let report = try await service.ledger.report(of: request.period)
        var response = Response.bytes(
            Array(sheet.text(of: report, calendar: service.shop.calendar).utf8), status: .ok,
            type: "text/csv; charset=utf-8; header=present")
        response.headers[.contentDisposition] =
            "attachment; filename=\"doorstep-\(request.period.id)-\(sheet.rawValue).csv\""
        return response
    }
}
