import DoorstepCore
import DoorstepWords

/// Blocks for an incoming webhook of Slack, and `text` for notifications and old clients.
///
/// Limits: 50 blocks; 3,000 characters in a section, 10 fields of 2,000; 150 in a header
/// (<https://docs.slack.dev/reference/block-kit/blocks>). The whole is refused near 13,000, which is documented nowhere
/// (<https://github.com/slackapi/bolt-js/issues/2509>).
struct SlackMessage: PageFormat, Encodable {
    let text: String

    /// For `text` alone: names in it are no markup.
    let mrkdwn = false
    let blocks: [Block]

    static func message(_ page: DigestPage) throws -> Message? {
        let slack = SlackMessage(page)
        guard slack.blocks.count <= 50, slack.blocks.allSatisfy(\.isWithinLimits) else {
            return nil
        }
        let body = try JSONWriter.bytes(slack)
        guard body.count <= 12_000 else { return nil }
        return Message(contentType: "application/json", body: body)
    }

    private init(_ page: DigestPage) {
        let headline = page.sections.lazy.flatMap { $0.lines(page.words) }.first
        text =
            ([page.title] + [headline].compactMap(\.self)).joined(separator: page.words.colon)
            .cut(to: 3000, escape: Self.escaped).forSlack
        blocks =
            [.header(page.title.cut(to: 150, escape: Self.escaped))]
            + page.sections.map(Block.init)
            + [page.ending].compactMap { $0.map(Block.context) }
            + [page.link].compactMap { link in
                link.map {
                    Block(
                        type: "section",
                        text: .markup("<\($0.forSlack)|\(page.words.report)>"))
                }
            }
    }

    /// A block of the message. Text that holds names is plain, so that none of it is markup.
    struct Block: Encodable {
        let type: String
        var text: Text?
        var fields: [Text]?
        var elements: [Text]?

        struct Text: Encodable {
            let type: String
            let text: String

            /// Whether `:door:` is a picture; nil for markup.
            let emoji: Bool?

            static func plain(_ text: String) -> Text {
                Text(type: "plain_text", text: text.forSlack, emoji: false)
            }

            static func markup(_ text: String) -> Text {
                Text(type: "mrkdwn", text: text, emoji: nil)
            }
        }

        static func header(_ text: String) -> Block { Block(type: "header", text: .plain(text)) }

        static func context(_ text: String) -> Block {
            Block(type: "context", elements: [.plain(text)])
        }

        init(type: String, text: Text? = nil, fields: [Text]? = nil, elements: [Text]? = nil) {
            self.type = type
            self.text = text
            self.fields = fields
            self.elements = elements
        }

        init(_ section: DigestSection) {
            switch section {
            case .headline(let text), .outlook(let text):
                self.init(type: "section", text: .plain(text))
            case .warnings(let texts):
                self.init(
                    type: "section",
                    text: .plain(texts.map { "⚠ \($0)" }.joined(separator: "\n")))
            case .figures(let figures):
                self.init(
                    type: "section",
                    fields: figures.map {
                        .markup("*\($0.name.forSlack)*\n\($0.valueAndChange.forSlack)")
                    })
            case .course(let course):
                let lines = ["`\(course.line.forSlack)`"] + course.notes.map(\.forSlack)
                self.init(type: "section", text: .markup(lines.joined(separator: "\n")))
            case .moved(let texts), .others(let texts):
                self.init(
                    type: "section",
                    text: .plain(texts.map { "• \($0)" }.joined(separator: "\n")))
            case .suggestion(let text): self.init(type: "section", text: .plain("→ \(text)"))
            case .provenance(let text): self = .context(text)
            }
        }

        fileprivate var isWithinLimits: Bool {
            (text?.text.utf16.count ?? 0) <= (type == "header" ? 150 : 3000)
                && (fields ?? []).count <= 10
                && (fields ?? []).allSatisfy { $0.text.utf16.count <= 2000 }
                && (elements ?? []).allSatisfy { $0.text.utf16.count <= 3000 }
        }
    }

    private static func escaped(_ text: String) -> String { text.forSlack }
}

extension String {
    /// The text with `&`, `<` and `>` escaped, which Slack reads as the beginnings of entities, mentions and links.
    fileprivate var forSlack: String {
        escapingScalars { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: nil
            }
        }
    }
}
