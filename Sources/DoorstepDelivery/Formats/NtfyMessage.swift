import DoorstepCore
import Foundation

/// Text for a topic of ntfy, its title and its picture in headers. A body past 4,096 bytes would become a file
/// (<https://docs.ntfy.sh/publish/#limitations>). No limit of a title is documented; telephones show a line or two of it.
enum NtfyMessage: PageFormat {
    static func message(_ page: DigestPage) throws -> Message? {
        let lines = page.lines
        let body = Array(lines.joined(separator: "\n").utf8)
        guard body.count <= 4096 else { return nil }
        let hasWarnings = page.sections.contains { if case .warnings = $0 { true } else { false } }
        return Message(
            contentType: "text/plain; charset=utf-8",
            headers: [
                // 200 units are at most 600 bytes, and 900 or so once they are encoded.
                Message.Header(name: "Title", value: page.title.cut(to: 200).forHeader),
                // `warning` is a picture to ntfy, and so is `door`.
                Message.Header(name: "Tags", value: hasWarnings ? "warning,door" : "door"),
            ], body: body)
    }
}

extension String {
    /// A header field's value: as it is when it is printable ASCII, else RFC 2047's encoded words, each of at most 75
    /// characters and cut between two characters of the text.
    var forHeader: String {
        let isPlain =
            utf8.allSatisfy { (0x20...0x7e).contains($0) } && !contains("=?")
            && first != " " && last != " "
        guard !isPlain else { return self }
        var words: [[UInt8]] = [[]]
        for scalar in unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            // 45 bytes are 60 of base64, and `=?UTF-8?B?` with `?=` makes 72.
            if (words.last?.count ?? 0) + bytes.count > 45 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
            .joined(separator: " ")
    }
}
