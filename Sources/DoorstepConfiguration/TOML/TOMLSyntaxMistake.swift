import CTOML

/// The place and the reason of a mistake in TOML's syntax.
struct TOMLSyntaxMistake: Error {
    let position: TextPosition

    /// A sentence without its full stop.
    let reason: String
}

extension TOMLSyntaxMistake {
    /// A mistake that toml++ has found in a text.
    init(_ document: CTOMLDocument, in text: String) {
        position = TextPosition(document.position)
        let first = document.first.line > 0 ? TextPosition(document.first) : nil
        let line = text.unicodeScalars.split(
            separator: "\n", maxSplits: position.line, omittingEmptySubsequences: false
        ).dropFirst(position.line - 1).first.map { String($0) }
        reason = Self.plain(String(document.reason), line: line ?? "", at: position, first: first)
    }

    /// The reason in words for people who know no TOML; in toml++'s own words when it is rare.
    private static func plain(
        _ reason: String, line: String, at position: TextPosition, first: TextPosition?
    ) -> String {
        let scalar = line.unicodeScalars.dropFirst(position.column - 1).first
        if scalar == "\0" { return "a NUL byte" }
        if let scalar, scalar.properties.generalCategory == .control,
            scalar != "\t", scalar != "\r"
        {
            return "a control character, \(quoted(String(scalar)))"
        }
        if reason.contains("cannot redefine existing") {
            let parts = reason.split(separator: "'", omittingEmptySubsequences: false)
            let name = parts.count > 2 ? quoted(String(parts[1])) : "it"
            return "\(name) is defined twice" + (first.map { ", first on line \($0.line)" } ?? "")
        }
        let isHeader = line.drop { $0 == " " || $0 == "\t" }.first == "["
        return rules.first { (isHeader || !$0.ofHeader) && reason.contains($0.part) }?.says
            ?? reason
    }

    private struct Rule {
        let part: String
        /// Whether the line must begin with `[`.
        var ofHeader = false
        let says: String
    }

    private static let header =
        "a line that begins with \"[\" names a table and ends with \"]\", like [shop] or [[door]]"
    private static let value =
        "a value is \"text in quotes\", a number, true or false, a date or a list in [brackets]"

    /// The plain words for reasons of toml++. The first rule that fits is taken.
    private static let rules = [
        Rule(part: "too many parts", says: "a key of more than \(CTOML_DEPTH) parts"),
        Rule(
            part: "maximum nested value depth",
            says: "brackets in brackets, more than \(CTOML_DEPTH - 1) deep"),
        Rule(part: "parsing table header", says: header),
        Rule(part: "parsing key: expected bare key", ofHeader: true, says: header),
        Rule(part: "expected value, saw", says: "a value is missing after \"=\""),
        Rule(
            part: "key-value pair: encountered end-of-file",
            says: "a key is followed by \"=\" and a value"),
        Rule(part: "expected '='", says: "a key is followed by \"=\" and a value"),
        Rule(part: "could not determine value type", says: value),
        Rule(part: "parsing boolean", says: value),
        Rule(part: "expected 'inf'", says: value),
        Rule(part: "expected 'nan'", says: value),
        Rule(
            part: "parsing string: encountered end-of-file",
            says: "a text that begins with a quote does not end with one"),
        Rule(
            part: "parsing string: unescaped control",
            says: "a text that begins with a quote does not end with one on its line"),
        Rule(
            part: "unknown escape sequence",
            says: "a backslash in \"quotes\" is written twice, or the text stands in 'these'"),
        Rule(
            part: "expected a comment or whitespace",
            says: "something follows the value: each key has a line of its own"),
        Rule(
            part: "parsing array",
            says: "a list in [brackets] has a comma after each value and ends with \"]\""),
        Rule(
            part: "parsing inline table",
            says:
                "a table in {braces} has commas between its keys and ends with \"}\", all on a line"
        ),
        Rule(
            part: "expected keys, tables",
            says: "a line is key = value, a [table] or a # comment; a key with other letters than "
                + "a to z stands in quotes"),
    ]
}
