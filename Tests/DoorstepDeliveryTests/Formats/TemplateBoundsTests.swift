import DoorstepCore
import DoorstepWords
import Testing

@testable import DoorstepDelivery

@Suite("TemplateBounds")
struct TemplateBoundsTests {
    @Test(
        "a template that would end the courier is refused with its line",
        arguments: [
            (String(repeating: "{{#title}}\n", count: 5000), 9, deep),
            ("{{=<% %>=}}" + String(repeating: "<%^title%>", count: 5000), 1, deep),
            (
                "{{" + String(repeating: "reversed(", count: 5000) + "title"
                    + String(repeating: ")", count: 5000) + "}}", 1,
                "functions of functions, more than 8 deep"
            ),
            ("\n{{=( )=}}(#title)(/title)", 2, "a delimiter has two characters or more"),
            ("{{#title}}", 1, "a section is not closed"),
        ])
    func refused(text: String, line: Int, reason: String) {
        #expect(throws: MessageTemplate.Invalid(line: line, reason: reason)) {
            _ = try MessageTemplate(text, contentType: "text/plain")
        }
    }

    @Test(
        "eight sections in each other, other delimiters and what a comment holds are nobody's trouble"
    )
    func taken() throws {
        let names = ["figures", "course", "moved", "others"]
        let nested =
            names.map { "{{#\($0)}}" }.joined() + names.reversed().map { "{{/\($0)}}" }.joined()
        let text =
            String(repeating: nested, count: 20) + "{{! {{#a}} }}{{=<% %>=}}<%title%><%={{ }}=%>"
            + "{{count(moved)}}"

        _ = try MessageTemplate(text, contentType: "text/plain")
    }

    @Test("a list in itself in itself ends, however long the list")
    func listInItself() throws {
        let depth = TemplateBounds.depth
        let text =
            String(repeating: "{{#figures}}", count: depth) + "x{{name}}"
            + String(repeating: "{{/figures}}", count: depth)
        let template = try MessageTemplate(text, contentType: "text/plain")
        let digest = Digest(
            language: .en, title: "", headline: "", warnings: [],
            figures: (0..<30).map { Digest.Figure(name: "\($0)", value: "", change: nil) },
            course: nil, moved: [], others: [], suggestion: nil, provenance: "")

        let message = template.message(digest, nil)

        #expect((1...TemplateBudget.whole).contains(message.body.count))
    }
}

private let deep = "sections in sections, more than 8 deep"
