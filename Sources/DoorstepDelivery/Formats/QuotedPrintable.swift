extension String {
    /// The text as RFC 2045's quoted-printable: ASCII, no line longer than 76, lines ended by CRLF. A line feed is the
    /// end of a line; every other control character is written as its number.
    var quotedPrintable: String {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Self.line(Array(String($0).utf8)) }.joined(separator: "\r\n")
    }

    /// One line of text as one or several lines, of which all but the last end in `=`.
    private static func line(_ bytes: [UInt8]) -> String {
        var text = ""
        var width = 0
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            // A blank at the end of a line is lost on the way.
            let isPlain =
                (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "=")
                || byte == UInt8(ascii: " ") && !isLast
            let piece =
                isPlain
                ? String(Unicode.Scalar(byte))
                : "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            if width + piece.utf8.count > (isLast ? 76 : 75) {
                text += "=\r\n"
                width = 0
            }
            text += piece
            width += piece.utf8.count
        }
        return text
    }
}
