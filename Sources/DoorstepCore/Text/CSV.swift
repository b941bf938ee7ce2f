/// Comma-separated values as RFC 4180 has them: CRLF at the end of a row, quotes only where they are needed.
package enum CSV {
    /// A row of cells that are ready to be written; nil is an empty field.
    package static func row(_ cells: [String?]) -> String {
        cells.map { $0 ?? "" }.joined(separator: ",") + "\r\n"
    }

    /// The field of a text that somebody else chose: guarded, and quoted if needed.
    package static func text(_ text: String) -> String { field(guarded(text)) }

    /// The text, with a quote in front if a spreadsheet would take it for a formula and run it.
    package static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    package static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
        }
        guard needsQuotes else { return text }
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\"" { result.unicodeScalars.append("\"") }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}
