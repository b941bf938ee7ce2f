/// A text with places to fill in: `{dayPart}, bienvenue !`.
package struct Template: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String
    private let pieces: [Piece]

    private enum Piece: Hashable, Sendable {
        case words(String)
        case placeholder(String)
    }

    package enum Mistake: Error, Hashable, Sendable {
        case unclosedBrace
        case unopenedBrace
    }

    package init(parsing text: String) throws(Mistake) {
        self.text = text
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{" else { throw .unopenedBrace }
            if brace > rest.startIndex { pieces.append(.words(String(rest[..<brace]))) }
            let inside = rest[rest.index(after: brace)...]
            guard let end = inside.firstIndex(where: { $0 == "{" || $0 == "}" }),
                inside[end] == "}"
            else { throw .unclosedBrace }
            pieces.append(.placeholder(String(inside[..<end])))
            rest = inside[inside.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    /// A text without placeholders, in which a brace is a plain character.
    package init(words: String) {
        text = words
        pieces = words.isEmpty ? [] : [.words(words)]
    }

    /// A text that cannot be parsed has no placeholders.
    package init(stringLiteral text: String) {
        self = (try? Template(parsing: text)) ?? Template(words: text)
    }

    /// The names of the placeholders in their order, each time they occur.
    package var placeholders: [String] {
        pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
    }

    /// The text with its placeholders filled; nil when one has no value.
    package func filled(_ value: (String) -> String?) -> String? {
        if pieces.count == 1, case .words(let words) = pieces[0] { return words }
        var result = ""
        for piece in pieces {
            switch piece {
            case .words(let words): result += words
            case .placeholder(let name):
                guard let value = value(name) else { return nil }
                result += value
            }
        }
        return result
    }
}
