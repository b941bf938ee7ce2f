import DoorstepCore
import DoorstepWords
import Mustache

/// A shop's own message: a mustache template, and the media type of its output, which decides how text is escaped.
package struct MessageTemplate: Sendable {
    package let text: String

    /// `application/json`, `text/html; charset=utf-8`
    package let contentType: String
    private let template: MustacheTemplate

    package static let defaultContentType = "text/plain; charset=utf-8"

    package init(_ text: String, contentType: String) throws(Invalid) {
        self.text = text
        self.contentType = contentType
        try TemplateBounds.check(text)
        do {
            template = try MustacheTemplate(text, for: Escaping(contentType))
        } catch let error as MustacheTemplate.ParserError {
            throw Invalid(line: error.context.lineNumber, reason: Self.reason(error.error))
        } catch {
            throw Invalid(line: nil, reason: "it cannot be read")
        }
        // Examples with and without figures are tried here: receivers would refuse a message that is too long, or no
        // JSON, every evening.
        for digest in [Digest.example, Digest(testOf: "“Chez Paul”", language: .en)] {
            let budget = TemplateBudget()
            let body = self.body(digest, nil, budget)
            guard budget.left > 0, body.utf8.count <= TemplateBudget.whole else {
                throw Invalid(
                    line: nil,
                    reason:
                        "with example figures it makes more than \(TemplateBudget.whole >> 10) KiB")
            }
            guard isJSON else { continue }
            do throws(JSONError) {
                _ = try JSONParser.parse(Array(body.utf8))
            } catch {
                throw Invalid(
                    line: nil, reason: "with example figures it makes no JSON: \(error.message)")
            }
        }
    }

    /// Whether the output is JSON, which makes the message one for programs.
    package var isJSON: Bool { Escaping(contentType) == .json }

    package struct Invalid: Error, Hashable {
        /// Counted from 1; nil when the whole template is meant.
        package let line: Int?

        /// A sentence without its full stop.
        package let reason: String
    }

    /// `summary` is nil for a test message.
    func message(_ digest: Digest, _ summary: Summary?) -> Message {
        Message(contentType: contentType, body: Array(body(digest, summary, TemplateBudget()).utf8))
    }

    private func body(_ digest: Digest, _ summary: Summary?, _ budget: TemplateBudget) -> String {
        template.render(TemplateWords(context(digest, summary), budget: budget))
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: "a section is closed by another name than its own"
        case .unfinishedName: "a tag is not closed with }}"
        case .expectedSectionEnd: "a section is not closed"
        case .invalidSetDelimiter: "the delimiters cannot be changed like this"
        case .unrecognisedConfigVariable, .invalidConfigVariableSyntax: "an unknown {{% …}}"
        // The text ended before the tag did.
        case nil: "a tag is not closed with }}"
        default: "this is not mustache"
        }
    }
}

extension MessageTemplate: Hashable {
    package static func == (a: MessageTemplate, b: MessageTemplate) -> Bool {
        a.text == b.text && a.contentType == b.contentType
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(contentType)
    }
}

// The names that a template may use. The list is in config/doorstep.toml.
extension MessageTemplate {
    private func context(_ digest: Digest, _ summary: Summary?) -> [String: Any] {
        var context: [String: Any] = [
            "language": digest.language.rawValue, "title": digest.title,
            "headline": digest.headline, "warnings": digest.warnings, "moved": digest.moved,
            "others": digest.others, "provenance": digest.provenance,
            "figures": digest.figures.map { figure in
                var fields = ["name": figure.name, "value": figure.value]
                fields["change"] = figure.change
                return fields
            },
            "text": DigestPage.whole(digest).lines.joined(separator: "\n"),
        ]
        context["suggestion"] = digest.suggestion
        context["link"] = digest.link
        context["outlook"] = digest.outlook
        if let course = digest.course {
            var fields = ["from": course.from, "to": course.to, "sparkline": course.sparkline]
            fields["busiest"] = course.busiest
            fields["unknown"] = course.unknown
            context["course"] = fields
        }
        let figures = summary.map(HeadlineFigures.init)
        context["shop"] = figures?.shop
        context["kind"] = figures?.kind
        context["period"] = figures?.period
        let numbers: [(name: String, value: Any?)] = [
            ("revision", figures?.revision), ("visitors", figures?.visitors),
            ("isLowerBound", figures?.isLowerBound),
            ("unansweredOpenings", figures?.unansweredOpenings),
            ("isDoubtful", figures?.isDoubtful),
            ("greetedShare", figures?.greetedShare), ("farewellShare", figures?.farewellShare),
            ("coverage", figures?.coverage),
            ("medianWaitSeconds", figures?.medianWaitSeconds), ("happyIndex", figures?.happyIndex),
        ]
        for (name, value) in numbers { context[name] = value ?? (isJSON ? JSONNull() : nil) }
        return context
    }
}

extension Digest {
    /// A digest that has something in every section, and marks in them that must be escaped.
    fileprivate static let example = Digest(
        language: .en, title: "“Chez \"Paul\"”, Saturday 21 November 2026",
        headline: "60 visitors, +20\u{a0}% against a usual Saturday",
        warnings: ["Door “front” was not watched from 09:00 to 14:00."],
        figures: [
            Figure(
                name: "Greeted in time", value: "85\u{a0}%, 51 of 60", change: "−15 points"),
            Figure(name: "Median wait", value: "20\u{a0}s", change: nil),
        ],
        course: Course(
            from: "09", to: "18", bars: [1, nil, 3], busiest: "Busiest \\ at 11.",
            unknown: "hour not fully watched"),
        moved: ["Fewer greeted in time."], others: ["Friday 20: \"60\" visitors"],
        suggestion: "Say \"hello\".", provenance: "Data: all")
}

/// An unknown number where a number must stand: `"visitors": {{visitors}}`. No section is shown for it.
private struct JSONNull: MustacheCustomRenderable {
    let renderText = "null"
    let isNull = true
}
