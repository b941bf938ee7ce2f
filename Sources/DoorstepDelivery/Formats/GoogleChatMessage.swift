import DoorstepCore
import DoorstepWords

/// Text for a webhook of Google Chat; the whole message has at most 32,000 bytes
/// (<https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create>).
struct GoogleChatMessage: PageFormat, Encodable {
    let text: String

    static func message(_ page: DigestPage) throws -> Message? {
        var lines = ["*\(page.title.forGoogleChat)*"]
        for section in page.sections {
            if case .headline(let text) = section {
                lines.append("*\(text.forGoogleChat)*")
            } else if case .course(let course) = section {
                lines.append("`\(course.line.forGoogleChat)`")
                lines += course.notes.map(\.forGoogleChat)
            } else {
                lines += section.lines(page.words).map(\.forGoogleChat)
            }
        }
        lines += [page.ending, page.link.map { "<\($0)|\(page.words.report)>" }].compactMap(\.self)
        let body = try JSONWriter.bytes(GoogleChatMessage(text: lines.joined(separator: "\n")))
        guard body.count <= 32_000 else { return nil }
        return Message(contentType: "application/json; charset=UTF-8", body: body)
    }
}

extension String {
    /// The text with similar characters in place of Google Chat's marks, for which it has no escape.
    fileprivate var forGoogleChat: String {
        escapingScalars { scalar in
            switch scalar {
            case "*": "∗"
            case "_": "‗"
            case "~": "∼"
            case "`": "‵"
            case "<": "‹"
            case ">": "›"
            default: nil
            }
        }
    }
}
