import Foundation

extension String {
    /// A header field's value: unchanged if it is printable ASCII, else RFC 2047's encoded words, each of at most 75
    /// characters and cut between two scalars of the text.
    var forHeader: String {
        let isPlain = isPrintableASCII && !contains("=?") && first != " " && last != " "
        // 45 bytes are 60 of base64, and `=?UTF-8?B?` with `?=` makes 72.
        return isPlain ? self : encodedWords(of: 45).joined(separator: " ")
    }

    /// A mail header field's value, folded so that no line is longer than 76; the first has room for `Subject: `.
    var forMailHeader: String {
        if utf8.count <= 60, forHeader == self { return self }
        return encodedWords(of: 39).joined(separator: "\r\n ")
    }

    /// The text as the name before a mail address.
    var forMailPhrase: String {
        guard isPrintableASCII, !contains("=?") else { return forMailHeader }
        return "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private var isPrintableASCII: Bool { utf8.allSatisfy { (0x20...0x7e).contains($0) } }

    /// The text as encoded words of at most `most` bytes each, counted before base64.
    private func encodedWords(of most: Int) -> [String] {
        var words: [[UInt8]] = [[]]
        for scalar in unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if (words.last?.count ?? 0) + bytes.count > most { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
    }
}
