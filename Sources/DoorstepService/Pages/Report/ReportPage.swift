import Crypto
import DoorstepCore
import Foundation
import HTTPTypes
import HummingbirdCore

/// The whole report as HTML: in the frame of the other pages, or as one file that needs nothing else.
struct ReportPage: Sendable {
    let report: Report
    let shop: Shop
    let language: ScreenLanguage

    /// What links are made of; nil in a file by itself, which links to nothing.
    let request: ReportRequest?

    var title: String { "\(shop.name), \(numbers.name(report.period))" }

    private var words: ReportWords { ReportWords(language) }
    private var numbers: ReportNumbers { ReportNumbers(language: language) }

    /// What stands in the page's body.
    var content: String {
        let summary = report.summary
        let digest = ReportDigest(summary: summary, words: words, numbers: numbers)
        let sections = ReportSections(
            report: report, shop: shop, words: words, numbers: numbers,
            link: { [request] in request?.link($0) })
        return PageTemplates.render(
            "report",
            [
                "shop": shop.name, "period": capitalised(numbers.name(report.period)),
                "words": words, "links": request.map(links) as Any,
                "cautions": list(digest.cautions), "figures": digest.figures,
                "headlines": digest.headlines, "changes": digest.changes,
                "notes": list(digest.notes), "provenance": provenance,
                "sections": sections.all.map(section),
            ] as [String: Any])
    }

    /// One file with its style inside, to keep, to print or to send. Its own words say that it may load nothing.
    var file: String {
        PageTemplates.render(
            "standalone",
            [
                "language": language.rawValue, "title": title, "style": Self.style,
                "policy": Self.filePolicy, "content": content,
            ] as [String: Any])
    }

    /// Nothing is loaded, and no other style than the report's own applies.
    static let filePolicy: String = {
        let digest = Data(SHA256.hash(data: Array(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
    }()

    private static let style = [PackageResources.doorstep_css, PackageResources.report_css]
        .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

// MARK: What the template is given

extension ReportPage {
    /// A list and whether there is anything in it: a heading must not stand alone.
    private func list(_ items: [String]) -> Any {
        items.isEmpty ? false as Any : ["items": items] as Any
    }

    private var provenance: String {
        let summary = report.summary
        let madeAt = summary.data.madeAt
        let date = LocalDate(String(madeAt.prefix(10))).map(numbers.date) ?? ""
        let share =
            summary.coverage.share.map { numbers.percent($0) } ?? words.unknown
        return words.provenance(
            summary, period: numbers.name(report.period), coverage: share,
            madeAt: "\(date), \(numbers.clock(ofMoment: madeAt))")
    }

    private func links(_ request: ReportRequest) -> [String: Any] {
        let other: ScreenLanguage = language == .fr ? .en : .fr
        func entry(_ text: String, _ period: SummaryPeriod) -> [String: Any]? {
            request.link(period).map { ["address": $0, "text": text] }
        }
        let longer = SummaryPeriod.Kind.allCases.drop { $0 != request.period.kind }.dropFirst()
            .compactMap { kind in
                entry(
                    words.seePeriod(kind), SummaryPeriod(kind, containing: request.period.first))
            }
        return [
            "previous": entry(words.previous, request.previous) as Any,
            "next": entry(words.next, request.next) as Any, "longer": longer,
            "other": [
                "address": request.link(in: other), "text": words.otherLanguage,
                "language": other.rawValue,
            ],
            "file": request.file, "summary": request.link(ReportSheet.summary),
        ]
    }

    private func section(_ section: ReportSection) -> [String: Any] {
        [
            "id": section.id, "title": section.title, "lead": section.lead,
            "chart": section.chart?.markup as Any, "gaps": list(section.gaps),
            "table": section.table.map(table) as Any,
            "sheet": section.table == nil ? nil as String? as Any : request?.link(section.sheet) as Any,
            "isOpen": request == nil,
        ]
    }

    private func table(_ table: ReportTable) -> [String: Any] {
        [
            "caption": table.caption, "heads": table.heads,
            "rows": table.rows.map { row in
                [
                    "name": row.name, "link": row.link as Any, "cells": row.cells,
                    "kind": row.isTotal ? "total" : "",
                ] as [String: Any]
            },
        ]
    }
}
