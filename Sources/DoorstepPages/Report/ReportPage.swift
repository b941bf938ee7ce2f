import Crypto
import DoorstepCore
import DoorstepWords
import Foundation
import HTTPTypes
import LocalHTTP

/// The whole report as HTML: in the frame of the other pages, or as one file that needs nothing else.
struct ReportPage: Sendable {
    let report: Report
    let shop: Shop
    let language: ScreenLanguage

    /// The request that links are made of; nil in a file by itself, which has no links.
    let request: ReportRequest?

    var title: String { "\(shop.name), \(numbers.name(report.period))" }

    private var words: ReportWords { ReportWords(language) }
    private var numbers: WrittenNumbers { WrittenNumbers(language: language) }

    /// The HTML of the page's body.
    var content: String {
        let summary = report.summary
        let digest = Digest(summary, language: language)
        let head = ReportHead(
            summary: summary, period: report.period, words: words, numbers: numbers)
        let sections = ReportSections(
            report: report, shop: shop, words: words, numbers: numbers,
            link: { [request] in request?.link($0) })
        return PageTemplates.render(
            "report",
            given([
                "shop": shop.name, "period": capitalised(numbers.name(report.period)),
                "words": headings, "links": request.map(links),
                "cautions": list(head.cautions), "headline": digest.headline,
                "figures": head.figures.map(figure), "changes": head.changes,
                "suggestion": digest.suggestion, "headlines": head.headlines,
                "notes": list(head.notes), "provenance": provenance,
                "sections": sections.all.map(section),
            ]))
    }

    /// The report as one file with its style inside, to keep, print or send. The file itself forbids loading.
    var file: String {
        PageTemplates.render(
            "standalone",
            [
                "language": language.rawValue, "title": title, "style": Self.style,
                "policy": Self.filePolicy, "content": content,
            ] as [String: Any])
    }

    /// The file's content security policy: nothing is loaded, and no other style than the report's own applies.
    static let filePolicy: String = {
        let digest = Data(SHA256.hash(data: Array(style.utf8))).base64EncodedString()
        return
            "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
    }()

    private static let style = [PackageResources.doorstep_css, PackageResources.report_css]
        .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

// MARK: Members for the template

extension ReportPage {
    /// The members that are not nil, because a template treats a nil as a value.
    private func given(_ members: [String: Any?]) -> [String: Any] {
        members.compactMapValues(\.self)
    }

    /// Nil for an empty list: a heading must not stand alone.
    private func list(_ items: [String]) -> [String: Any]? {
        items.isEmpty ? nil : ["items": items]
    }

    private var headings: [String: String] {
        [
            "periods": words.periods, "digest": words.digest, "moved": words.moved,
            "toKnow": words.toKnow, "wholeCSV": words.wholeCSV, "keepFile": words.keepFile,
            "showTable": words.showTable, "csv": words.csv,
        ]
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
        return given([
            "previous": entry(words.previous(request.period.kind), request.previous),
            "next": entry(words.next(request.period.kind), request.next), "longer": longer,
            "recent": [
                entry(words.yesterday, .day(request.today.previous)),
                entry(words.lastWeek, request.lastWeek),
            ].compactMap(\.self),
            "date": given([
                "label": words.pickDay, "show": words.show, "last": request.today.description,
                "day": min(request.period.last, request.today).description,
                "keptLanguage": request.language?.rawValue,
            ]),
            "other": [
                "address": request.link(in: other), "text": words.otherLanguage,
                "language": other.rawValue,
            ],
            "file": request.file, "summary": request.link(ReportSheet.summary),
        ])
    }

    private func figure(_ figure: ReportHead.Figure) -> [String: Any] {
        given([
            "name": figure.name, "value": figure.value, "more": figure.more, "sign": figure.sign,
            "kind": figure.isPhrase ? "phrase" : nil,
        ])
    }

    private func section(_ section: ReportSection) -> [String: Any] {
        given([
            "id": section.id, "title": section.title, "lead": section.lead,
            "chart": section.chart?.markup, "gaps": list(section.gaps),
            "table": section.table.map(table),
            "sheet": section.table == nil ? nil : request?.link(section.sheet),
            "isOpen": request == nil || section.chart == nil,
        ])
    }

    private func table(_ table: ReportTable) -> [String: Any] {
        [
            "caption": table.caption, "heads": table.heads,
            "rows": table.rows.map { row in
                given([
                    "name": row.name, "link": row.link, "cells": row.cells,
                    "kind": row.isTotal ? "total" : nil,
                ])
            },
        ]
    }
}
