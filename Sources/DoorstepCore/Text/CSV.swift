/// Comma-separated values as RFC 4180 has them: CRLF at the end of a row, quotes only where they are needed.
package enum CSV {
    /// Cells as they are to stand there; nil is an empty field.
    package static func row(_ cells: [String?]) -> String {
        cells.map { $0 ?? "" }.joined(separator: ",") + "\r\n"
    }

    /// A text that somebody else chose.
    package static func text(_ text: String) -> String { field(guarded(text)) }

    /// A spreadsheet takes a field that begins like this for a formula and runs it: a quote in front makes it a text.
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
