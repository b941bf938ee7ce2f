import DoorstepCore
import DoorstepWords
import Mustache

/// A digest as HTML for mail programs: styles stand in the elements, and nothing is loaded from elsewhere.
///
/// No colour of text or ground is set, so that a dark screen stays dark.
enum EmailPage {
    static func html(_ page: DigestPage) -> String {
        var context: [String: Any] = [
            "language": page.words.language.rawValue, "title": page.title,
            "sections": page.sections.map { fields($0, page.words) },
        ]
        context["ending"] = page.ending
        context["link"] = page.link.map { ["address": $0, "text": page.words.report] }
        return template.render(context)
    }

    private static func fields(_ section: DigestSection, _ words: PageWords) -> [String: Any] {
        switch section {
        case .headline(let text): ["headline": text]
        case .warnings(let texts): ["warnings": texts]
        case .figures(let figures): ["figures": ["rows": figures.map(fields)]]
        case .course(let course): ["course": fields(course, words)]
        case .moved(let texts): ["list": ["heading": words.moved, "items": texts] as [String: Any]]
        case .others(let texts):
            ["list": ["heading": words.others, "items": texts] as [String: Any]]
        case .suggestion(let text):
            ["suggestion": ["heading": words.suggestion, "text": text]]
        case .outlook, .provenance: ["lines": section.lines(words)]
        }
    }

    private static func fields(_ figure: Digest.Figure) -> [String: Any] {
        var context: [String: Any] = ["name": figure.name, "value": figure.value]
        context["change"] = figure.change
        return context
    }

    private static func fields(_ course: Digest.Course, _ words: PageWords) -> [String: Any] {
        let most = course.bars.compactMap(\.self).max() ?? 0
        let bars: [[String: Any]] = course.bars.map { bar in
            // In pixels; 0 is a line, and an unknown number is about as high as the highest bar.
            ["isKnown": bar != nil, "height": bar.map { 2 + $0 * 44 / max(most, 1) } ?? 44]
        }
        var context: [String: Any] = [
            "heading": words.course, "bars": bars, "from": course.from, "to": course.to,
        ]
        context["notes"] = [course.unknown.map(words.dashed), course.busiest].compactMap(\.self)
        return context
    }

    private static let template: MustacheTemplate = {
        do {
            return try MustacheTemplate(
                String(decoding: PackageResources.email_mustache, as: UTF8.self), for: .markup)
        } catch {
            // The template is part of the program: a test renders it.
            preconditionFailure("a template cannot be read: \(error)")
        }
    }()
}
