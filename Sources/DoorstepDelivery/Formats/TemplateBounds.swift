/// The bounds that a template must keep before swift-mustache reads it. The library recurses for each section in a
/// section and each function of a function. It ends the process where no stack is left, or where a delimiter of one
/// letter closes an empty section.
enum TemplateBounds {
    /// The deepest nesting allowed, which is more than the figures of a message need.
    static let depth = 8

    static func check(_ text: String) throws(MessageTemplate.Invalid) {
        var levels = [Delimiters(open: "{{", close: "}}")]
        var line = 1
        var rest = text[...]
        while let delimiters = levels.last, let tag = rest.firstRange(of: delimiters.open) {
            line += rest[..<tag.upperBound].count(where: \.isNewline)
            rest = rest[tag.upperBound...]
            switch rest.first {
            case "#", "^", "<", "$": levels.append(delimiters)
            case "/": if levels.count > 1 { levels.removeLast() }
            case "!":
                guard let end = rest.firstRange(of: delimiters.close) else { return }
                line += rest[..<end.upperBound].count(where: \.isNewline)
                rest = rest[end.upperBound...]
            case "=":
                guard let changed = Delimiters(settingIn: rest.dropFirst()) else {
                    throw refused("the delimiters cannot be changed like this", line)
                }
                guard changed.open.count > 1 else {
                    throw refused("a delimiter has two characters or more", line)
                }
                levels[levels.count - 1] = changed
            default: break
            }
            guard levels.count <= depth + 1 else {
                throw refused("sections in sections, more than \(depth) deep", line)
            }
            let name = rest.prefix { !$0.isNewline && $0 != delimiters.close.first }
            guard name.count(where: { $0 == "(" }) <= depth else {
                throw refused("functions of functions, more than \(depth) deep", line)
            }
        }
    }

    private static func refused(_ reason: String, _ line: Int) -> MessageTemplate.Invalid {
        MessageTemplate.Invalid(line: line, reason: reason)
    }

    fileprivate struct Delimiters {
        let open: String
        let close: String
    }
}

extension TemplateBounds.Delimiters {
    /// Reads delimiters as `{{=<% %>=}}` sets them; `text` begins after the first `=`.
    fileprivate init?(settingIn text: Substring) {
        let rest = text.drop(while: \.isWhitespace)
        guard let space = rest.firstIndex(where: \.isWhitespace) else { return nil }
        open = String(rest[..<space])
        close = String(
            rest[space...].drop(while: \.isWhitespace).prefix { $0 != "=" && !$0.isWhitespace })
        if open.isEmpty || close.isEmpty { return nil }
    }
}
