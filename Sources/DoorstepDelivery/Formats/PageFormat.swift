import DoorstepCore
import DoorstepWords

/// A format for people: a digest as one receiver's tool shows it.
protocol PageFormat {
    /// The page as a message; nil when that is more than the receiver takes.
    static func message(_ page: DigestPage) throws -> Message?
}

extension PageFormat {
    /// The digest, with as many of its sections as the receiver takes.
    static func message(_ digest: Digest) throws -> Message {
        for page in DigestPage.pages(of: digest) {
            if let message = try message(page) { return message }
        }
        // The shortest page fits every receiver; a test checks each.
        throw DigestTooLong()
    }
}

struct DigestTooLong: Error {}

extension String {
    /// The text with each scalar replaced by `escape`, or kept if that returns nil. Scalars count and not characters: a
    /// mark with an accent on it is another character, but receivers still read the mark.
    func escapingScalars(_ escape: (Unicode.Scalar) -> String?) -> String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if let escaped = escape(scalar) {
                text += escaped
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// At most `limit` UTF-16 units of the text, the last an ellipsis if something was cut. Receivers that speak of
    /// characters count these units, or fewer.
    ///
    /// The text still keeps to the limit after `escape`, and no escape is cut in two.
    func cut(to limit: Int, escape: (String) -> String = { $0 }) -> String {
        guard utf16.count > limit || escape(self).utf16.count > limit else { return self }
        var scalars: [Unicode.Scalar] = []
        var room = limit - 1
        for scalar in unicodeScalars {
            room -= UTF16.width(scalar)
            guard room >= 0 else { break }
            scalars.append(scalar)
        }
        while true {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let cut = String(text) + "…"
            guard escape(cut).utf16.count > limit, !scalars.isEmpty else { return cut }
            scalars.removeLast()
        }
    }
}
