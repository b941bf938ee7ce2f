import DoorstepCore
import DoorstepWords

/// An Adaptive Card 1.2 in the envelope that Workflows of Microsoft Teams take.
///
/// Teams refuses about 28 KB (<https://learn.microsoft.com/connectors/teams/>, "Message size limit"), counted after it
/// has wrapped the card: 24,453 bytes became 28,897, so 20,000 leave room
/// (<https://github.com/MicrosoftDocs/msteams-docs/issues/11274>). Text stands in `TextRun`s, which know no Markdown
/// and came with 1.2 (<https://adaptivecards.io/explorer/RichTextBlock.html>).
struct TeamsMessage: PageFormat, Encodable {
    let type = "message"
    let attachments: [Attachment]

    static func message(_ page: DigestPage) throws -> Message? {
        let card = Card(
            fallbackText: page.title,
            body: [.text(page.title, weight: "Bolder", size: "Medium")]
                + page.sections.flatMap { Element.elements($0, page.words) }
                + [page.ending].compactMap { $0.map { .text($0, isSubtle: true) } },
            actions: page.link.map { [Action(title: page.words.report, url: $0)] })
        let body = try JSONWriter.bytes(TeamsMessage(attachments: [Attachment(content: card)]))
        guard body.count <= 20_000 else { return nil }
        return Message(contentType: "application/json", body: body)
    }

    struct Attachment: Encodable, WritesNull {
        let contentType = "application/vnd.microsoft.card.adaptive"
        private let contentUrl: String? = nil
        let content: Card

        init(content: Card) { self.content = content }
    }

    struct Card: Encodable {
        let schema = "http://adaptivecards.io/schemas/adaptive-card.json"
        let type = "AdaptiveCard"
        let version = "1.2"
        let fallbackText: String
        let body: [Element]
        let actions: [Action]?
        let msteams = ["width": "full"]

        private enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case type, version, fallbackText, body, actions, msteams
        }
    }

    /// A button that opens an address.
    struct Action: Encodable {
        let type = "Action.OpenUrl"
        let title: String
        let url: String
    }

    /// A `RichTextBlock` of one run, or a `FactSet`.
    struct Element: Encodable {
        let type: String
        var inlines: [Run]?
        var facts: [Fact]?

        struct Run: Encodable {
            let type = "TextRun"
            let text: String
            let weight: String?
            let size: String?
            let isSubtle: Bool?
            let fontType: String?
        }

        struct Fact: Encodable {
            let title: String
            let value: String
        }

        static func text(
            _ text: String, weight: String? = nil, size: String? = nil, isSubtle: Bool? = nil,
            fontType: String? = nil
        ) -> Element {
            Element(
                type: "RichTextBlock",
                inlines: [
                    Run(
                        text: text, weight: weight, size: size, isSubtle: isSubtle,
                        fontType: fontType)
                ])
        }

        static func elements(_ section: DigestSection, _ words: PageWords) -> [Element] {
            switch section {
            case .headline(let text): [.text(text, weight: "Bolder")]
            case .figures(let figures):
                [
                    Element(
                        type: "FactSet",
                        facts: figures.map { Fact(title: $0.name, value: $0.valueAndChange) })
                ]
            case .course(let course):
                [.text(course.line, fontType: "Monospace")]
                    + course.notes.map { .text($0) }
            case .provenance(let text): [.text(text, size: "Small", isSubtle: true)]
            case .warnings, .moved, .others, .suggestion, .outlook:
                section.lines(words).map { .text($0) }
            }
        }
    }
}
