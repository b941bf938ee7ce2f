import DoorstepCore

/// A format that people read: a digest as one receiver's tool shows it.
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
        // The shortest page fits every receiver, and a test says so of each.
        throw DigestTooLong()
    }
}

struct DigestTooLong: Error {}

extension String {
    /// Its scalars one by one, not its characters: a mark with an accent on it is another character, but receivers
    /// still read the mark.
    func escapingScalars(_ escape: (Unicode.Scalar) -> String?) -> String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if let escaped = escape(scalar) {
                text += escaped
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// At most `limit` UTF-16 units of it, the last an ellipsis where something was cut. Receivers that speak of
    /// characters count these units, or fewer.
    ///
    /// `escape` is what will be done to it: the escaped text then keeps to the limit, and is cut through no escape.
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
