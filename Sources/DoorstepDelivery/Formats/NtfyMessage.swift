import DoorstepCore

/// Text for a topic of ntfy, its title and its picture in headers. A body past 4,096 bytes would become a file
/// (<https://docs.ntfy.sh/publish/#limitations>). No limit of a title is documented; telephones show a line or two.
enum NtfyMessage: PageFormat {
    static func message(_ page: DigestPage) throws -> Message? {
        let lines = page.lines
        let body = Array(lines.joined(separator: "\n").utf8)
        guard body.count <= 4096 else { return nil }
        let hasWarnings = page.sections.contains { if case .warnings = $0 { true } else { false } }
        return Message(
            contentType: "text/plain; charset=utf-8",
            headers: [
                // 200 UTF-16 units are at most 600 bytes, and about 900 once they are encoded.
                Message.Header(name: "Title", value: page.title.cut(to: 200).forHeader),
                // ntfy shows the tags `warning` and `door` as pictures.
                Message.Header(name: "Tags", value: hasWarnings ? "warning,door" : "door"),
            ] + [page.link].compactMap { $0.map { Message.Header(name: "Click", value: $0) } },
            body: body)
    }
}
