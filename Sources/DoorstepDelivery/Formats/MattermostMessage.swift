import DoorstepCore
import DoorstepWords

/// Markdown for an incoming webhook of Mattermost (<https://developers.mattermost.com/integrate/webhooks/incoming/>),
/// at most 16,383 characters: `PostMessageMaxRunesV2` of its server
/// (<https://github.com/mattermost/mattermost/blob/master/server/public/model/post.go>).
struct MattermostMessage: PageFormat, Encodable {
    let text: String

    static func message(_ page: DigestPage) throws -> Message? {
        let text =
            (["#### " + page.title.forMarkdown] + page.sections.flatMap { lines($0, page.words) }
            + [
                page.ending.map { "_\($0)_" },
                page.link.map { "[\(page.words.report)](\($0))" },
            ].compactMap(\.self)).joined(separator: "\n\n")
        guard text.utf16.count <= 16_383 else { return nil }
        return Message(
            contentType: "application/json",
            body: try JSONWriter.bytes(MattermostMessage(text: text)))
    }

    /// The paragraphs of a section; a list is one paragraph.
    private static func lines(_ section: DigestSection, _ words: PageWords) -> [String] {
        func list(_ items: [String]) -> String {
            items.map { "- " + $0 }.joined(separator: "\n")
        }
        switch section {
        case .headline(let text): return ["**\(text.forMarkdown)**"]
        case .warnings, .suggestion, .outlook: return section.lines(words).map(\.forMarkdown)
        case .figures(let figures):
            return [
                list(
                    figures.map {
                        $0.name.forMarkdown + words.colon + "**\($0.value.forMarkdown)**"
                            + ($0.change.map { " (\($0.forMarkdown))" } ?? "")
                    })
            ]
        case .course(let course):
            return ["`\(course.line.replacing("`", with: "'"))`"]
                + course.notes.map(\.forMarkdown)
        case .moved(let texts), .others(let texts): return [list(texts.map(\.forMarkdown))]
        case .provenance(let text): return ["_\(text.forMarkdown)_"]
        }
    }
}
