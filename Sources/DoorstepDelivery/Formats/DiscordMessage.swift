import DoorstepCore
import DoorstepWords

/// An embed for a webhook of Discord, which mentions nobody.
///
/// Limits, in characters: title 256, description 4,096, 25 fields with a name of 256 and a value of 1,024, footer 2,048,
/// 6,000 in all (<https://discord.com/developers/docs/resources/message#embed-object-embed-limits>; all but the last
/// also in `RichEmbed` of <https://github.com/discord/discord-api-spec>).
struct DiscordMessage: PageFormat, Encodable {
    let embeds: [Embed]
    let allowedMentions = Mentions()

    private enum CodingKeys: String, CodingKey {
        case embeds
        case allowedMentions = "allowed_mentions"
    }

    static func message(_ page: DigestPage) throws -> Message? {
        let embed = Embed(page)
        guard embed.isWithinLimits else { return nil }
        return Message(
            contentType: "application/json",
            body: try JSONWriter.bytes(DiscordMessage(embeds: [embed])))
    }

    struct Mentions: Encodable {
        let parse: [String] = []
    }

    struct Embed: Encodable {
        let title: String

        /// The address that the title leads to.
        let url: String?
        let description: String?
        let fields: [Field]
        let footer: Footer?

        struct Field: Encodable {
            let name: String
            let value: String
            let inline: Bool
        }

        /// Not Markdown.
        struct Footer: Encodable {
            let text: String
        }

        fileprivate init(_ page: DigestPage) {
            title = page.title.cut(to: 256) { $0.forMarkdown }.forMarkdown
            url = page.link
            var lines: [String] = []
            var fields: [Field] = []
            var footer: [String] = []
            for section in page.sections {
                switch section {
                case .headline(let text): lines.append("**\(text.forMarkdown)**")
                case .warnings: lines += section.lines(page.words).map(\.forMarkdown)
                case .figures(let figures):
                    fields += figures.map {
                        Field(
                            name: $0.name.forMarkdown, value: $0.valueAndChange.forMarkdown,
                            inline: true)
                    }
                case .course(let course):
                    fields.append(
                        Self.field(
                            page.words.course,
                            ["`\(course.line.replacing("`", with: "'"))`"]
                                + course.notes.map(\.forMarkdown)))
                case .moved(let texts):
                    fields.append(
                        Self.field(page.words.moved, texts.map { "• " + $0.forMarkdown }))
                case .others(let texts):
                    fields.append(
                        Self.field(page.words.others, texts.map { "• " + $0.forMarkdown }))
                case .suggestion(let text):
                    fields.append(Self.field(page.words.suggestion, [text.forMarkdown]))
                case .outlook(let text):
                    fields.append(Self.field(page.words.outlook, [text.forMarkdown]))
                case .provenance(let text): footer.append(text)
                }
            }
            footer += [page.ending].compactMap(\.self)
            description = lines.isEmpty ? nil : lines.joined(separator: "\n")
            self.fields = fields
            self.footer = footer.isEmpty ? nil : Footer(text: footer.joined(separator: "\n"))
        }

        private static func field(_ name: String, _ lines: [String]) -> Field {
            Field(name: name, value: lines.joined(separator: "\n"), inline: false)
        }

        fileprivate var isWithinLimits: Bool {
            func size(_ text: String?) -> Int { text?.utf16.count ?? 0 }
            let all = fields.reduce(size(title) + size(description) + size(footer?.text)) {
                $0 + size($1.name) + size($1.value)
            }
            return all <= 6000 && size(title) <= 256 && size(description) <= 4096
                && size(footer?.text) <= 2048 && fields.count <= 25
                && fields.allSatisfy { size($0.name) <= 256 && size($0.value) <= 1024 }
        }
    }
}
